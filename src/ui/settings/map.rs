//! A server of tiles for maps, on this device: none unless somebody names one.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::model::Datum;
use crate::model::place::{BadTiles, Tiles};
use crate::ui::context::{App, use_app};
use crate::ui::parts::choose::Choose;

/// Key of the setting.
const TILES: &str = "fieldbook.tiles";
/// Datums that tiles are cut in.
const DATUMS: [Datum; 2] = [Datum::Wgs84, Datum::Gcj02];

/// The server that was named on this device.
pub(in crate::ui) fn tiles(app: App) -> Option<Tiles> {
    app.peek(|desk| desk.ports.settings.get(TILES)).and_then(|text| Tiles::parse(&text))
}

/// Why a server is not taken, in words, and whether that is about the words on its source.
fn why(app: App, bad: BadTiles) -> (String, bool) {
    match bad {
        BadTiles::NotSecure => (t!(app, "tiles-not-secure"), false),
        BadTiles::NoServer => (t!(app, "tiles-no-server"), false),
        BadTiles::Parts => (t!(app, "tiles-parts", z = "{z}", x = "{x}", y = "{y}"), false),
        BadTiles::Unfilled => (t!(app, "tiles-unfilled"), false),
        BadTiles::TooLong => (t!(app, "tiles-too-long"), false),
        BadTiles::Datum => (t!(app, "tiles-bad-datum"), false),
        BadTiles::NoSource => (t!(app, "tiles-no-source"), true),
    }
}

/// The panel.
#[component]
pub(super) fn MapPanel() -> impl IntoView {
    let app = use_app();
    let known = tiles(app);
    let has = RwSignal::new(known.is_some());
    let of = |part: fn(&Tiles) -> String| RwSignal::new(known.as_ref().map(part).unwrap_or_default());
    let (address, source) = (of(|tiles| tiles.address().to_owned()), of(|tiles| tiles.source().to_owned()));
    let datum = RwSignal::new(known.as_ref().map_or(DATUMS[0], Tiles::datum).code().to_owned());
    let wrong: RwSignal<Option<BadTiles>> = RwSignal::new(None);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let datum = datum.with_untracked(|datum| Datum::parse(datum)).unwrap_or(DATUMS[0]);
        match Tiles::new(&address.get_untracked(), datum, &source.get_untracked()) {
            Ok(tiles) => {
                app.peek(|desk| desk.ports.settings.set(TILES, &tiles.text()));
                wrong.set(None);
                has.set(true);
                app.toast(t!(app, "tiles-kept"), false, false);
            }
            Err(bad) => wrong.set(Some(bad)),
        }
    };
    let drop_it = move |_| {
        app.peek(|desk| desk.ports.settings.set(TILES, ""));
        for field in [address, source] {
            field.set(String::new());
        }
        wrong.set(None);
        has.set(false);
        app.toast(t!(app, "tiles-dropped"), false, false);
    };
    let error = move |of_source: bool| {
        let said = wrong.get().map(|bad| why(app, bad)).filter(|(_, about)| *about == of_source);
        said.map(|(text, _)| view! { <p class="field-error" role="alert">{text}</p> })
    };
    let is_wrong = move |of_source: bool| {
        let about = wrong.get().map(|bad| bad == BadTiles::NoSource);
        (about == Some(of_source)).then_some("true")
    };
    let datums: Vec<(String, String)> =
        DATUMS.iter().map(|datum| (datum.code().to_owned(), datum.name().to_owned())).collect();
    let pick = Callback::new(move |code| datum.set(code));
    view! {
        <section class="panel" aria-labelledby="settings-map">
            <div class="panel-head"><h2 id="settings-map">{t!(app, "tiles-title")}</h2></div>
            <p class="second">{t!(app, "tiles-hint")}</p>
            <form class="form form-2" novalidate=true on:submit=save>
                <div class="field field-wide">
                    <label class="field-label" for="tiles-address">{t!(app, "tiles-address")}</label>
                    <input class="input" id="tiles-address" type="url" autocomplete="off" spellcheck="false" aria-describedby="tiles-address-hint" aria-invalid=move || is_wrong(false)
                        prop:value=move || address.get() on:input=move |event| address.set(event_target_value(&event))/>
                    <div id="tiles-address-hint">{move || error(false)}<p class="field-hint">{t!(app, "tiles-address-hint", z = "{z}", x = "{x}", y = "{y}")}</p></div>
                </div>
                <div class="field">
                    <label class="field-label" for="tiles-datum">{t!(app, "tiles-datum")}</label>
                    <Choose id="tiles-datum" options=Signal::stored(datums) value=datum on_pick=pick/>
                    <p class="field-hint">{t!(app, "tiles-datum-hint")}</p>
                </div>
                <div class="field">
                    <label class="field-label" for="tiles-source">{t!(app, "tiles-source")}</label>
                    <input class="input" id="tiles-source" autocomplete="off" aria-describedby="tiles-source-hint" aria-invalid=move || is_wrong(true)
                        prop:value=move || source.get() on:input=move |event| source.set(event_target_value(&event))/>
                    <div id="tiles-source-hint">{move || error(true)}<p class="field-hint">{t!(app, "tiles-source-hint")}</p></div>
                </div>
                <div class="form-acts">
                    {move || has.get().then(|| view! { <button class="button" type="button" on:click=drop_it>{t!(app, "tiles-drop")}</button> })}
                    <button class="button button-primary" type="submit">{t!(app, "tiles-keep")}</button>
                </div>
            </form>
        </section>
    }
}
