//! What the report says, section by section; changed in a form; what has become known since is offered.

use leptos::prelude::*;

use super::text::{copy, picture, sections, shown};
use crate::book::Label;
use crate::book::command::{Change, Edit};
use crate::control::day::prefill::{Basis, prefill};
use crate::control::day::row::Stands;
use crate::control::day::{Paper, standing::Standing};
use crate::model::records::DayReport;
use crate::model::{Day, Id, Record};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::day::submit::watch;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use crate::ui::record::{Of, SomeFields};
use crate::visits::phrases::phrases;

/// What can be typed.
const FIELDS: [usize; 13] = [
    DayReport::ATTENDANCE,
    DayReport::CAME,
    DayReport::WENT,
    DayReport::COMPLAINTS,
    DayReport::COLLECTED,
    DayReport::COLLECTION_TARGET,
    DayReport::ORDERED,
    DayReport::ORDER_TARGET,
    DayReport::COMPETITION,
    DayReport::OPINIONS,
    DayReport::NEWS,
    DayReport::INSIGHT,
    DayReport::SPENT,
];

/// What has become known since the report was opened, where that differs from what it says.
fn news(app: App, id: Id, (person, day): (Id, Day)) -> Vec<Change> {
    let calendar = calendar(app);
    app.read(|desk| {
        let book = desk.book();
        let Some(report) = book.get::<DayReport>(id.into()) else { return Vec::new() };
        let basis = Basis::of(book, &desk.zone, &calendar, day);
        let renews = prefill(book, &desk.zone, &basis, person, day).renews(&report);
        let table = book.of::<DayReport>();
        let row = table.row(id);
        let differs = |(at, value): &Change| row.and_then(|row| table.value(row, *at)) != *value;
        renews.into_iter().filter(differs).collect()
    })
}

/// The panel.
#[component]
pub(super) fn Fields(id: Id, person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let editing = RwSignal::new(false);
    let done = Callback::new(move |_| editing.set(false));
    let leave = Callback::new(move |()| editing.set(false));
    let said = Memo::new(move |_| app.read(|desk| sections(app, desk, person, day)));
    let known = Memo::new(move |_| news(app, id, (person, day)));
    let stands = watch(app, (Paper::Report, person, day));
    let waits = Memo::new(move |_| stands.with(|stands| stands.as_ref().is_some_and(signed)));
    let take = move |_| {
        let name = app.peek(|desk| title::anywhere(desk.book(), id)).unwrap_or_default();
        let label = Label::new("did-edit").with("name", name);
        let changes = known.get_untracked();
        // What is refused is told by the act itself.
        drop(app.act(&Edit { collection: DayReport::COLLECTION.key.into(), id, changes, effective: None, label }));
    };
    let offer = move || {
        let count = known.with(Vec::len);
        (count > 0 && !editing.get() && !waits.get()).then(|| view! {
            <div class="notice" role="status">
                <Icon name="info"/>
                <p>{t!(app, "report-news", n = counted(&app, count))}</p>
                <div class="row"><button class="button" type="button" on:click=take>{t!(app, "report-take")}</button></div>
            </div>
        })
    };
    let content = move || {
        if editing.get() {
            let words = app.peek(|desk| phrases(desk.book(), Some(person), "insight"));
            let offers = vec![(DayReport::INSIGHT, words)];
            return view! { <SomeFields collection=DayReport::COLLECTION.key fields=FIELDS.to_vec() of=Of::Kept(id) offers=offers on_done=done on_cancel=leave/> }
                .into_any();
        }
        view! {
            {move || said.with(|said| shown(app, said))}
            <div class="panel-foot">
                <button class="button" type="button" on:click=move |_| editing.set(true)><Icon name="edit"/>{t!(app, "report-edit")}</button>
                <button class="button" type="button" on:click=move |_| copy(app, person, day)><Icon name="pair"/>{t!(app, "report-copy")}</button>
                <button class="button" type="button" on:click=move |_| picture(app, person, day)><Icon name="export"/>{t!(app, "report-picture")}</button>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="report-says">
            <div class="panel-head"><h2 id="report-says">{t!(app, "report-says")}</h2></div>
            {offer}
            {content}
        </section>
    }
}

/// Whether it was signed as it stands: figures that move later do not ask to be taken over.
fn signed(stands: &Stands) -> bool {
    stands.standing == Standing::Approved
}
