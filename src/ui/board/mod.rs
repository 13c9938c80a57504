//! The board of a pipeline: columns of cards, moved by pointer, touch, keys or a dialog.

mod card;
mod column;
mod filters;
mod focus;
mod ghost;
mod keyboard;
mod move_dialog;
mod paint;
mod pointer;
mod state;
mod summary;

use leptos::prelude::*;

use crate::model::Id;
use crate::model::Record;
use crate::model::records::{Deal, Pipeline};
use crate::pipeline::shape::open_pipelines;
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};
use column::StageColumn;
use filters::Filters;
use ghost::Ghost;
use move_dialog::MoveDialog;
use state::BoardState;
use summary::Summary;

/// The page.
#[component]
pub(super) fn BoardPage(
    /// The pipeline; the first one where none is named.
    pipeline: Option<Id>,
) -> impl IntoView {
    let app = use_app();
    let state = BoardState::new(app, pipeline.map(Into::into));
    provide_context(state);
    pointer::listen(state);
    move || {
        if state.pipeline.get().is_some() && state.board.with(Option::is_some) {
            view! { <Shown/> }.into_any()
        } else if pipeline.is_some() {
            view! { <crate::ui::parts::missing::MissingPage/> }.into_any()
        } else {
            view! { <NoPipeline/> }.into_any()
        }
    }
}

#[component]
fn Shown() -> impl IntoView {
    let state = state::use_board();
    let app = state.app;
    let name = Memo::new(move |_| {
        state.board.with(|board| board.as_ref().map(|board| board.0.name.clone()).unwrap_or_default())
    });
    let stages = Memo::new(move |_| {
        let ids = |board: &state::Same<crate::pipeline::board::Board>| {
            board.0.columns.iter().map(|column| column.stage.id).collect::<Vec<_>>()
        };
        state.board.with(|board| board.as_ref().map(ids).unwrap_or_default())
    });
    let new_deal = move || {
        let first = stages.with(|stages| stages.first().map(|stage| Id::from(*stage).to_string()));
        Place::new(Route::New(Deal::COLLECTION.key)).set("stage", first).href()
    };
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{move || name.get()}</h1><OtherPipelines/></div>
            <div class="page-actions">
                <a class="button wide-only" href=Place::new(Route::Import).href()>{t!(app, "nav-import")}</a>
                <a class="button button-primary" href=new_deal><Icon name="plus"/>{t!(app, "board-new-deal")}</a>
            </div>
            <Filters/>
            <Summary/>
        </header>
        <section
            class="board"
            class:is-dragging=move || state.carry.get().is_some()
            aria-label=move || name.get()
            data-lines=move || state.lines.get()
            on:keydown=move |event| keyboard::press(state, &event)
            on:pointerdown=move |event| pointer::press(state, &event)
            on:click=move |event| move_dialog::open(state, &event)
        >
            <For each=move || stages.get() key=|stage| *stage let:stage><StageColumn stage=stage/></For>
        </section>
        <Ghost/>
        {move || state.moving.get().map(|row| view! { <MoveDialog row=row/> })}
    }
}

/// A switch to another pipeline, where there are several.
#[component]
fn OtherPipelines() -> impl IntoView {
    let state = state::use_board();
    let app = state.app;
    let all = Memo::new(move |_| {
        let of = |pipeline: Pipeline| (Id::from(pipeline.id), pipeline.name.unwrap_or_default());
        app.read(|desk| open_pipelines(desk.book()).map(of).collect::<Vec<_>>())
    });
    let pick = move |event| {
        if let Some(id) = Id::parse(&event_target_value(&event)) {
            app.go_to(Route::Board(Some(id)));
        }
    };
    view! {
        <Show when=move || all.with(|all| all.len() > 1)>
            <span class="pick">
                <label class="only-heard" for="board-pipeline">{t!(app, "record-pipelines")}</label>
                <select class="pick-select" id="board-pipeline" on:change=pick>
                    <For each=move || all.get() key=|(id, name)| (*id, name.clone()) let:entry>
                        <option value=entry.0.to_string() selected=move || state.pipeline.get().map(Id::from) == Some(entry.0)>{entry.1.clone()}</option>
                    </For>
                </select>
                <Icon name="down" class="icon-small"/>
            </span>
        </Show>
    }
}

/// What a board without a pipeline says.
#[component]
fn NoPipeline() -> impl IntoView {
    let app = use_app();
    view! {
        <div class="empty">
            <Icon name="board" class="icon-large"/>
            <h1 class="empty-title" tabindex="-1">{t!(app, "board-none-title")}</h1>
            <p class="empty-text">{t!(app, "board-none-text")}</p>
            <div class="empty-acts">
                <a class="button button-primary" href=Place::new(Route::Import).href()><Icon name="import"/>{t!(app, "nav-import")}</a>
                <a class="button" href=Place::new(Route::Home).href()>{t!(app, "board-none-start")}</a>
            </div>
        </div>
    }
}
