//! The colours and letters that a map is painted in, as the style sheet has them: a canvas does not read it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement};

use crate::ui::parts::theme::computed;

/// The classes of the swatches beside the canvas, in order.
const SWATCHES: [&str; 14] = [
    "ink-1",
    "ink-2",
    "ink-3",
    "ink-4",
    "ink-5",
    "ink-6",
    "ink-7",
    "ink-text",
    "ink-soft",
    "ink-ground",
    "ink-sunken",
    "ink-region",
    "ink-late",
    "ink-accent",
];

/// What a map is painted with.
#[derive(Clone, Debug)]
pub(super) struct Inks {
    /// Of each weekday, Monday's first.
    pub(super) days: Vec<String>,
    /// Letters, and what recedes behind them.
    pub(super) ink: String,
    pub(super) soft: String,
    /// The inside of discs, and of those that are over.
    pub(super) ground: String,
    pub(super) sunken: String,
    /// Areas.
    pub(super) region: String,
    /// Who is overdue.
    pub(super) late: String,
    /// What was chosen.
    pub(super) accent: String,
    /// The family of letters.
    pub(super) font: String,
}

impl Inks {
    /// As the page has them now.
    pub(super) fn read(canvas: &HtmlCanvasElement) -> Option<Self> {
        let swatches = canvas.parent_element()?.query_selector_all(".map-inks > i").ok()?;
        let mut colours = (0..swatches.length()).map(|at| {
            let swatch: Option<Element> = swatches.get(at).and_then(|swatch| swatch.dyn_into().ok());
            swatch.and_then(|swatch| computed(&swatch, "color")).unwrap_or_default()
        });
        let days = colours.by_ref().take(7).collect();
        let mut next = || colours.next().unwrap_or_default();
        let (ink, soft, ground, sunken) = (next(), next(), next(), next());
        let (region, late, accent) = (next(), next(), next());
        let font = computed(canvas, "font-family").unwrap_or_default();
        Some(Self { days, ink, soft, ground, sunken, region, late, accent, font })
    }
}

/// The swatches that are read; nobody sees them.
pub(super) fn swatches() -> AnyView {
    let all = SWATCHES.map(|class| view! { <i class=class></i> });
    view! { <span class="map-inks" hidden=true aria-hidden="true">{Vec::from(all)}</span> }.into_any()
}
