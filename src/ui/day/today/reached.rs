//! What was ordered and collected today, of what was to be.

use leptos::prelude::*;

use crate::control::day::prefill::{Basis, prefill};
use crate::control::day::progress::Size;
use crate::model::{Day, Id, Money};
use crate::ui::context::{App, use_app};
use crate::ui::day::words;
use crate::ui::parts::workdays::calendar;

/// Two amounts in a line; nothing where neither is known.
#[component]
pub(super) fn Reached(person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let found = Memo::new(move |_| {
        let calendar = calendar(app);
        app.read(|desk| {
            let basis = Basis::of(desk.book(), &desk.zone, &calendar, day);
            let filled = prefill(desk.book(), &desk.zone, &basis, person, day);
            (filled.ordered, filled.collected)
        })
    });
    let said = move || {
        let (ordered, collected) = found.get();
        let parts = [part(app, "day-orders", ordered), part(app, "day-collection", collected)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| view! { <p class="second figures">{parts.join(" \u{b7} ")}</p> })
    };
    view! { {said} }
}

fn part(app: App, name: &'static str, [actual, target]: [Option<Money>; 2]) -> Option<String> {
    let name = app.text(name, &[]);
    let size = |money: Money| words::size(app, Size::Money(money));
    let actual = actual.or_else(|| target.map(|target| Money::new(0, target.currency)))?;
    Some(match target {
        Some(target) => t!(app, "today-reached", name = name, actual = size(actual), target = size(target)),
        None => t!(app, "today-reached-alone", name = name, actual = size(actual)),
    })
}
