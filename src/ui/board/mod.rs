//! The board of a pipeline: columns of cards, moved by pointer, touch, keys or a dialog.

mod add;
mod bulk;
mod card;
mod cards;
mod cards_dialog;
mod cell;
mod choose;
mod column;
mod drops;
mod edit;
mod figures;
mod filters;
mod focus;
mod ghost;
mod ground;
mod keyboard;
mod lanes;
mod lasso;
mod look;
mod move_dialog;
mod paint;
mod pointer;
mod present;
mod print;
mod sight;
mod state;
mod summary;
pub(in crate::ui) mod tabs;
pub(in crate::ui) mod time;
mod toolbar;
mod within;
mod worth;
mod zoom;

use leptos::prelude::*;

use crate::model::Id;
use crate::model::Record;
use crate::model::records::{Deal, Pipeline};
use crate::pipeline::shape::open_pipelines;
use crate::pipeline::zoom::Level;
use crate::ui::context::use_app;
use crate::ui::moves::Many;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};
use column::BoardColumn;
use filters::Filters;
use ghost::Ghost;
use lanes::Lanes;
use move_dialog::MoveDialog;
use present::{Present, PresentButton, presented};
use print::{PrintButton, Printed};
use state::BoardState;
use summary::Summary;
use tabs::DealTabs;
use time::{TimeBar, TimeButton};
use zoom::{StripBoard, ZoomControl};

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
    filters::open_first(state);
    lasso::listen(state);
    let deal = presented(app);
    let presents = Memo::new(move |_| deal.get().is_some());
    // A board whose deals change is the same board: it is not built anew. Before anything was recorded
    // there is none; the way back is.
    let is_there =
        Memo::new(move |_| state.pipeline.get().is_some() && (state.board.with(Option::is_some) || state.is_past()));
    move || {
        if is_there.get() && presents.get() {
            view! { <Present deal=deal/> }.into_any()
        } else if is_there.get() {
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
        let now = || app.read(|desk| desk.book().get::<Pipeline>(state.pipeline.get()?)?.name);
        state.board.with(|board| board.as_ref().map(|board| board.0.name.clone())).or_else(now).unwrap_or_default()
    });
    // By month deals stand in no stage: they stay cards and rows.
    let has_stages =
        Memo::new(move |_| state.board.with(|board| board.as_ref().is_some_and(|board| !board.0.columns.is_empty())));
    let is_strip = Memo::new(move |_| has_stages.get() && matches!(state.zoom().level.get(), Level::Strip(_)));
    let new_deal = move || {
        let first = state.parts().stages.with(|stages| stages.0.first().map(|stage| Id::from(stage.id).to_string()));
        Place::new(Route::New(Deal::COLLECTION.key)).set("stage", first).href()
    };
    let pipeline = Memo::new(move |_| state.pipeline.get().map(Id::from));
    let many = Many::new(app, bulk::chosen_deals(state), Callback::new(move |()| bulk::done(state)));
    view! {
        <header class="page-head board-head">
            <div class="page-title"><h1 tabindex="-1">{move || name.get()}</h1><OtherPipelines/><DealTabs pipeline=pipeline/></div>
            <div class="page-actions">
                <choose::ChooseButton/>
                <TimeButton times=state.times()/>
                <button class="button button-icon phone-only" type="button" popovertarget="board-more" aria-label=t!(app, "board-more")><Icon name="more"/></button>
                <div class="board-more" id="board-more" popover="">
                    <ZoomControl/>
                    <PresentButton/>
                    <PrintButton/>
                    <a class="button" href=Place::new(Route::Import).href()>{t!(app, "nav-import")}</a>
                </div>
                <a class="button button-primary" href=new_deal><Icon name="plus"/><span class="board-new">{t!(app, "board-new-deal")}</span></a>
            </div>
            <Filters/>
            <Summary/>
        </header>
        <TimeBar times=state.times() nothing=Signal::derive(move || state.board.with(Option::is_none)) compares=true/>
        {move || if is_strip.get() { view! { <StripBoard name=name/> }.into_any() } else { view! { <Ground name=name/> }.into_any() }}
        <Printed/>
        <bulk::BulkBar many=many/>
        {many.dialog()}
        <Ghost/>
        <lasso::Drawn/>
        {state.parts().moves.dialog()}
        {move || state.parts().moving.get().map(|(cell, row)| view! { <MoveDialog cell=cell row=row/> })}
    }
}

/// The stages side by side, with their cards or rows.
#[component]
fn Ground(name: Memo<String>) -> impl IntoView {
    let state = state::use_board();
    let has_lanes = Memo::new(move |_| state.has_lanes());
    let columns = move || {
        if has_lanes.get() {
            return view! { <Lanes/> }.into_any();
        }
        view! { <For each=move || state.parts().columns.get() key=|col| *col let:col><BoardColumn col=col/></For> }
            .into_any()
    };
    let zoom = state.zoom();
    let size = move || match zoom.level.get() {
        Level::Cards(scale) => scale.to_string(),
        Level::Rows(height) => height.to_string(),
        Level::Strip(_) => "1".to_owned(),
    };
    view! {
        <section
            class="board"
            class:is-past=move || state.is_past()
            class:is-dragging=move || state.carry.get().is_some()
            aria-label=move || name.get()
            class:has-lanes=has_lanes
            data-lines=move || state.parts().lines.get()
            data-extra=move || state.parts().look.with(|look| look.0.lines().to_string())
            data-level=move || zoom.level.get().name()
            style=("--zoom", size)
            on:wheel=move |event| zoom.wheel(&event)
            on:touchstart=move |event| zoom.touch(&event)
            on:keydown=move |event| keyboard::press(state, &event)
            on:pointerdown=move |event| {
                pointer::press(state, &event);
                lasso::press(state, &event);
            }
            on:click=move |event| {
                if !choose::click(state, &event) {
                    move_dialog::open(state, &event);
                }
            }
        >
            {columns}
        </section>
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
