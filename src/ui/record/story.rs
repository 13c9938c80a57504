//! What happened to a record, in words, latest first.

use leptos::prelude::*;

use crate::book::{Cause, Table};
use crate::model::{Field, Id, Role, Value};
use crate::query::story::{Event, story};
use crate::query::title;
use crate::ui::context::{App, Desk, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::field;

/// Events shown before the rest is asked for.
const FIRST: usize = 20;

/// The panel of the record's history.
#[component]
pub(super) fn Story(
    /// Key of the collection.
    collection: &'static str,
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let all = RwSignal::new(false);
    let told = move || {
        app.read(|desk| {
            let Some(table) = desk.book().table(collection) else { return (0, Vec::new()) };
            let events = story(desk.book(), collection, id);
            let most = if all.get() { usize::MAX } else { FIRST };
            let shown = events.iter().take(most).enumerate().map(|(at, event)| tell(app, desk, table, event, at == 0));
            (events.len(), shown.collect::<Vec<_>>())
        })
    };
    view! {
        <section class="panel" aria-labelledby="record-story">
            {move || {
                let (count, shown) = told();
                let more = (count > shown.len()).then(|| view! {
                    <div class="panel-foot"><button class="button" type="button" on:click=move |_| all.set(true)>{t!(app, "story-all", n = counted(&app, count))}</button></div>
                });
                view! {
                    <div class="panel-head">
                        <h2 id="record-story">{t!(app, "nav-history")}</h2>
                        <span class="panel-note">{t!(app, "story-count", n = counted(&app, count))}</span>
                    </div>
                    <ol class="time-line" role="list">{shown}</ol>
                    {more}
                }
            }}
        </section>
    }
}

fn tell(app: App, desk: &Desk, table: &Table, event: &Event<'_>, latest: bool) -> AnyView {
    let fields: Vec<&Field> = table.fields().collect();
    let stage = event.changes.iter().find(|change| fields[change.field].role == Some(Role::Stage));
    let into = stage.and_then(|change| change.to.as_ref()).and_then(Value::as_reference);
    let kind = into
        .and_then(|stage| desk.book().get::<crate::model::records::Stage>(stage.into()))
        .and_then(|stage| stage.kind);
    let class = match kind.as_deref() {
        Some("won") => "event event-good",
        Some("lost") => "event event-bad",
        _ if latest => "event event-now",
        _ => "event",
    };
    let stage_name = into.and_then(|stage| title::anywhere(desk.book(), stage)).unwrap_or_default();
    let count = event.changes.len() + event.written.len();
    let single = event.changes.first().map(|change| change.field).or(event.written.first().map(|(field, _)| *field));
    let what = match (event.created, stage) {
        (true, Some(_)) => t!(app, "story-created-in", stage = stage_name),
        (true, None) => t!(app, "story-created"),
        (false, Some(_)) => t!(app, "story-moved", stage = stage_name),
        (false, None) if count == 1 => {
            let name = single.map(|at| field::name(&app, table.key(), fields[at])).unwrap_or_default();
            t!(app, "story-changed", field = name)
        }
        (false, None) => t!(app, "story-changed-n", n = counted(&app, count)),
    };
    let word = |at: usize, value: &Option<Value>| {
        value.as_ref().map_or_else(|| t!(app, "key-empty"), |value| field::text(&app, table.key(), fields[at], value))
    };
    // The heading has said it where a record was made in its first stage.
    let told =
        |change: &&crate::query::story::Change| !(event.created && fields[change.field].role == Some(Role::Stage));
    let changes = event.changes.iter().filter(told).map(|change| {
        let name = t!(app, "story-field", field = field::name(&app, table.key(), fields[change.field]));
        let before = change.from.as_ref().map(|_| view! { <del>{word(change.field, &change.from)}</del>" → " });
        view! { <span class="change">{name}" "{before}<ins>{word(change.field, &change.to)}</ins></span> }.into_any()
    });
    let written = event.written.iter().map(|(at, value)| {
        let name = t!(app, "story-field", field = field::name(&app, table.key(), fields[*at]));
        view! { <span class="change">{name}" "<ins>{word(*at, value)}</ins></span> }.into_any()
    });
    let lines: Vec<AnyView> = changes.chain(written).collect();
    view! {
        <li class=class>
            <span class="event-what">{what}</span>
            {lines}
            <span class="event-when">{when(app, desk, event)}</span>
        </li>
    }
    .into_any()
}

/// From when it holds, and who said so when.
fn when(app: App, desk: &Desk, event: &Event<'_>) -> String {
    let Some(head) = event.head else { return desk.format.day(desk.zone.day_of(event.effective)) };
    let recorded = desk.format.instant(head.time, &desk.zone);
    let own = head.device == desk.keeper.device();
    let by = match head.cause {
        Cause::Imported => app.label(&head.label),
        _ if own => t!(app, "story-by-you"),
        _ => t!(app, "story-by-other"),
    };
    if head.time == event.effective {
        t!(app, "story-when", when = recorded, by = by)
    } else {
        let day = desk.format.day(desk.zone.day_of(event.effective));
        t!(app, "story-when-recorded", when = day, by = by, recorded = recorded)
    }
}
