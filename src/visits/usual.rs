//! Cadences to begin with: how often customers of each class are usually visited, for a company that has
//! laid nothing down yet. All of it can be changed.

use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::Cadence;
use crate::model::{Record, Value};

/// Class, visits, period.
const USUAL: [(&str, f64, &str); 4] =
    [("a", 1.0, "week"), ("b", 1.0, "two_weeks"), ("c", 1.0, "four_weeks"), ("d", 1.0, "quarter")];

/// Lays the usual cadences down for the classes that have none; each is called as its class.
#[derive(Clone, Debug)]
pub struct LayDownUsual;

impl Command for LayDownUsual {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let of = Cadence::COLLECTION.key;
        book.permit(&context.actor, Verb::Configure, of, None)?;
        let known: Vec<String> = book.all::<Cadence>().filter_map(|cadence| cadence.class).collect();
        let mut edit = Editor::new(book, context.now, Label::new("did-cadences"), Cause::Typed);
        for (class, visits, period) in USUAL.into_iter().filter(|(class, ..)| !known.iter().any(|known| known == class))
        {
            let values: [Change; 4] = [
                (Cadence::NAME, Some(Value::Text(class.to_uppercase()))),
                (Cadence::CLASS, Some(class.into())),
                (Cadence::VISIT_COUNT, Some(Value::Number(visits))),
                (Cadence::VISIT_PERIOD, Some(period.into())),
            ];
            edit.create(of, context.ids.next_id(), &values, &[])?;
        }
        edit.finish()
    }
}
