//! The same done to many deals: the buttons of a bar, and the dialogs behind them.

mod close;
mod fields;
mod stage;

use leptos::prelude::*;

use super::super::context::App;
use crate::book::bulk::{self, Bulk};
use crate::model::records::{Deal, DealId, Pipeline, Stage, StageId};
use crate::model::{Id, Key, Record};
use crate::pipeline::board::stages;
use crate::pipeline::many::{Deed, ManyDeals, held_up};
use crate::pipeline::way::is_open;
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
    on_done: Callback<()>,
}

/// A stage to choose: its id, what it is called, and of what kind it is.
type Choice = (StageId, String, bool);

impl Many {
    /// The chosen deals of a page; told once something was done to them.
    pub(in crate::ui) fn new(app: App, deals: Signal<Vec<DealId>>, on_done: Callback<()>) -> Self {
        Self { app, deals, open: RwSignal::new(None), on_done }
    }

    fn now(&self) -> Vec<DealId> {
        self.deals.get_untracked()
    }

    fn close(&self) {
        self.open.set(None);
    }

    /// Does it, as one act; on success the deals are chosen no longer.
    fn act(&self, deed: Deed) -> bool {
        let done = self.app.act(&ManyDeals { deals: self.now(), deed }).is_ok();
        if done {
            self.close();
            self.on_done.run(());
        }
        done
    }

    fn archive(&self) {
        let ids = self.now().into_iter().map(Id::from).collect();
        let deed = bulk::Deed::Archive(true);
        if self.app.act(&Bulk { collection: Key::Borrowed(Deal::COLLECTION.key), ids, deed }).is_ok() {
            self.on_done.run(());
        }
    }

    /// Moves them to a stage; says first which of them a gate holds up, and how they end where they do.
    pub(in crate::ui) fn move_to(&self, to: StageId) {
        let ends = self.app.peek(|desk| desk.book().get::<Stage>(to).is_some_and(|stage| !is_open(&stage)));
        if ends {
            return self.open.set(Some(Open::Close(Some(to))));
        }
        if self.held_up(to) == 0 {
            self.act(Deed::Move(to));
        } else {
            self.open.set(Some(Open::Held(to)));
        }
    }

    /// How many of them a stage does not take.
    fn held_up(&self, to: StageId) -> usize {
        let deals = self.now();
        self.app.with_context(|book, context| held_up(book, &context.actor, &deals, to)).len()
    }

    /// The stages that they may go to: those of their pipeline, of all where they are in several.
    fn choices(&self, wanted: fn(&Stage) -> bool) -> Vec<Choice> {
        let deals = self.now();
        self.app.peek(|desk| {
            let book = desk.book();
            let pipeline = |deal: &DealId| book.get::<Stage>(book.get::<Deal>(*deal)?.stage?.into())?.pipeline;
            let mut of: Vec<Id> = deals.iter().filter_map(pipeline).map(|pipeline| book.resolve(pipeline)).collect();
            crate::model::order::sort(&mut of);
            of.dedup();
            let one = of.len() == 1;
            let all = book.all::<Pipeline>().filter(|pipeline| !one || of.contains(&pipeline.id.into()));
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
