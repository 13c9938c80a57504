//! How a file is laid out, where a person knows better.

use leptos::prelude::*;

use super::state::ImportState;
use super::words::{delimiter_options, encoding_options, heading_options, total_options};
use super::work::reshape;
use crate::exchange::csv::NoteKind;
use crate::exchange::{Encoding, FilePlan, Headings, Shape, Totals};
use crate::ui::context::use_app;
use crate::ui::parts::choose::ChooseChip;

/// What separates cells, how letters are written, where the headings are, what becomes of totals.
#[component]
pub(super) fn ShapeChips(
    file: Memo<Option<FilePlan>>,
    name: StoredValue<String>,
    #[prop(into)] id: Signal<String>,
) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let shape = Memo::new(move |_| file.with(|file| file.as_ref().map(|file| file.sheet.shape()).unwrap_or_default()));
    let line = Memo::new(move |_| {
        let line = file.with(|file| file.as_ref().and_then(|file| file.sheet.header_lines()));
        line.map_or(0, |(first, _)| first)
    });
    let has_totals = Memo::new(move |_| {
        let noted = file.with(|file| {
            file.iter().flat_map(|file| file.sheet.notes()).any(|note| matches!(note.kind, NoteKind::Totals(_)))
        });
        noted || shape.get().totals == Totals::Kept
    });
    let change = move |change: &dyn Fn(&mut Shape)| {
        let mut shape = shape.get_untracked();
        change(&mut shape);
        name.with_value(|name| reshape(app, state, name, shape));
    };
    let part = move |sign: String| change(&|shape| shape.delimiter = sign.chars().next());
    let write = move |at: String| {
        if let Some(encoding) = at.parse().ok().and_then(|at: usize| Encoding::ALL.get(at).copied()) {
            change(&|shape| shape.encoding = Some(encoding));
        }
    };
    let head = move |line: String| {
        let line = line.parse().unwrap_or(0);
        change(&|shape| shape.headings = if line == 0 { Headings::None } else { Headings::Line(line) });
    };
    let sum = move |answer: String| {
        change(&|shape| shape.totals = if answer == "kept" { Totals::Kept } else { Totals::Dropped });
    };
    let delimiter = Signal::derive(move || shape.get().delimiter.map(String::from).unwrap_or_default());
    let encoding = Signal::derive(move || {
        let known = shape.get().encoding.and_then(|mine| Encoding::ALL.iter().position(|known| *known == mine));
        known.map(|at| at.to_string()).unwrap_or_default()
    });
    let headings = Signal::derive(move || line.get().to_string());
    let heading_lines = Signal::derive(move || heading_options(&app, line.get()));
    let totals =
        Signal::derive(move || (if shape.get().totals == Totals::Kept { "kept" } else { "dropped" }).to_owned());
    let is_text = Memo::new(move |_| shape.get().encoding.is_some());
    let [part_id, write_id, head_id, sum_id] =
        ["parted", "written", "headed", "summed"].map(|end| format!("{}-{end}", id.get_untracked()));
    view! {
        <Show when=move || is_text.get()>
            <ChooseChip id=part_id.clone() label=t!(app, "import-delimiter") options=delimiter_options(&app) value=delimiter on_pick=Callback::new(part)/>
            <ChooseChip id=write_id.clone() label=t!(app, "import-encoding") options=encoding_options(&app) value=encoding on_pick=Callback::new(write)/>
        </Show>
        <ChooseChip id=head_id label=t!(app, "import-headings") options=heading_lines value=headings on_pick=Callback::new(head)/>
        <Show when=move || has_totals.get()>
            <ChooseChip id=sum_id.clone() label=t!(app, "import-totals") options=total_options(&app) value=totals on_pick=Callback::new(sum)/>
        </Show>
    }
}
