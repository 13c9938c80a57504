//! What can be done to a deal: create it, move it.

use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Deal, DealId, Stage, StageId};
use crate::model::validate::Problem;
use crate::model::{Instant, Record, Value};
use crate::query::title;

use super::rank;

/// Moves a deal to a stage, or to another place in its column.
#[derive(Clone, Debug)]
pub struct MoveDeal {
    /// The deal.
    pub deal: DealId,
    /// The stage to move to.
    pub to: StageId,
    /// The deals that it shall stand between there: above and below. Both `None` leaves it to
    /// the usual order.
    pub between: (Option<DealId>, Option<DealId>),
    /// From when it holds; now where `None`.
    pub effective: Option<Instant>,
}

impl Command for MoveDeal {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let gone = || Rejection::Gone { collection: Stage::COLLECTION.key.into(), id: self.to.into() };
        let stage = book.get::<Stage>(self.to).ok_or_else(gone)?;
        let label = Label::new("did-move")
            .with("deal", title::of(book, Deal::COLLECTION.key, self.deal.into()).unwrap_or_default())
            .with("stage", stage.name.unwrap_or_default());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let (_, row) = edit.live(Deal::COLLECTION.key, self.deal.into())?;
        book.permit(&context.actor, Verb::Change, Deal::COLLECTION.key, Some(row))?;
        let to = (Deal::STAGE, Some(Value::Reference(self.to.into())));
        edit.set(Deal::COLLECTION.key, self.deal.into(), to, self.effective)?;
        if self.between != (None, None) {
            let rank_of = |deal: Option<DealId>| deal.and_then(|deal| book.get::<Deal>(deal)).and_then(|deal| deal.rank);
            // Unranked neighbours give no bound: the deal then stands at that end of the ranked ones.
            let (above, below) = (rank_of(self.between.0), rank_of(self.between.1));
            let rank = rank::between(above.as_deref(), below.as_deref());
            edit.set(Deal::COLLECTION.key, self.deal.into(), (Deal::RANK, Some(Value::Text(rank))), None)?;
        }
        edit.finish()
    }
}

/// Creates a deal in a stage.
#[derive(Clone, Debug)]
pub struct CreateDeal {
    /// Its id.
    pub id: DealId,
    /// Its values by position in the field table; a title and a stage are required.
    pub values: Vec<(usize, Option<Value>)>,
}

impl Command for CreateDeal {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit(&context.actor, Verb::Change, Deal::COLLECTION.key, None)?;
        let value = |field: usize| self.values.iter().find(|(at, _)| *at == field).and_then(|(_, value)| value.as_ref());
        let title = value(Deal::TITLE).and_then(Value::as_text).unwrap_or_default();
        let label = Label::new("did-create").with("name", title);
        let stage = value(Deal::STAGE).and_then(Value::as_reference).map(StageId);
        if stage.and_then(|stage| book.get::<Stage>(stage)).is_none() {
            let field = Deal::COLLECTION.fields[Deal::STAGE].key.clone();
            return Err(Rejection::Invalid { field, problem: Problem::Missing });
        }
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        edit.create(Deal::COLLECTION.key, self.id.into(), &self.values, &[])?;
        edit.finish()
    }
}
