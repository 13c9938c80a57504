//! The days of one's people (F3): a row a person, plan and report side by side, signed one after another or,
//! where a rule holds, together.

mod detail;
mod many;
mod row;

use std::sync::Arc;

use leptos::prelude::*;

use crate::control::day::row::{Row, rows};
use crate::control::day::{Paper, Sheet};
use crate::model::{Day, Id};
use crate::ui::context::{App, use_app};
use crate::ui::day::whose::PERSON;
use crate::ui::day::words;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use detail::Detail;
use many::SignTogether;

/// Name in the address of the day.
const DAY: &str = "day";

/// The rows of a day.
type Rows = Memo<Arc<Vec<Row>>>;

fn read(app: App, day: Day) -> Arc<Vec<Row>> {
    let (calendar, now) = (calendar(app), app.now());
    Arc::new(app.read(|desk| rows(desk.book(), &desk.zone, &calendar, desk.actor.person, (day, now))))
}

fn day_of(app: App) -> Memo<Day> {
    let today = app.zone().day_of(app.now());
    app.of_page(move |place| place.get(DAY).and_then(Day::parse).unwrap_or(today))
}

/// The plan and the report that are shown with the way to answer.
pub(super) fn forms(app: App) -> Memo<Vec<Id>> {
    let (day, chosen) = (day_of(app), app.of_page(|place| place.get(PERSON).and_then(Id::parse)));
    Memo::new(move |_| {
        let Some(person) = chosen.get() else { return Vec::new() };
        let find = |paper: Paper| app.read(|desk| Sheet::find(desk.book(), paper, person, day.get()));
        Paper::ALL.into_iter().filter_map(find).map(|sheet| sheet.id).collect()
    })
}

/// The days of one's people; nothing for whoever leads nobody.
#[component]
pub(super) fn Days() -> impl IntoView {
    let app = use_app();
    let day = day_of(app);
    let chosen = app.of_page(|place| place.get(PERSON).and_then(Id::parse));
    let all: Rows = Memo::new(move |_| read(app, day.get()));
    let some = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let go = move |day: Day| app.refine(&app.place.get_untracked().set(DAY, Some(day.to_string())));
    let lines = move || all.with(|all| all.iter().map(|row| row::line(app, row, chosen)).collect::<Vec<_>>());
    let shown =
        Memo::new(move |_| chosen.get().filter(|chosen| all.with(|all| all.iter().any(|row| row.person == *chosen))));
    let detail = move || shown.get().map(|person| view! { <Detail person=person day=day all=all/> });
    move || {
        some.get().then(|| {
            view! {
                <section class="panel" aria-labelledby="sign-days">
                    <div class="panel-head">
                        <h2 id="sign-days">{t!(app, "sign-days")}</h2>
                        <span class="row">
                            <button class="button button-icon" type="button" aria-label=t!(app, "day-before") on:click=move |_| go(day.get_untracked().plus(-1))><Icon name="left"/></button>
                            <strong class="num" aria-live="polite">{move || words::day(app, day.get())}</strong>
                            <button class="button button-icon" type="button" aria-label=t!(app, "day-after") on:click=move |_| go(day.get_untracked().plus(1))><Icon name="right"/></button>
                        </span>
                    </div>
                    <div class="table-wrap" role="group" tabindex="0" aria-label=t!(app, "sign-days")>
                        <table class="table">
                            <thead><tr>
                                <th scope="col">{t!(app, "day-person")}</th>
                                <th scope="col">{t!(app, "day-tab-plan")}</th>
                                <th scope="col">{t!(app, "day-tab-report")}</th>
                                <th scope="col" class="cell-num">{t!(app, "sign-visits")}</th>
                                <th scope="col" class="cell-num">{t!(app, "day-orders")}</th>
                                <th scope="col" class="cell-num">{t!(app, "day-collection")}</th>
                                <th scope="col" class="cell-num">{t!(app, "sign-spent")}</th>
                            </tr></thead>
                            <tbody>{lines}</tbody>
                        </table>
                    </div>
                    <SignTogether all=all/>
                </section>
                {detail}
            }
        })
    }
}
