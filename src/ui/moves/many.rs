//! The same done to many deals: the buttons of a bar, and the dialogs behind them.

mod close;
mod fields;
mod stage;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::context::App;
use crate::book::bulk::{self, Bulk};
use crate::book::{Book, Context};
use crate::model::records::{Deal, DealId, Pipeline, Stage, StageId};
use crate::model::{Id, Key, Record};
use crate::pipeline::board::stages;
use crate::pipeline::many::{Deed, ManyDeals, held_up, pipelines};
use crate::pipeline::way::is_open;
use crate::ui::gradual;
use crate::ui::list::EditMany;
use close::CloseMany;
use fields::{AssignMany, TagMany};
use stage::{HeldUp, MoveMany};

/// Which dialog is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Move,
    Held(StageId),
    Assign,
    Edit,
    Tag,
    Close(Option<StageId>),
}

/// Many deals, and what is being done to them.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Many {
    app: App,
    deals: Signal<Vec<DealId>>,
    open: RwSignal<Option<Open>>,
    /// Those that the gate of the stage of the dialog holds up.
    held: RwSignal<Vec<DealId>>,
    /// Whether something is being done to them, in pieces.
    busy: RwSignal<bool>,
    on_done: Callback<()>,
}

/// A stage to choose: its id, what it is called, and of what kind it is.
type Choice = (StageId, String, bool);

impl Many {
    /// The chosen deals of a page; told once something was done to them.
    pub(in crate::ui) fn new(app: App, deals: Signal<Vec<DealId>>, on_done: Callback<()>) -> Self {
        let (open, held, busy) = (RwSignal::new(None), RwSignal::new(Vec::new()), RwSignal::new(false));
        Self { app, deals, open, held, busy, on_done }
    }

    /// Whether something is being done to them: nothing else is meanwhile.
    pub(in crate::ui) fn busy(&self) -> RwSignal<bool> {
        self.busy
    }

    fn now(&self) -> Vec<DealId> {
        self.deals.get_untracked()
    }

    fn close(&self) {
        self.open.set(None);
    }

    /// Does it, as one act; once it is done the deals are chosen no longer.
    fn act(&self, deed: Deed) -> bool {
        let (many, on_done, open) = (ManyDeals { deals: self.now(), deed }, self.on_done, self.open);
        let after = move || {
            open.set(None);
            on_done.run(());
        };
        let goes = match many.plain() {
            Some(bulk) => gradual::each(self.app, self.busy, bulk, after),
            None => gradual::each(self.app, self.busy, many, after),
        };
        // What takes longer goes on behind the dialog.
        if goes && self.busy.get_untracked() {
            self.close();
        }
        goes
    }

    fn archive(&self) {
        let ids = self.now().into_iter().map(Id::from).collect();
        let deed = bulk::Deed::Archive(true);
        let bulk = Bulk { collection: Key::Borrowed(Deal::COLLECTION.key), ids, deed };
        let on_done = self.on_done;
        gradual::each(self.app, self.busy, bulk, move || on_done.run(()));
    }

    /// Moves them to a stage; says first which of them a gate holds up, and how they end where they do.
    pub(in crate::ui) fn move_to(&self, to: StageId) {
        let ends = self.app.peek(|desk| desk.book().get::<Stage>(to).is_some_and(|stage| !is_open(&stage)));
        if ends {
            return self.open.set(Some(Open::Close(Some(to))));
        }
        let many = *self;
        self.held_up(to, move |held| {
            if held.is_empty() {
                many.act(Deed::Move(to));
            } else {
                many.held.set(held);
                many.open.set(Some(Open::Held(to)));
            }
        });
    }

    /// Finds those of them that a stage does not take, and tells them where the page is still there.
    fn held_up(&self, to: StageId, then: impl FnOnce(Vec<DealId>) + 'static) {
        let (app, deals, open) = (self.app, self.now(), self.open);
        spawn_local(async move {
            let ask = |deals: &[DealId], book: &Book, context: &Context<'_>| {
                held_up(book, &context.actor, deals, to).into_iter().map(|(deal, _)| deal).collect()
            };
            let held = gradual::asked(app, &deals, ask).await;
            if open.try_get_untracked().is_some() {
                then(held);
            }
        });
    }

    /// The stages that they may go to: those of their pipeline, of all where they are in several.
    fn choices(&self, wanted: fn(&Stage) -> bool) -> Vec<Choice> {
        let deals = self.now();
        self.app.peek(|desk| {
            let book = desk.book();
            let of = pipelines(book, &deals);
            let one = of.len() == 1;
            let all = book.all::<Pipeline>().filter(|pipeline| !one || of.contains(&pipeline.id));
            let named = |pipeline: Pipeline| {
                let whole = pipeline.name.clone().unwrap_or_default();
                let choice = move |stage: Stage| {
                    let (open, part) = (is_open(&stage), stage.name.unwrap_or_default());
                    let name = if one { part } else { t!(self.app, "form-part", whole = whole.as_str(), part = part) };
                    (stage.id, name, open)
                };
                stages(book, pipeline.id).into_iter().filter(wanted).map(choice).collect::<Vec<_>>()
            };
            all.flat_map(named).collect()
        })
    }

    /// The buttons of the bar.
    pub(in crate::ui) fn buttons(self) -> AnyView {
        let app = self.app;
        let button = move |open: Open, text: String| {
            view! { <button class="button" type="button" on:click=move |_| self.open.set(Some(open))>{text}</button> }
        };
        view! {
            {button(Open::Move, t!(app, "many-move"))}
            {button(Open::Assign, t!(app, "many-assign"))}
            {button(Open::Tag, t!(app, "many-tag"))}
            {button(Open::Close(None), t!(app, "many-close"))}
        }
        .into_any()
    }

    /// Buttons that a list of any collection has already.
    pub(in crate::ui) fn usual_buttons(self) -> AnyView {
        let app = self.app;
        view! {
            <button class="button" type="button" on:click=move |_| self.open.set(Some(Open::Edit))>{t!(app, "bulk-edit")}</button>
            <button class="button" type="button" on:click=move |_| self.archive()>{t!(app, "bulk-archive")}</button>
        }
        .into_any()
    }

    /// The dialog, while one is open.
    pub(in crate::ui) fn dialog(self) -> impl IntoView {
        let shut = Callback::new(move |()| self.close());
        let edit = Callback::new(move |changes| self.act(Deed::Edit(changes)));
        move || {
            self.open.get().map(|open| match open {
                Open::Move => view! { <MoveMany many=self/> }.into_any(),
                Open::Held(to) => view! { <HeldUp many=self to=to/> }.into_any(),
                Open::Assign => view! { <AssignMany many=self/> }.into_any(),
                Open::Tag => view! { <TagMany many=self/> }.into_any(),
                Open::Close(to) => view! { <CloseMany many=self to=to/> }.into_any(),
                Open::Edit => {
                    let n = self.now().len();
                    view! { <EditMany collection=Deal::COLLECTION.key n=n on_save=edit on_close=shut/> }.into_any()
                }
            })
        }
    }
}
