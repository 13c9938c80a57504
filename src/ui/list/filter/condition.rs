//! One condition: field, test, value.

use leptos::prelude::*;

use super::value::value;
use super::words;
use crate::query::Source;
use crate::query::condition::{Condition, Kin, Op};
use crate::query::listing::offered;
use crate::ui::list::state::List;
use crate::ui::list::words::path;
use crate::ui::parts::choose::Choose;

fn kin(list: List, source: &Source) -> Kin {
    list.peek(|book, table| Kin::of(book, table, source)).flatten().unwrap_or(Kin::Other)
}

/// The fields that can be asked about: text form and name.
fn fields(list: List, also: &Source) -> Vec<(String, String)> {
    let all = list.peek(|book, table| {
        offered(book, table).into_iter().map(|shown| shown.source(book, table)).collect::<Vec<_>>()
    });
    let mut all = all.unwrap_or_default();
    if !all.contains(also) {
        all.push(also.clone());
    }
    all.iter().map(|source| (source.to_string(), path(&list.app, list.collection, source))).collect()
}

/// The condition.
#[component]
pub(super) fn ConditionView(
    /// The list.
    list: List,
    /// What it is.
    condition: RwSignal<Condition>,
) -> impl IntoView {
    let app = list.app;
    let number = app.new_id();
    let options = Signal::stored(condition.with_untracked(|condition| fields(list, &condition.source)));
    let source = Memo::new(move |_| condition.with(|condition| condition.source.to_string()));
    let pick_field = Callback::new(move |text: String| {
        if let Some(source) = Source::parse(&text) {
            let op = kin(list, &source).ops().first().copied().unwrap_or(Op::Set);
            condition.set(Condition::new(source, op));
        }
    });
    let ops = Memo::new(move |_| {
        source.track();
        let kin = condition.with_untracked(|condition| kin(list, &condition.source));
        kin.ops().iter().map(|op| (words::name(*op).to_owned(), words::op(app, *op))).collect::<Vec<_>>()
    });
    let op = Memo::new(move |_| condition.with(|condition| condition.op));
    let op_name = Memo::new(move |_| words::name(op.get()).to_owned());
    let pick_op = Callback::new(move |name: String| {
        if let Some(op) = words::find(&name) {
            condition.update(|condition| condition.op = op);
        }
    });
    // Built anew only for another field or test, never while somebody types.
    let control = move || {
        source.track();
        value(list, condition, op.get())
    };
    view! {
        <div class="filter-one">
            <Choose id=format!("filter-field-{number}") label=t!(app, "filter-field") options=options value=source on_pick=pick_field/>
            <Choose id=format!("filter-op-{number}") label=t!(app, "filter-op") options=ops value=op_name on_pick=pick_op/>
            <div class="filter-value">{control}</div>
        </div>
    }
}
