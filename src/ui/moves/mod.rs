//! Moves of deals, wherever they are asked for: what a stage asks for first is asked in a dialog, how
//! a deal ends is said in one, and a move that is given up leaves the deal where it was.

mod close;
mod gate;
mod lacking;
mod many;
mod order;

use std::sync::Arc;

use leptos::prelude::*;

use super::context::{App, use_app};
use crate::book::command::Change;
use crate::model::records::{DealId, StageId};
use crate::model::{Id, Record};
use crate::pipeline::close::Reopen;
use crate::pipeline::commands::{MoveDeal, Spot};
use crate::pipeline::gate::Brought;
use crate::pipeline::way::{Way, way};
use crate::query::title;
use close::CloseDialog;
use gate::GateDialog;
pub(in crate::ui) use many::Many;

/// What became of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Outcome {
    /// The deal is there.
    Moved,
    /// Somebody was asked to let it in.
    Asked,
    /// It stays where it was.
    Stays,
}

/// Told what became of a move. No callback of the view: a dialog that asked for the move may be gone
/// by then.
pub(in crate::ui) type Then = Arc<dyn Fn(Outcome) + Send + Sync>;

/// A move that is wanted.
#[derive(Clone)]
pub(in crate::ui) struct Wanted {
    /// The deal.
    pub(in crate::ui) deal: DealId,
    /// The stage.
    pub(in crate::ui) to: StageId,
    /// Where in its column.
    pub(in crate::ui) spot: Spot,
    /// What is set beside it, as by the lane that it is dropped into.
    pub(in crate::ui) beside: Vec<Change>,
    /// Told what became of it.
    pub(in crate::ui) then: Then,
}

impl Wanted {
    /// A deal to a stage, where nobody has to be told.
    pub(in crate::ui) fn quiet(deal: DealId, to: StageId) -> Self {
        Self { deal, to, spot: Spot::Usual, beside: Vec::new(), then: Arc::new(|_| {}) }
    }

    fn plain(&self, brought: Brought) -> MoveDeal {
        let brought = self.with_beside(brought);
        MoveDeal { deal: self.deal, to: self.to, spot: self.spot, effective: None, brought }
    }

    /// What is brought along with what is set beside it; what was typed goes before that.
    fn with_beside(&self, mut brought: Brought) -> Brought {
        brought.values.splice(0..0, self.beside.iter().cloned());
        brought
    }

    /// What it comes to.
    fn way(&self, app: App) -> Way {
        let brought = self.with_beside(Brought::default());
        app.with_context(|book, context| way(book, &context.actor, self.deal, self.to, &brought))
    }
}

/// The moves of a page, with the dialog that one of them may need.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Moves {
    asking: RwSignal<Option<Wanted>>,
}

impl Moves {
    /// Those of a page, which shows [`Moves::dialog`].
    pub(in crate::ui) fn new() -> Self {
        Self { asking: RwSignal::new(None) }
    }

    /// Moves a deal, or asks first.
    pub(in crate::ui) fn go(&self, wanted: Wanted) {
        let app = use_app();
        let (deal, to) = (wanted.deal, wanted.to);
        let done = match wanted.way(app) {
            Way::Plain => app.act(&wanted.plain(Brought::default())).is_ok(),
            // With something set beside it, it goes on as any other move.
            Way::Reopens if !wanted.beside.is_empty() => app.act(&wanted.plain(Brought::default())).is_ok(),
            Way::Reopens => app.act(&Reopen { deal, to }).is_ok(),
            Way::Gate(_) | Way::Ends(_) => return self.asking.set(Some(wanted)),
        };
        // A refusal has been said by the act itself.
        (wanted.then)(if done { Outcome::Moved } else { Outcome::Stays });
    }

    /// Whether a dialog is open.
    pub(in crate::ui) fn is_asking(&self) -> bool {
        self.asking.with_untracked(Option::is_some)
    }

    /// The dialog, while one is open.
    pub(in crate::ui) fn dialog(self) -> impl IntoView {
        move || self.asking.get().map(|wanted| self.ask(wanted))
    }

    fn ask(self, wanted: Wanted) -> AnyView {
        let app = use_app();
        let then = wanted.then.clone();
        let on_done = Callback::new(move |outcome: Outcome| {
            let then = then.clone();
            self.asking.set(None);
            then(outcome);
        });
        match wanted.way(app) {
            Way::Ends(lack) => view! { <CloseDialog wanted=wanted lack=lack on_done=on_done/> }.into_any(),
            Way::Gate(lack) => view! { <GateDialog wanted=wanted lack=lack on_done=on_done/> }.into_any(),
            Way::Plain | Way::Reopens => ().into_any(),
        }
    }
}

/// The name of a deal or a stage.
fn named<R: Record>(app: App, id: Id) -> String {
    app.peek(|desk| title::of(desk.book(), R::COLLECTION.key, id)).unwrap_or_default()
}
