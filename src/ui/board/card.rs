//! A card: name, amount, who, how long, what next.

use super::look::Look;
use crate::book::{Book, Moment};
use crate::model::records::{Person, Stage};
use crate::model::{Day, Id};
use crate::pipeline::ageing::{Age, NextStep};
use crate::pipeline::board::{Card, card};
use crate::query::title;
use crate::ui::context::{App, Desk};
use crate::ui::parts::count::counted;
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
    /// What was chosen to be shown beside: name and value.
    pub lines: Vec<(String, String)>,
    /// The words of colour rules, with their colours.
    pub worn: Vec<(u8, String)>,
}

/// What the cards of a board have in common.
#[derive(Clone, Copy)]
pub(super) struct Common<'a> {
    /// The book that is shown.
    pub book: &'a Book,
    /// The stages.
    pub stages: &'a [Stage],
    /// What is shown beside the usual.
    pub look: &'a Look,
    /// When the board is read.
    pub moment: Moment,
}

/// What a card shows, before it is put into words: these take far longer, and mostly they are the
/// same as before.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Facts {
    card: Option<Card>,
    person: String,
    is_open: bool,
    today: Option<Day>,
    lines: Vec<(String, String)>,
    worn: Vec<(u8, String)>,
}

/// What a row's card shows.
pub(super) fn facts(app: App, desk: &Desk, common: Common<'_>, row: u32) -> Facts {
    let stage_of = |id: Option<Id>| common.stages.iter().find(|stage| Some(Id::from(stage.id)) == id);
    let expected = |id: Option<Id>| stage_of(id)?.expected_days;
    let Some(card) = card(common.book, &desk.zone, common.moment, row, expected) else { return Facts::default() };
    let person = card.deal.owner.map(|owner| {
        let people = common.book.of::<Person>();
        people.row(people.resolve(owner)).map(|row| title::of_row(people, row)).unwrap_or_default()
    });
    Facts {
        person: person.unwrap_or_default(),
        is_open: stage_of(card.deal.stage).and_then(|stage| stage.kind.as_deref()) == Some("open"),
        today: Some(desk.zone.day_of(common.book.now())),
        lines: common.look.of(app, desk, common.book, row),
        worn: common.look.worn(row),
        card: Some(card),
    }
}

/// The face of a row's card.
pub(super) fn face(app: App, desk: &Desk, common: Common<'_>, row: u32) -> Face {
    in_words(app, desk, &facts(app, desk, common, row))
}

/// What a card shows, in words.
pub(super) fn in_words(app: App, desk: &Desk, facts: &Facts) -> Face {
    let (Some(Card { deal, age }), open) = (&facts.card, facts.is_open) else { return Face::default() };
    let rotting = open && age.rotting;
    let days = usize::try_from(age.days).unwrap_or(0);
    let in_stage = if rotting { "board-days-rotting" } else { "board-days" };
    let due = deal.expected_close.filter(|_| open).zip(facts.today);
    let amount = deal.amount.map(|money| desk.format.money(money, money.minor % 100 == 0));
    Face {
        href: Place::new(Route::deal(deal.id)).href(),
        title: deal.title.clone().unwrap_or_default(),
        amount: amount.unwrap_or_default(),
        estimate: deal.basis.as_deref() == Some("estimate"),
        person: facts.person.clone(),
        age: app.text(in_stage, &[("n", counted(&app, days))]),
        rotting,
        tag: open.then(|| often_put_off(app, *age, next_step(app, age.next, deal.next_step.as_deref()))),
        due: due.map(|(day, today)| (day.to_string(), short_day(day, today))),
        lines: facts.lines.clone(),
        worn: facts.worn.clone(),
    }
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

/// The tag of a next step, which says so where it was put off again and again.
fn often_put_off(app: App, age: Age, (class, step): (&'static str, String)) -> (&'static str, String) {
    let Some(times) = age.often_put_off() else { return (class, step) };
    let class = if class == "tag" { "tag tag-warning" } else { class };
    (class, t!(app, "next-put-off", n = counted(&app, times), step = step))
}

/// Days ahead of which month and day say enough, whatever the year.
const SOON: i32 = 300;

/// Month and day; year and month where they do not say which year.
fn short_day(day: Day, today: Day) -> String {
    let text = day.to_string();
    let same_year = day.month().year_month().0 == today.month().year_month().0;
    let soon = (0..SOON).contains(&(day.0 - today.0));
    text.get(if same_year || soon { 5..10 } else { 0..7 }).unwrap_or(&text).to_owned()
}

/// The deal behind a row.
pub(super) fn deal_of(app: App, row: u32) -> Option<Id> {
    app.peek(|desk| desk.book().of::<crate::model::records::Deal>().id(row as usize))
}
