//! What else a visit brings: an order, a payment, a complaint, a market report, an expense; written down on
//! the spot.

use leptos::prelude::*;

use crate::book::command::Change;
use crate::model::records::{Complaint, Expense, MarketReport, Order, Receipt};
use crate::model::{Id, Record, Role, Value};
use crate::query::title;
use crate::ui::context::{App, Desk, use_app};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;
use crate::ui::record::{Of, SomeFields};
use crate::ui::route::{Place, Route};

/// What can be written down on the spot: the collection, with the fields that are asked.
const SPOT: [(&str, &[usize]); 4] = [
    (Receipt::COLLECTION.key, &[Receipt::AMOUNT, Receipt::METHOD, Receipt::NUMBER, Receipt::NOTE]),
    (Complaint::COLLECTION.key, &[Complaint::SUBJECT, Complaint::KIND, Complaint::PRODUCT, Complaint::CONTENT]),
    (
        MarketReport::COLLECTION.key,
        &[MarketReport::SUBJECT, MarketReport::TRIGGER, MarketReport::SEVERITY, MarketReport::DESCRIPTION],
    ),
    (Expense::COLLECTION.key, &[Expense::PURPOSE, Expense::KIND, Expense::AMOUNT]),
];

/// What such a record begins with: the customer, whoever visits, the visit, today.
fn begun(
    desk: &Desk,
    collection: &str,
    (visit, account, person): (Id, Option<Id>, Option<Id>),
    today: Value,
) -> Vec<Change> {
    let Some(table) = desk.book().table(collection) else { return Vec::new() };
    let of = |role: Role, value: Option<Value>| Some((table.role(role)?, Some(value?)));
    let reference = |id: Option<Id>| id.map(Value::Reference);
    let mut values: Vec<Change> =
        [of(Role::Account, reference(account)), of(Role::Person, reference(person)), of(Role::Starts, Some(today))]
            .into_iter()
            .flatten()
            .collect();
    values.extend(table.position("visit").map(|at| (at, Some(visit.into()))));
    values
}

/// What was written down on the visit: collection, id, name.
fn written(desk: &Desk, visit: Id) -> Vec<(&'static str, Id, String, Option<Value>)> {
    let book = desk.book();
    let mut all = Vec::new();
    let keys = [Order::COLLECTION.key].into_iter().chain(SPOT.iter().map(|(key, _)| *key));
    for key in keys {
        let Some((table, at)) = book.table(key).and_then(|table| Some((table, table.position("visit")?))) else {
            continue;
        };
        let is_of = |row: &usize| {
            let of = table.value(*row, at).and_then(|value| value.as_reference());
            of.map(|of| book.resolve(of)) == Some(book.resolve(visit))
        };
        let amount = |row: usize| table.value(row, table.role(Role::Amount)?);
        let found = table.live().iter().filter(is_of);
        all.extend(found.filter_map(|row| Some((key, table.id(row)?, title::named(book, table, row), amount(row)))));
    }
    all
}

/// The panel.
#[component]
pub(super) fn Extra(visit: Id, account: Option<Id>, person: Option<Id>) -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(None::<usize>);
    let close = Callback::new(move |()| open.set(None));
    let done = Callback::new(move |_| open.set(None));
    let found = Memo::new(move |_| app.read(|desk| written(desk, visit)));
    let button = move |at: usize| {
        let name = app.text(&format!("new-{}", SPOT[at].0), &[]);
        view! { <button class="button" type="button" on:click=move |_| open.set(Some(at))><Icon name="plus"/>{name}</button> }
    };
    let query = [("visit", Some(visit)), ("account", account), ("owner", person)];
    let query = query.into_iter().filter_map(|(name, id)| Some((name.to_owned(), id?.to_string())));
    let order = Place::new(Route::New(Order::COLLECTION.key)).with(query.collect()).href();
    let lines = move || {
        let line = |(key, id, name, amount): &(&'static str, Id, String, Option<Value>)| {
            line(app, key, *id, name, amount.as_ref())
        };
        found.with(|found| found.iter().map(line).collect::<Vec<_>>())
    };
    let dialog = move || {
        open.get().map(|at| {
            let (key, fields) = SPOT[at];
            let today = Value::Date(app.zone().day_of(app.now()));
            let start = app.peek(|desk| begun(desk, key, (visit, account, person), today));
            view! {
                <Dialog title=app.text(&format!("new-{key}"), &[]) on_close=close>
                    <SomeFields collection=key fields=fields.to_vec() of=Of::New(start, None) on_done=done on_cancel=close/>
                </Dialog>
            }
        })
    };
    view! {
        <section class="panel" aria-labelledby="stop-extra">
            <div class="panel-head"><h2 id="stop-extra">{t!(app, "stop-extra")}</h2></div>
            <ul class="day-list" role="list">{lines}</ul>
            <div class="row">
                <a class="button" href=order><Icon name="plus"/>{app.text(&format!("new-{}", Order::COLLECTION.key), &[])}</a>
                {(0..SPOT.len()).map(button).collect::<Vec<_>>()}
            </div>
            {dialog}
        </section>
    }
}

fn line(app: App, key: &'static str, id: Id, name: &str, amount: Option<&Value>) -> AnyView {
    let kind = app.text(&format!("record-{key}"), &[]);
    let amount = amount.and_then(|amount| {
        app.peek(|desk| {
            let table = desk.book().table(key)?;
            Some(field::text(&app, key, table.column(table.role(Role::Amount)?)?.field(), amount))
        })
    });
    let href = Place::new(Route::Record(key, id)).href();
    view! { <li><span class="second">{kind}</span>" "<a href=href>{name.to_owned()}</a>" "<span class="num">{amount}</span></li> }.into_any()
}
