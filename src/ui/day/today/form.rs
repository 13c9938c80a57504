//! What came of a visit: whom one met, the result, what comes next; which fields follows from what it was for.

use leptos::prelude::*;

use crate::model::records::{Contact, Visit};
use crate::model::{Id, Record};
use crate::ui::context::{App, Desk, use_app};
use crate::ui::day::stop::Stop;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;
use crate::ui::record::{Of, Offers, SomeFields};
use crate::visits::phrases::phrases;

/// What is asked of every visit, first.
const FIRST: [usize; 5] = [Visit::MET, Visit::MET_NAME, Visit::CHIPS, Visit::RESULT, Visit::ACHIEVED];
/// What is heard and seen.
const HEARD: [usize; 3] = [Visit::COMPETITION, Visit::OPINION, Visit::NEWS];
/// What comes next.
const NEXT: [usize; 2] = [Visit::NEXT_STEP, Visit::NEXT_STEP_ON];

/// Results that are offered where a company has no words of its own.
const CHIPS: [&str; 8] = [
    "visit-chip-interested",
    "visit-chip-quote",
    "visit-chip-ordered",
    "visit-chip-paid",
    "visit-chip-promised",
    "visit-chip-solved",
    "visit-chip-later",
    "visit-chip-no-need",
];

/// The fields of a visit: for what one goes to hear and see, that stands before what comes next.
fn fields(purposes: &[String], all: bool) -> Vec<usize> {
    let hears = |code: &String| matches!(code.as_str(), "develop" | "research" | "complaint" | "other");
    let heard: &[usize] = if all || purposes.iter().any(hears) { &HEARD } else { &[] };
    FIRST.iter().chain(heard).chain(&NEXT).copied().collect()
}

/// Who works at the customer, by name.
fn contacts(desk: &Desk, visit: Id) -> Vec<String> {
    let book = desk.book();
    let account = book.get::<Visit>(visit.into()).and_then(|visit| visit.account).map(|account| book.resolve(account));
    let is_there = |contact: &Contact| {
        account.is_some() && contact.account.map(|of| book.resolve(of)) == account && contact.left_on.is_none()
    };
    book.all::<Contact>().filter(is_there).filter_map(|contact| contact.name).take(6).collect()
}

/// Words to choose from, field by field.
fn offers(app: App, id: Id, person: Option<Id>) -> Offers {
    let contacts = app.peek(|desk| contacts(desk, id));
    let uses = [
        (Visit::CHIPS, "chip"),
        (Visit::RESULT, "result"),
        (Visit::COMPETITION, "competition"),
        (Visit::OPINION, "opinion"),
        (Visit::NEWS, "news"),
        (Visit::NEXT_STEP, "next_step"),
    ];
    let of = |(field, used): (usize, &str)| (field, app.peek(|desk| phrases(desk.book(), person, used)));
    let mut offers: Offers = uses.into_iter().map(of).collect();
    offers.push((Visit::MET, contacts));
    if let Some((_, chips)) = offers.first_mut().filter(|(_, chips)| chips.is_empty()) {
        *chips = CHIPS.map(|key| app.text(key, &[])).to_vec();
    }
    offers
}

/// The panel: what was said, or the form.
#[component]
pub(super) fn Result(id: Id, person: Option<Id>) -> impl IntoView {
    let app = use_app();
    let empty = app.peek(|desk| Stop::read(desk, id)).is_some_and(|stop| stop.said.is_empty() && !stop.nobody);
    let (filling, all) = (RwSignal::new(empty), RwSignal::new(false));
    let done = Callback::new(move |_| filling.set(false));
    let leave = Callback::new(move |()| filling.set(false));
    let content = move || {
        if !filling.get() {
            return view! { {move || said(app, id)}<div class="panel-foot"><button class="button" type="button" on:click=move |_| filling.set(true)><Icon name="edit"/>{t!(app, "stop-result-edit")}</button></div> }
                .into_any();
        }
        let purposes = app.peek(|desk| Stop::read(desk, id)).map(|stop| stop.purposes).unwrap_or_default();
        let fields = fields(&purposes, all.get());
        let more = (!fields.contains(&HEARD[0])).then(|| view! {
            <button class="chip" type="button" on:click=move |_| all.set(true)><Icon name="plus" class="icon-small"/>{t!(app, "stop-heard")}</button>
        });
        view! {
            <SomeFields collection=Visit::COLLECTION.key fields=fields of=Of::Kept(id) offers=offers(app, id, person) on_done=done on_cancel=leave/>
            {more}
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="stop-result">
            <div class="panel-head"><h2 id="stop-result">{t!(app, "stop-result")}</h2></div>
            {content}
        </section>
    }
}

/// What was said, field by field.
fn said(app: App, id: Id) -> AnyView {
    let key = Visit::COLLECTION.key;
    let facts = app.read(|desk| {
        let table = desk.book().of::<Visit>();
        let row = table.row(id)?;
        let fact = |at: &usize| {
            let field = table.column(*at)?.field();
            let value = table.value(row, *at)?;
            let (name, value) = (field::name(&app, key, field), field::show(&app, key, field, &value));
            Some(view! { <div><dt>{name}</dt><dd class="day-text">{value}</dd></div> }.into_any())
        };
        let all = FIRST.iter().chain(&HEARD).chain(&NEXT);
        Some(all.filter_map(fact).collect::<Vec<_>>())
    });
    match facts.filter(|facts| !facts.is_empty()) {
        Some(facts) => view! { <dl class="day-facts">{facts}</dl> }.into_any(),
        None => view! { <p class="second">{t!(app, "stop-result-none")}</p> }.into_any(),
    }
}
