//! Language, theme, density.

use leptos::prelude::*;

use super::Setting;
use crate::model::messages::Language;
use crate::ui::context::{App, use_app};
use crate::ui::parts::page::set_root_attribute;

/// Keys of settings that boot also reads.
const THEME: &str = "fieldbook.theme";
const DENSITY: &str = "fieldbook.density";

/// The languages, each by its own name.
const LANGUAGES: [(&str, &str); 3] =
    [("en", "language-en"), ("zh-Hans", "language-zh-Hans"), ("zh-Hant", "language-zh-Hant")];

/// The panel.
#[component]
pub(super) fn Look() -> impl IntoView {
    let app = use_app();
    let stored = move |key: &str| app.peek(|desk| desk.ports.settings.get(key));
    let language = app.peek(|desk| desk.format.language().tag());
    let theme =
        stored(THEME).filter(|theme| theme == "light" || theme == "dark").unwrap_or_else(|| "system".to_owned());
    let density = stored(DENSITY).filter(|density| density == "compact").unwrap_or_else(|| "comfortable".to_owned());
    let languages = LANGUAGES.map(|(tag, key)| Segment { value: tag, text: app.text(key, &[]), lang: Some(tag) });
    let themes = [("system", "theme-system"), ("light", "theme-light"), ("dark", "theme-dark")];
    let densities = [("comfortable", "density-comfortable"), ("compact", "density-compact")];
    let segment = move |(value, key): (&'static str, &str)| Segment { value, text: app.text(key, &[]), lang: None };
    view! {
        <section class="panel" aria-labelledby="settings-look">
            <div class="panel-head"><h2 id="settings-look">{t!(app, "settings-look")}</h2></div>
            <Setting name=t!(app, "settings-language")>
                <Segments name="language" segments=languages.to_vec() chosen=language on_pick=Callback::new(move |tag| app.speak(Language::of(tag)))/>
            </Setting>
            <Setting name=t!(app, "settings-theme") hint=t!(app, "settings-theme-hint")>
                <Segments name="theme" segments=themes.map(segment).to_vec() chosen=theme on_pick=Callback::new(move |theme| set_theme(app, theme))/>
            </Setting>
            <Setting name=t!(app, "settings-density")>
                <Segments name="density" segments=densities.map(segment).to_vec() chosen=density on_pick=Callback::new(move |density| set_density(app, density))/>
            </Setting>
        </section>
    }
}

/// Shows a theme and keeps it on this device.
pub(in crate::ui) fn set_theme(app: App, theme: &str) {
    app.peek(|desk| desk.ports.settings.set(THEME, theme));
    let dark =
        || window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches());
    let shown = match theme {
        "light" | "dark" => theme,
        _ if dark() => "dark",
        _ => "light",
    };
    set_root_attribute("data-theme", shown);
}

fn set_density(app: App, density: &str) {
    app.peek(|desk| desk.ports.settings.set(DENSITY, density));
    apply_density(app);
}

/// Shows the density that was chosen on this device.
pub(in crate::ui) fn apply_density(app: App) {
    let compact = app.peek(|desk| desk.ports.settings.get(DENSITY)).as_deref() == Some("compact");
    if compact {
        set_root_attribute("data-density", "compact");
    } else if let Some(root) = document().document_element() {
        // Removing what is not there is no failure.
        drop(root.remove_attribute("data-density"));
    }
}

/// One choice among a few.
#[derive(Clone)]
struct Segment {
    value: &'static str,
    text: String,
    lang: Option<&'static str>,
}

/// A few choices side by side.
#[component]
fn Segments(
    /// Name of the group of radio buttons.
    name: &'static str,
    segments: Vec<Segment>,
    /// The chosen value.
    #[prop(into)]
    chosen: String,
    on_pick: Callback<&'static str>,
) -> impl IntoView {
    let segment = move |Segment { value, text, lang }: Segment| {
        let checked = chosen == value;
        view! {
            <label class="segment">
                <input type="radio" name=name value=value prop:checked=checked on:change=move |_| on_pick.run(value)/>
                <span lang=lang>{text}</span>
            </label>
        }
    };
    view! { <div class="segments">{segments.into_iter().map(segment).collect_view()}</div> }
}
