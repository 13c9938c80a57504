//! The visits of the plan, in the order of time.

use leptos::prelude::*;

use super::drag;
use super::line::Line;
use super::way::Ways;
use super::week::said;
use crate::control::day::lines::Lines as Content;
use crate::control::day::row::Stands;
use crate::control::day::standing::Standing;
use crate::control::day::{Paper, Sheet};
use crate::control::form::Difference;
use crate::model::records::VisitId;
use crate::model::{Day, Id};
use crate::ui::context::{App, Desk, use_app};
use crate::ui::day::paper;
use crate::ui::day::submit::watch;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use crate::visits::life::Reorder;
use crate::visits::trace::{Status, Trace};
use crate::visits::week::Days;

/// The visits that a plan holds, also before it was opened.
pub(in crate::ui) fn planned(desk: &Desk, person: Id, day: Day) -> Vec<Trace> {
    let zone = &desk.zone;
    let span = (zone.start_of(day), zone.start_of(day.plus(1)));
    let sheet = Sheet {
        paper: Paper::Plan,
        id: Paper::Plan.id(person, day),
        owner: desk.book().resolve(person),
        day,
        span: Some(span),
        submitted: None,
    };
    Content::of(desk.book()).visits(&sheet)
}

/// The visits of a day that can change places.
fn movable(visits: &[Trace]) -> Vec<VisitId> {
    let open = visits.iter().filter(|visit| visit.status == Status::Planned && visit.arrived.is_none());
    open.map(|visit| VisitId(visit.id)).collect()
}

/// Puts a visit before another place among those that can be moved; whether it was done.
pub(super) fn put(app: App, visits: &[VisitId], id: VisitId, at: usize) -> bool {
    let mut order = visits.to_vec();
    let Some(from) = order.iter().position(|one| *one == id) else { return false };
    let moved = order.remove(from);
    order.insert(at.min(order.len()), moved);
    // A refusal has been said by the act itself.
    from != at && app.act(&Reorder { visits: order }).is_ok()
}

/// The visits that do not stand as they were signed.
fn marked(stands: &Stands, visits: &[Trace]) -> Vec<Id> {
    let Standing::Changed(_, differences) = &stands.standing else { return Vec::new() };
    let line = |difference: &Difference| {
        let (_, at) = difference.spot.line.as_ref()?;
        visits.get(at.checked_sub(1)?).map(|visit| visit.id)
    };
    differences.iter().filter_map(line).collect()
}

/// The panel.
#[component]
pub(super) fn Lines(person: Id, day: Day, on_add: Callback<()>) -> impl IntoView {
    let app = use_app();
    let visits = Memo::new(move |_| app.read(|desk| planned(desk, person, day)));
    let order = Memo::new(move |_| visits.with(|visits| movable(visits)));
    let ids = move || visits.with(|visits| visits.iter().map(|visit| visit.id).collect::<Vec<_>>());
    let count = move || t!(app, "plan-count", n = visits.with(|visits| counted(&app, visits.len())));
    let stands = watch(app, (Paper::Plan, person, day));
    let changed = Memo::new(move |_| {
        visits.with(|visits| {
            stands.with(|stands| stands.as_ref().map(|stands| marked(stands, visits)).unwrap_or_default())
        })
    });
    let wrong = Memo::new(move |_| {
        let calendar = calendar(app);
        let found = app.read(|desk| {
            let days = Days::of(desk.book(), (&desk.zone, &calendar), person, (day, day));
            (days.amiss(day), days)
        });
        said(app, &found.1, &found.0)
    });
    let ways = Memo::new(move |_| {
        let calendar = calendar(app);
        app.read(|desk| Days::of(desk.book(), (&desk.zone, &calendar), person, (day, day)).ways(day))
    });
    let dragged = drag::listen(app, order);
    let empty = move || {
        visits.with(Vec::is_empty).then(|| {
            view! { <p class="second">{t!(app, "plan-empty")}</p> }
        })
    };
    view! {
        <section class="panel" aria-labelledby="plan-lines">
            <div class="panel-head">
                <h2 id="plan-lines">{t!(app, "plan-lines")}</h2>
                <span class="panel-note num">{count}</span>
                {paper::link(app)}
            </div>
            {empty}
            <ol class="day-lines" role="list">
                <For each=ids key=|id| *id let:id><Line id=id order=order changed=changed wrong=wrong dragged=dragged ways=Ways { person, all: ways }/></For>
            </ol>
            <div class="panel-foot">
                <button class="button" type="button" on:click=move |_| on_add.run(())><Icon name="plus"/>{t!(app, "plan-add")}</button>
            </div>
        </section>
    }
}
