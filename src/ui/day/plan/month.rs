//! A month of the plan in numbers: of each day how many visits are planned, done, and not made; each day leads to
//! its week.

use leptos::prelude::*;

use super::views::{self, View};
use crate::model::{Day, Id, Month};
use crate::ui::context::{App, use_app};
use crate::ui::day::head::DayHead;
use crate::ui::day::whose;
use crate::ui::parts::count::counted;
use crate::ui::parts::field::DAYS;
use crate::ui::parts::icon::Icon;
use crate::visits::month::{DayCount, counts};

/// Days of a week.
const WEEK: usize = 7;

/// What is counted: its sign, its class, the key of its name.
const KINDS: [(&str, &str, &str); 3] = [
    ("clock", "month-planned", "month-planned"),
    ("check", "month-done good", "month-done"),
    ("alert", "month-overdue warning", "month-overdue"),
];

fn figures(count: &DayCount) -> [u32; 3] {
    [count.planned, count.done, count.overdue]
}

/// The page of a month.
#[component]
pub(super) fn MonthPage(day: Day, person: Memo<Option<Id>>) -> impl IntoView {
    let app = use_app();
    let month = day.month();
    let title = t!(app, "plan-month-title", month = app.format().month(month));
    let steps = views::steps(app, View::Month, (Month(month.0 - 1).first_day(), Month(month.0 + 1).first_day()));
    let body = move || match person.get() {
        None => whose::nobody(app),
        Some(person) => view! { <Counts month=month person=person/> }.into_any(),
    };
    view! {
        <DayHead title=title steps=steps/>
        <div class="page-body">
            {views::tabs(app, day, View::Month)}
            {body}
        </div>
    }
}

#[component]
fn Counts(month: Month, person: Id) -> impl IntoView {
    let app = use_app();
    // Whole weeks: also the days before the first and after the last of the month.
    let span = (views::week_of(app, month.first_day()).0, views::week_of(app, month.last_day()).1);
    let today = app.zone().day_of(app.now());
    let found = Memo::new(move |_| app.read(|desk| counts(desk.book(), &desk.zone, person, today, span)));
    let heads: Vec<_> = (0..7)
        .map(|at| {
            let name = app.text(DAYS[span.0.plus(at).weekday() as usize % DAYS.len()], &[]);
            view! { <th scope="col">{name}</th> }
        })
        .collect();
    let weeks = move || {
        found.with(|found| {
            found
                .chunks(WEEK)
                .map(|week| {
                    let cells: Vec<_> =
                        week.iter().map(|(day, count)| cell(app, *day, count, (month, today))).collect();
                    view! { <tr>{cells}</tr> }
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        {move || found.with(|found| sums(app, found, month))}
        <table class="month">
            <caption class="only-heard">{t!(app, "plan-month-title", month = app.format().month(month))}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
    }
}

/// What the month comes to, which is what its signs mean as well.
fn sums(app: App, found: &[(Day, DayCount)], month: Month) -> AnyView {
    let within = || found.iter().filter(|(day, _)| day.month() == month);
    let sum = |at: usize| within().map(|(_, count)| figures(count)[at]).sum::<u32>();
    let one = |(at, (icon, class, name)): (usize, (&'static str, &'static str, &'static str))| {
        let n = counted(&app, usize::try_from(sum(at)).unwrap_or(0));
        view! { <span class=class><Icon name=icon class="icon-small"/>" "{app.text(name, &[("n", n)])}</span> }
    };
    let all: Vec<_> = KINDS.into_iter().enumerate().map(one).collect();
    view! { <p class="row month-sums num">{all}</p> }.into_any()
}

fn cell(app: App, day: Day, count: &DayCount, (month, today): (Month, Day)) -> AnyView {
    let href = app.of_page(move |place| views::href(place, View::Week, day));
    let number = |(at, (icon, class, name)): (usize, (&'static str, &'static str, &'static str))| {
        let n = figures(count)[at];
        (n > 0).then(|| {
            let words = app.text(name, &[("n", counted(&app, usize::try_from(n).unwrap_or(0)))]);
            view! { <span class=class><Icon name=icon class="icon-small"/><span aria-hidden="true">{n.to_string()}</span><span class="only-heard">{words}</span></span> }
        })
    };
    let all: Vec<_> = KINDS.into_iter().enumerate().filter_map(number).collect();
    let date = app.format().day(day);
    let is_out = day.month() != month;
    let current = (day == today).then_some("date");
    view! {
        <td class:month-out=is_out>
            <a class="month-day num" href=move || href.get() aria-current=current>
                <span class="month-number"><span aria-hidden="true">{day.of_month().to_string()}</span><span class="only-heard">{date}</span></span>
                {all}
            </a>
        </td>
    }
    .into_any()
}
