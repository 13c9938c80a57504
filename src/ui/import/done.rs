//! The last step: what came of it, and where to go from here.

use leptos::prelude::*;

use super::state::{ImportState, Outcome};
use crate::book::acts::{act_of, acts};
use crate::exchange::Count;
use crate::model::records::collection;
use crate::ui::context::{App, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::money::count as number;
use crate::ui::route::{Place, Route};
use crate::ui::settings::Me;

/// The page of this step.
#[component]
pub(super) fn Finished() -> impl IntoView {
    let state = expect_context::<ImportState>();
    state.outcome.get_untracked().map(|outcome| view! { <Result outcome=outcome/> })
}

/// What came of it.
#[component]
fn Result(outcome: Outcome) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let batch = outcome.batch;
    let created = outcome.report.creates() + outcome.report.changes();
    let undone = Memo::new(move |_| {
        app.read(|desk| acts(desk.book().history()).iter().any(|act| act.head.id == batch && act.undone.is_some()))
    });
    // Whoever acts meanwhile, and whatever they did: this import goes and comes back.
    let turn = move |_: leptos::ev::MouseEvent| {
        let last = app.peek(|desk| {
            let history = desk.book().history();
            history.iter().rev().map(|head| head.id).find(|id| act_of(history, *id) == batch)
        });
        app.invert(last, "toast-nothing-to-undo");
    };
    let is_nobody = app.peek(|desk| desk.actor.person.is_none());
    let board = outcome.pipeline.map(|id| Place::new(Route::Board(Some(id))).href());
    let rows = outcome.report.counts.iter().map(|count| row(&app, count)).collect_view();
    view! {
        <Show
            when=move || undone.get()
            fallback=move || {
                let board = board.clone();
                view! {
                    <div class="notice notice-good">
                        <Icon name="check"/>
                        <p class="notice-title">{t!(app, "import-done", n = counted(&app, created))}</p>
                        <p>{t!(app, "import-done-text")}</p>
                        <div class="row">
                            {board.map(|href| view! { <a class="button button-primary" href=href>{t!(app, "open-board")}</a> })}
                            <button class="button" type="button" on:click=turn><Icon name="undo"/>{t!(app, "undo")}</button>
                        </div>
                    </div>
                }
            }
        >
            <div class="notice notice-warning">
                <Icon name="undo"/>
                <p class="notice-title">{t!(app, "import-undone")}</p>
                <p>{t!(app, "import-undone-text")}</p>
                <div class="row">
                    <button class="button" type="button" on:click=turn><Icon name="redo"/>{t!(app, "redo")}</button>
                </div>
            </div>
        </Show>
        {is_nobody.then(|| view! { <Me/> })}
        <section class="panel">
            <div class="panel-head"><h2 id="import-results">{t!(app, "import-results")}</h2></div>
            <div class="table-wrap" role="region" tabindex="0" aria-labelledby="import-results">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!(app, "import-collection")}</th>
                            <th scope="col" class="cell-num">{t!(app, "import-created")}</th>
                            <th scope="col" class="cell-num">{t!(app, "import-changed")}</th>
                            <th scope="col" class="cell-num">{t!(app, "import-left-out")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
        <div class="form-acts">
            <button class="button" type="button" on:click=move |_| state.reset()>{t!(app, "import-more")}</button>
        </div>
    }
}

/// What became of one collection, with the way to its list.
fn row(app: &App, count: &Count) -> impl IntoView + use<> {
    let name = app.text(&format!("collection-{}", count.collection), &[]);
    let name = match collection(&count.collection) {
        Some(known) => view! { <a href=Place::new(Route::List(known.key)).href()>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    view! {
        <tr>
            <th scope="row" class="cell-name">{name}</th>
            <td class="cell-num">{number(app, count.created + count.named)}</td>
            <td class="cell-num">{number(app, count.changed)}</td>
            <td class="cell-num">{number(app, count.refused + count.known + count.unchanged + count.repeated)}</td>
        </tr>
    }
}
