//! The routing server of this device: its address, and the datum of its map.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Setting;
use crate::model::Datum;
use crate::ui::context::use_app;
use crate::ui::day::roads::{keep, tried, typed};
use crate::ui::parts::choose::Choose;
use crate::visits::osrm::{BadAddress, Server};

/// The panel.
#[component]
pub(super) fn Roads() -> impl IntoView {
    let app = use_app();
    let (address, datum) = typed(app);
    let (address, datum) = (RwSignal::new(address), RwSignal::new(datum));
    let wrong = RwSignal::new(None::<BadAddress>);
    let save = move || wrong.set(keep(app, &address.get_untracked(), datum.get_untracked()).err());
    let datums = [Datum::Wgs84, Datum::Gcj02].map(|datum| (datum.name().to_owned(), datum.name().to_owned()));
    let pick = Callback::new(move |name: String| {
        datum.set(Datum::parse(&name).unwrap_or(Datum::Wgs84));
        save();
    });
    let error = move || {
        wrong.get().map(|why| {
            let text = match why {
                BadAddress::Unsafe => t!(app, "roads-unsafe"),
                BadAddress::Malformed => t!(app, "roads-malformed"),
            };
            view! { <p class="field-error" id="roads-error" role="alert">{text}</p> }
        })
    };
    let (said, is_busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let test = move |_| match Server::parse(&address.get_untracked(), datum.get_untracked()) {
        Err(why) => wrong.set(Some(why)),
        Ok(server) => {
            is_busy.set(true);
            spawn_local(async move {
                let heard = tried(app, &server).await;
                // The page may have been left while the server was thinking.
                if is_busy.try_set(false).is_none() {
                    said.set(heard);
                }
            });
        }
    };
    let answer = move || if is_busy.get() { t!(app, "roads-asking") } else { said.get() };
    view! {
        <section class="panel" aria-labelledby="settings-roads">
            <div class="panel-head"><h2 id="settings-roads">{t!(app, "roads")}</h2></div>
            <p class="second">{t!(app, "roads-hint")}</p>
            <div>
                <Setting name=t!(app, "roads-address") hint=t!(app, "roads-address-hint")>
                    <input class="input" id="roads-address" type="url" inputmode="url" autocomplete="off" spellcheck="false" aria-label=t!(app, "roads-address")
                        aria-invalid=move || wrong.get().is_some().then_some("true") aria-describedby=move || wrong.get().is_some().then_some("roads-error")
                        prop:value=move || address.get() on:input=move |event| address.set(event_target_value(&event)) on:change=move |_| save()/>
                    {error}
                </Setting>
                <Setting name=t!(app, "roads-datum") hint=t!(app, "roads-datum-hint")>
                    <Choose id="roads-datum" label=t!(app, "roads-datum") options=Signal::stored(datums.to_vec()) value=Signal::derive(move || datum.get().name().to_owned()) on_pick=pick/>
                </Setting>
            </div>
            <div class="panel-foot">
                <button class="button" type="button" disabled=move || is_busy.get() on:click=test>{t!(app, "roads-test")}</button>
                <p class="second" role="status">{answer}</p>
            </div>
        </section>
    }
}
