//! The way that a deal has gone, with dates; one that has ended can go on from any stage of it.

use leptos::prelude::*;

use super::deal::watch;
use crate::model::records::{DealId, Stage, StageId};
use crate::model::{Id, Record};
use crate::pipeline::path::{Stay, Where, travelled};
use crate::pipeline::way::is_open;
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::moves::{Moves, Wanted};
use crate::ui::parts::count::counted;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;

/// The panel: each stay in its order.
#[component]
pub(super) fn Travelled(
    /// The deal.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let stays = Memo::new(move |_| app.read(|desk| travelled(desk.book(), &desk.zone, DealId(id))));
    move || {
        let stays = stays.get();
        // Where it has been in one stage only, the path above says as much.
        (stays.len() > 1).then(|| {
            let rows: Vec<_> = stays.iter().map(|stay| row(app, stay)).collect();
            view! {
                <section class="panel" aria-labelledby="deal-travelled">
                    <div class="panel-head"><h2 id="deal-travelled">{t!(app, "travelled")}</h2></div>
                    <div class="table-wrap" role="group" tabindex="0" aria-label=t!(app, "travelled")>
                        <table class="table">
                            <thead><tr>
                                <th scope="col">{app.text(&format!("record-{}", Stage::COLLECTION.key), &[])}</th>
                                <th scope="col">{t!(app, "travelled-from")}</th>
                                <th scope="col">{t!(app, "travelled-until")}</th>
                                <th scope="col" class="num">{t!(app, "travelled-days")}</th>
                            </tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </section>
            }
        })
    }
}

fn row(app: App, stay: &Stay) -> AnyView {
    let stage = app.peek(|desk| title::of(desk.book(), Stage::COLLECTION.key, stay.stage.into()));
    let day = |day: Option<crate::model::Day>| day.map(|day| app.format().day(day));
    let from = day(stay.from).unwrap_or_else(|| t!(app, "fact-none"));
    let until = day(stay.until).unwrap_or_else(|| t!(app, "travelled-now"));
    let days = stay.days.and_then(|days| usize::try_from(days).ok()).map(|days| counted(&app, days).text);
    view! {
        <tr><th scope="row">{stage}</th><td>{from}</td><td>{until}</td><td class="num">{days.unwrap_or_else(|| t!(app, "fact-none"))}</td></tr>
    }
    .into_any()
}

/// The button that lets a deal go on that has ended; nothing where it has not.
#[component]
pub(super) fn Reopened(
    /// The deal.
    id: Id,
    /// The moves of the page.
    moves: Moves,
) -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(false);
    let ended =
        Memo::new(move |_| watch(app, id).and_then(|standing| standing.stage).is_some_and(|stage| !is_open(&stage)));
    move || {
        ended.get().then(|| {
            view! {
                <p><button class="button" type="button" on:click=move |_| open.set(true)><Icon name="undo"/>{t!(app, "reopen")}</button></p>
                {move || open.get().then(|| stages(app, id, moves, open))}
            }
        })
    }
}

/// The stages in which it can go on, those that it has been in with the day.
fn stages(app: App, id: Id, moves: Moves, open: RwSignal<bool>) -> AnyView {
    let path = untrack(|| watch(app, id)).map(|standing| standing.path).unwrap_or_default();
    let item = move |(to, name, note): (StageId, Option<String>, Option<String>)| {
        let press = move |_| {
            open.set(false);
            moves.go(Wanted::quiet(DealId(id), to));
        };
        view! { <li><button class="menu-item" type="button" on:click=press>{name}<span class="menu-note">{note}</span></button></li> }
    };
    let open_ones = path.into_iter().filter(|step| is_open(&step.stage)).map(|step| {
        let day = step.entered.filter(|_| step.place == Where::Passed);
        (step.stage.id, step.stage.name, day.map(|day| t!(app, "path-since", day = app.format().day(day))))
    });
    let items: Vec<_> = open_ones.map(item).collect();
    view! {
        <Dialog title=t!(app, "reopen-title") on_close=Callback::new(move |()| open.set(false))>
            <p class="field-hint">{t!(app, "reopen-text")}</p>
            <ul class="menu" role="list">{items}</ul>
            <div class="dialog-acts"><button class="button" type="button" on:click=move |_| open.set(false)>{t!(app, "cancel")}</button></div>
        </Dialog>
    }
    .into_any()
}
