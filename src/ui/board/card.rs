//! A card: name, amount, who, how long, what next.

use leptos::prelude::*;

use super::state::{BoardState, use_board};
use crate::model::records::{Person, StageId};
use crate::model::{Day, Id};
use crate::pipeline::ageing::NextStep;
use crate::pipeline::board::card;
use crate::ui::context::App;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::person::disc;
use crate::ui::route::{Place, Route};

/// What a card says, ready to show.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Face {
    /// The deal's page.
    pub href: String,
    /// Its name.
    pub title: String,
    /// Its amount.
    pub amount: String,
    /// Whether the amount is an estimate.
    pub estimate: bool,
    /// The person in charge.
    pub person: String,
    /// Days in the stage, in words.
    pub age: String,
    /// Whether it rots.
    pub rotting: bool,
    /// The next step: class and words.
    pub tag: Option<(&'static str, String)>,
    /// Expected close.
    pub due: Option<(String, String)>,
}

/// The face of a row's card.
pub(super) fn face(state: BoardState, stage: StageId, row: u32) -> Face {
    let app = state.app;
    let column = state.column(stage);
    let (kind, expected) =
        column.map_or((None, None), |column| (column.stage.kind.clone(), column.stage.expected_days));
    let moment = state.moment();
    app.read(|desk| {
        let Some(card) = card(desk.book(), &desk.zone, moment, row, expected) else { return Face::default() };
        let open = kind.as_deref() == Some("open");
        let person =
            card.deal.owner.and_then(|owner| desk.book().get::<Person>(owner.into())).and_then(|person| person.name);
        let days = usize::try_from(card.age.days).unwrap_or(0);
        let due = card.deal.expected_close.filter(|_| open);
        let amount = card.deal.amount.map(|money| desk.format.money(money, money.minor % 100 == 0));
        Face {
            href: Place::new(Route::deal(card.deal.id)).href(),
            title: card.deal.title.unwrap_or_default(),
            amount: amount.unwrap_or_default(),
            estimate: card.deal.basis.as_deref() == Some("estimate"),
            person: person.unwrap_or_default(),
            age: t!(app, "board-days", n = counted(&app, days)),
            rotting: open && card.age.rotting,
            tag: open.then(|| next_step(app, card.age.next, card.deal.next_step.as_deref())),
            due: due.map(|day| (day.to_string(), short_day(day, desk.zone.day_of(desk.book().now())))),
        }
    })
}

fn next_step(app: App, next: NextStep, what: Option<&str>) -> (&'static str, String) {
    let what = what.map_or_else(|| t!(app, "next-step"), str::to_owned);
    match next {
        NextStep::None => ("tag tag-loud", t!(app, "next-none")),
        NextStep::Overdue(days) => {
            ("tag tag-bad", t!(app, "next-overdue", n = counted(&app, usize::try_from(days).unwrap_or(0))))
        }
        NextStep::Today => ("tag tag-warning", t!(app, "next-today", what = what)),
        NextStep::On(day) => ("tag", t!(app, "next-on", day = short_day(day, day), what = what)),
    }
}

/// Month and day; year and month where it is another year.
fn short_day(day: Day, today: Day) -> String {
    let text = day.to_string();
    let same_year = day.month().year_month().0 == today.month().year_month().0;
    text.get(if same_year { 5..10 } else { 0..7 }).unwrap_or(&text).to_owned()
}

/// A card in its column. Its content is built anew when its face changes: few closures keep the
/// program small.
#[component]
pub(super) fn Card(
    /// The stage of its column.
    stage: StageId,
    /// The deal's row.
    row: u32,
    /// Its place in the column, from 0.
    at: Memo<usize>,
    /// Where a carried card would drop in this column: what stands there makes room.
    room: Signal<Option<usize>>,
    /// Cards in the column.
    of: Signal<usize>,
) -> impl IntoView {
    let state = use_board();
    let face = Memo::new(move |_| face(state, stage, row));
    let class = move || {
        let carry = state.carry.get().filter(|carry| carry.row == row && carry.from.0 == stage);
        let mut class = "deal".to_owned();
        class.push_str(if face.read().rotting { " is-rotting" } else { "" });
        class.push_str(match carry {
            Some(carry) if carry.by_pointer => " is-lifted",
            Some(_) => " is-carried",
            None => "",
        });
        class
    };
    let shown_at = move || at.get() + usize::from(room.get().is_some_and(|room| at.get() >= room));
    view! {
        <li
            class=class
            aria-setsize=move || of.get().to_string()
            aria-posinset=move || (at.get() + 1).to_string()
            data-row=row.to_string()
            style=("--i", move || shown_at().to_string())
            on:pointerdown=move |event| super::pointer::press(state, &event, stage, row, at.get_untracked())
        >
            {move || content(state, row, &face.read())}
        </li>
    }
}

/// Name, amount, facts and the way to the dialog.
fn content(state: BoardState, row: u32, face: &Face) -> AnyView {
    let more = format!("{}: {}", t!(state.app, "board-move-to"), face.title);
    view! {
        <span class="deal-head">
            {amount(state.app, face)}
            <a class="deal-link" draggable="false" href=face.href.clone() title=face.title.clone()>{face.title.clone()}</a>
        </span>
        {facts(face)}
        <button
            class="deal-more"
            type="button"
            aria-label=more
            on:click=move |_| state.moving.set(Some(row))
            disabled=state.is_past()
        >
            <Icon name="move" class="icon-small"/>
        </button>
    }
    .into_any()
}

/// What a deal is worth; an estimate says so.
pub(super) fn amount(app: App, face: &Face) -> AnyView {
    let estimate = face.estimate.then(|| {
        view! {
            <span class="only-heard">{t!(app, "deal-estimate")}" "</span>
            <span aria-hidden="true" title=t!(app, "deal-estimate-why")>"≈ "</span>
        }
    });
    view! { <span class="deal-amount">{estimate}{face.amount.clone()}</span> }.into_any()
}

/// Who, how long, what next.
pub(super) fn facts(face: &Face) -> AnyView {
    let bare = face.tag.is_none() && face.due.is_none();
    let tag = face.tag.clone().map(|(class, words)| view! { <span class=class>{words}</span> });
    let due = face.due.clone().map(|(day, words)| view! { <time class="deal-date" datetime=day>{words}</time> });
    view! {
        <span class="deal-facts">
            {disc(&face.person)}
            <span class=if bare { "" } else { "only-heard" }>{face.person.clone()}</span>
            <span class:deal-age-old=face.rotting>{face.age.clone()}</span>
            {tag}
            {due}
        </span>
    }
    .into_any()
}

/// The deal behind a row.
pub(super) fn deal_of(app: App, row: u32) -> Option<Id> {
    app.peek(|desk| desk.book().of::<crate::model::records::Deal>().id(row as usize))
}
