//! What a condition is tested with: texts, numbers, days, periods, records.

use leptos::prelude::*;

use super::several::Several;
use crate::query::Period;
use crate::query::condition::{Condition, Op, PERIODS};
use crate::ui::list::state::List;
use crate::ui::list::words;
use crate::ui::parts::choose::Choose;

/// The control of a test's value; nothing where it takes none.
pub(super) fn value(list: List, condition: RwSignal<Condition>, op: Op) -> AnyView {
    let app = list.app;
    let low = || line(condition, false, t!(app, "filter-value"), "text", None);
    match op {
        Op::Set | Op::Empty => ().into_any(),
        Op::AnyOf | Op::NoneOf => view! { <Several list=list condition=condition/> }.into_any(),
        Op::Contains | Op::Lacks | Op::Same | Op::Other => low(),
        Op::Equal | Op::Unequal | Op::AtLeast | Op::AtMost | Op::More | Op::Less => {
            line(condition, false, t!(app, "filter-value"), "text", Some("decimal"))
        }
        Op::Between => two(list, condition, "text", Some("decimal")),
        Op::On | Op::Before | Op::After => line(condition, false, t!(app, "filter-value"), "date", None),
        Op::Days => two(list, condition, "date", None),
        Op::Last | Op::Next | Op::Older => {
            let days = line(condition, false, t!(app, "filter-days"), "text", Some("numeric"));
            view! { <span class="row">{days}<span>{t!(app, "filter-days")}</span></span> }.into_any()
        }
        Op::During => period(list, condition),
    }
}

fn line(
    condition: RwSignal<Condition>,
    high: bool,
    label: String,
    kind: &'static str,
    mode: Option<&'static str>,
) -> AnyView {
    let text = move || condition.with(|condition| if high { condition.high.clone() } else { condition.low.clone() });
    let typed = move |event| {
        let text = event_target_value(&event);
        condition.update(|condition| if high { condition.high = text } else { condition.low = text });
    };
    view! { <input class="input" type=kind inputmode=mode aria-label=label autocomplete="off" prop:value=text on:input=typed/> }
        .into_any()
}

fn two(list: List, condition: RwSignal<Condition>, kind: &'static str, mode: Option<&'static str>) -> AnyView {
    let app = list.app;
    view! {
        <span class="row">
            {line(condition, false, t!(app, "filter-from"), kind, mode)}
            <span>{t!(app, "filter-to")}</span>
            {line(condition, true, t!(app, "filter-to"), kind, mode)}
        </span>
    }
    .into_any()
}

fn period(list: List, condition: RwSignal<Condition>) -> AnyView {
    let app = list.app;
    let now = condition.with_untracked(|condition| Period::parse(&condition.low));
    if now.is_none() {
        condition.update(|condition| condition.low = PERIODS[6].to_string());
    }
    // One that a chart asked for is offered beside the usual ones.
    let own = now.filter(|now| !PERIODS.contains(now));
    let options: Vec<(String, String)> =
        PERIODS.iter().copied().chain(own).map(|one| (one.to_string(), words::period(&app, one))).collect();
    let value = Memo::new(move |_| condition.with(|condition| condition.low.clone()));
    let pick = Callback::new(move |text: String| condition.update(|condition| condition.low = text));
    let id = format!("filter-period-{}", app.new_id());
    view! { <Choose id=id label=t!(app, "filter-value") options=Signal::stored(options) value=value on_pick=pick/> }
        .into_any()
}
