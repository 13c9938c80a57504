//! Calling the customer, and finding the way: on the map that the person uses, each in its datum.

use leptos::prelude::*;

use crate::model::place::{Provider, geo};
use crate::model::records::{Account, Contact, Site};
use crate::model::{Datum, Id, Place};
use crate::query::title;
use crate::ui::context::{Desk, use_app};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::visits::life::whereabouts;

/// Who can be called: name and number, the site first, then the people who are still there.
fn numbers(desk: &Desk, account: Id, site: Option<Id>) -> Vec<(String, String)> {
    let book = desk.book();
    let name = |id: Id| title::anywhere(book, id).unwrap_or_default();
    let site = site.and_then(|site| Some((name(site), book.get::<Site>(site.into())?.phone?)));
    let people = book.all::<Contact>().filter(|contact| {
        contact.account.map(|of| book.resolve(of)) == Some(book.resolve(account)) && contact.left_on.is_none()
    });
    let people = people.filter_map(|contact| Some((contact.name.unwrap_or_default(), contact.phone?)));
    let own = book.get::<Account>(account.into()).and_then(|account| account.phone);
    site.into_iter().chain(people).chain(own.map(|own| (name(account), own))).collect()
}

/// The two buttons; each only where there is something to call, or a place to go to.
#[component]
pub(in crate::ui::day) fn CallActs(account: Option<Id>, site: Option<Id>) -> impl IntoView {
    let app = use_app();
    let (calling, going) = (RwSignal::new(false), RwSignal::new(false));
    let found =
        Memo::new(move |_| app.read(|desk| account.map(|account| numbers(desk, account, site)).unwrap_or_default()));
    let there = Memo::new(move |_| app.read(|desk| whereabouts(desk.book(), account, site)));
    let call = move || {
        match found.get().as_slice() {
        [] => ().into_any(),
        [(name, number)] => {
            let label = t!(app, "stop-call-named", name = name.as_str());
            view! { <a class="button" href=dial(number) aria-label=label><Icon name="phone"/>{t!(app, "stop-call")}</a> }.into_any()
        }
        _ => view! { <button class="button" type="button" on:click=move |_| calling.set(true)><Icon name="phone"/>{t!(app, "stop-call")}</button> }.into_any(),
    }
    };
    let go = move || {
        there.get().map(|_| view! { <button class="button" type="button" on:click=move |_| going.set(true)><Icon name="area"/>{t!(app, "stop-go")}</button> })
    };
    let close_calls = Callback::new(move |()| calling.set(false));
    let calls = move || {
        calling.get().then(|| {
            let item = |(name, number): &(String, String)| view! { <li><a class="menu-item" href=dial(number)>{name.clone()}<span class="menu-note">{number.clone()}</span></a></li> };
            let items: Vec<_> = found.with(|found| found.iter().map(item).collect());
            view! { <Dialog title=t!(app, "stop-call") on_close=close_calls><ul class="menu" role="list">{items}</ul></Dialog> }
        })
    };
    let close_ways = Callback::new(move |()| going.set(false));
    let ways = move || {
        let point = there.get().filter(|_| going.get())?;
        let place = Place::new(point, Datum::Wgs84);
        let name =
            app.peek(|desk| site.or(account).and_then(|id| title::anywhere(desk.book(), id))).unwrap_or_default();
        let item = |href: String, text: String| {
            view! { <li><a class="menu-item" href=href target="_blank" rel="noopener noreferrer">{text}</a></li> }
        };
        let mut items = Vec::from(Provider::ALL.map(|map| item(map.navigate(place, &name), app.text(map.key(), &[]))));
        items.push(item(geo(place, &name), t!(app, "stop-go-device")));
        Some(
            view! { <Dialog title=t!(app, "stop-go") on_close=close_ways><ul class="menu" role="list">{items}</ul></Dialog> },
        )
    };
    view! { {call}{go}{calls}{ways} }
}

fn dial(number: &str) -> String {
    format!("tel:{}", number.replace(' ', ""))
}
