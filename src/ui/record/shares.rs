//! The control of shares: who, how many percent, and what they come to together.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::control::{described, records};
use super::entry::Entry;
use crate::exchange::typed::shared;
use crate::model::{BasisPoints, share};
use crate::query::title;
use crate::ui::context::App;
use crate::ui::parts::count;
use crate::ui::parts::icon::Icon;

/// Everybody who may have a part, by name; with many of them those that have one come first.
fn people(app: App, of: &str) -> Vec<(String, String)> {
    records(app, of, None).unwrap_or_else(|| {
        app.peek(|desk| {
            let Some(table) = desk.book().table(of) else { return Vec::new() };
            let named = |row: usize| Some((table.id(row)?.to_string(), title::named(desk.book(), table, row)));
            let mut all: Vec<(String, String)> = table.live().iter().filter_map(named).collect();
            all.sort_by_key(|(_, name)| name.to_lowercase());
            all
        })
    })
}

/// The control.
pub(super) fn shares(app: App, entry: &Entry, of: &str) -> AnyView {
    let (id, text) = (entry.id(), entry.text);
    let people = StoredValue::new(people(app, of));
    let parts = move || text.with(|text| share::parts(text));
    let change = move |at: usize, who: Option<String>, part: Option<String>| {
        let mut parts = text.with_untracked(|text| share::parts(text));
        if let Some(one) = parts.get_mut(at) {
            one.0 = who.unwrap_or_else(|| one.0.clone());
            one.1 = part.unwrap_or_else(|| one.1.clone());
        }
        text.set(share::join(&parts));
    };
    let of_id = id.clone();
    let row = move |at: usize| {
        let who = Memo::new(move |_| parts().get(at).map(|part| part.0.clone()).unwrap_or_default());
        let part = Memo::new(move |_| parts().get(at).map(|part| part.1.clone()).unwrap_or_default());
        let n = count::number(&app, at + 1);
        let option = |(value, name): (String, String)| {
            let mine = value.clone();
            view! { <option value=value selected=move || *who.read() == mine>{name}</option> }
        };
        let options: Vec<_> = people.with_value(|people| people.iter().cloned().map(option).collect());
        let remove = move |_| {
            let mut parts = text.with_untracked(|text| share::parts(text));
            if at < parts.len() {
                parts.remove(at);
            }
            text.set(share::join(&parts));
        };
        view! {
            <span class="several-row">
                <select class="select" id=format!("{of_id}-who-{at}") aria-label=t!(app, "shares-who", n = n.clone()) prop:value=move || who.get()
                    on:change=move |event| change(at, Some(event_target_value(&event)), None)>
                    <option value="" selected=move || who.read().is_empty()>{t!(app, "form-none")}</option>
                    {options}
                </select>
                <input class="input input-number several-part" type="text" inputmode="decimal" autocomplete="off" aria-label=t!(app, "shares-part", n = n.clone())
                    prop:value=move || part.get() on:input=move |event| change(at, None, Some(event_target_value(&event)))/>
                <span class="lines-unit" aria-hidden="true">"%"</span>
                <button class="button button-quiet button-icon" type="button" aria-label=t!(app, "shares-remove", n = n) on:click=remove><Icon name="close"/></button>
            </span>
        }
        .into_any()
    };
    let focus = id.clone();
    let add = move |_| {
        let mut parts = text.with_untracked(|text| share::parts(text));
        let left = BasisPoints::WHOLE.0.saturating_sub(text.with_untracked(|text| shared(text)).0);
        // What is left over is the usual part of the next.
        let part = if left > 0 && left % 100 == 0 { (left / 100).to_string() } else { String::new() };
        parts.push((String::new(), part));
        let at = parts.len() - 1;
        text.set(share::join(&parts));
        let id = format!("{focus}-who-{at}");
        request_animation_frame(move || {
            let select =
                document().get_element_by_id(&id).and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(select) = select {
                drop(select.focus());
            }
        });
    };
    let sum = move || {
        let sum = text.with(|text| shared(text));
        let (some, whole) = (!parts().is_empty(), sum == BasisPoints::WHOLE);
        some.then(|| {
            let text = t!(app, "shares-sum", sum = app.format().percent(sum));
            let (class, icon) = if whole { ("row good", "check") } else { ("row bad", "alert") };
            view! { <span class=class><Icon name=icon class="icon-small"/>{text}</span> }
        })
    };
    let several = Memo::new(move |_| parts().len());
    let (described, named) = (described(entry), format!("{id}-label"));
    view! {
        <div class="several" role="group" id=id tabindex="-1" aria-labelledby=named aria-describedby=described>
            <For each=move || 0..several.get() key=|at| *at children=row/>
            <span class="several-foot">
                <button class="button" type="button" on:click=add><Icon name="plus" class="icon-small"/>{t!(app, "shares-add")}</button>
                <span role="status">{sum}</span>
            </span>
        </div>
    }
    .into_any()
}
