//! A deal carried across a board: to another column, another lane, or both as one act.

use super::commands::{MoveDeal, Spot};
use super::gate::Brought;
use super::redate::Redate;
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Deal, DealId, StageId};
use crate::model::{Kind, Month, Record, Value};
use crate::query::{Key, Source, title};

/// What a lane or a column wants of the deals in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Wants {
    /// That they stand in a stage.
    Stage(StageId),
    /// That they are expected to close in a month, or on no day.
    Month(Option<Month>),
    /// That a field holds a value.
    Field(Change),
}

/// What a lane wants of the deals in it; `None` where nothing that is done to a deal alone brings it
/// there, as where the lane is of the area of its owner.
pub fn asked_by(book: &Book, lanes: &Source, key: &Key) -> Option<Wants> {
    let table = book.of::<Deal>();
    let field_of = |path: &[String]| if let [key] = path { table.defined(key) } else { None };
    match lanes {
        Source::Month(day) => {
            let Source::Field(path) = day.as_ref() else { return None };
            let month = if let Key::Month(month) = key { Some(*month) } else { None };
            (field_of(path)? == Deal::EXPECTED_CLOSE).then_some(Wants::Month(month))
        }
        Source::Field(path) => {
            let at = field_of(path)?;
            let field = table.column(at)?.field();
            let value = match (key, &field.kind) {
                (Key::Empty, _) if field.required => return None,
                (Key::Empty, _) => None,
                (Key::Record(id), Kind::Reference(_)) if at == Deal::STAGE => return Some(Wants::Stage(StageId(*id))),
                (Key::Record(id), Kind::Reference(_)) => Some(Value::Reference(*id)),
                (Key::Text(text), Kind::Choice(_) | Kind::Text) => Some(Value::Text(text.clone())),
                (Key::Day(day), Kind::Date) => Some(Value::Date(*day)),
                _ => return None,
            };
            Some(Wants::Field((at, value)))
        }
        _ => None,
    }
}

/// Carries a deal to where these are asked of it.
#[derive(Clone, Debug)]
pub struct Carry {
    /// The deal.
    pub deal: DealId,
    /// What is asked; what holds already is no change.
    pub wants: Vec<Wants>,
    /// Where in its column, where it changes its stage.
    pub spot: Spot,
}

impl Command for Carry {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let deal = self.deal;
        let mut whole: Option<Draft> = None;
        for wants in &self.wants {
            let part = match wants {
                Wants::Stage(to) => {
                    MoveDeal { deal, to: *to, spot: self.spot, effective: None, brought: Brought::default() }
                        .decide(book, context)
                }
                Wants::Month(to) => Redate { deal, to: *to, effective: None }.decide(book, context),
                Wants::Field(change) => self.set(change, None, book, context),
            };
            // What holds already is left as it is.
            let part = match part {
                Err(Rejection::Nothing) => continue,
                part => part?,
            };
            whole = Some(match whole {
                None => part,
                Some(before) => match wants {
                    Wants::Field(change) => self.set(change, Some(before), book, context)?,
                    // A column comes first, so that only fields are added to it.
                    _ => self.both(before, wants, book, context)?,
                },
            });
        }
        whole.ok_or(Rejection::Nothing)
    }
}

impl Carry {
    /// Sets a field, in a draft that has something in it already or in a new one.
    fn set(
        &self,
        change: &Change,
        into: Option<Draft>,
        book: &Book,
        context: &Context<'_>,
    ) -> Result<Draft, Rejection> {
        let name = title::of(book, Deal::COLLECTION.key, self.deal.into()).unwrap_or_default();
        let mut edit = Editor::new(book, context.now, Label::new("did-edit").with("name", name), Cause::Typed);
        let (_, row) = edit.live(Deal::COLLECTION.key, self.deal.into())?;
        book.permit(&context.actor, Verb::Change, Deal::COLLECTION.key, Some(row))?;
        if let Some(into) = into {
            edit.draft = into;
        }
        edit.set(Deal::COLLECTION.key, self.deal.into(), change.clone(), None)?;
        edit.finish()
    }

    /// A stage and a month at once: one of them as a plain field.
    fn both(&self, before: Draft, wants: &Wants, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        match wants {
            Wants::Month(to) => {
                let day = super::redate::day_in(book, self.deal, *to);
                self.set(&(Deal::EXPECTED_CLOSE, day.map(Value::Date)), Some(before), book, context)
            }
            Wants::Stage(to) => {
                self.set(&(Deal::STAGE, Some(Value::Reference((*to).into()))), Some(before), book, context)
            }
            Wants::Field(change) => self.set(change, Some(before), book, context),
        }
    }
}
