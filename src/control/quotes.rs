//! Sending a quote: below the margin floor only once somebody has approved it as it stands.

use super::inbox::{Request, of_form};
use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::records::{Quote, QuoteId};
use crate::model::{Day, Record, Value};
use crate::pipeline::gate::approves_all;
use crate::pipeline::quote::{Decide, Priced, find, priced};
use crate::query::title;

/// The quote goes to the customer.
#[derive(Clone, Debug)]
pub struct SendQuote {
    /// The quote.
    pub quote: QuoteId,
}

/// Whether somebody who may has approved a quote as it stands: a manager, and whoever leads the
/// person in charge of it, or where there is nobody in charge, who asked. Nobody does so with their own.
pub fn is_approved(book: &Book, today: Day, quote: QuoteId) -> bool {
    let owner = book.get::<Quote>(quote).and_then(|quote| quote.owner);
    let counts = |request: &Request| {
        let signer = request.signed.as_ref().map(|(person, ..)| *person);
        match signer {
            None => false,
            // Before anybody was chosen on the device, whoever set the book up.
            Some(None) => true,
            Some(Some(signer)) => {
                book.actor(signer).is_some_and(|actor| approves_all(&actor))
                    || owner.or(request.asked_by).is_some_and(|of| book.leads(signer, of))
            }
        }
    };
    of_form(book, None, today, quote.into()).iter().any(|request| request.answer.is_approved() && counts(request))
}

/// The customer said yes or no. A yes asks for the floor once more: lines may have changed since the
/// quote was sent, and a form may have called it sent.
#[derive(Clone, Debug)]
pub struct AnswerQuote(pub Decide);

impl Command for AnswerQuote {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let draft = self.0.decide(book, context)?;
        if self.0.order.is_some() {
            let today = context.zone.day_of(context.now);
            holds_floor(book, today, self.0.quote, &priced(book, self.0.quote))?;
        }
        Ok(draft)
    }
}

/// Refuses what leaves less than it shall, unless somebody has approved it as it stands.
fn holds_floor(book: &Book, today: Day, quote: QuoteId, lines: &[Priced]) -> Result<(), Rejection> {
    match lines.iter().find(|line| line.is_below()).filter(|_| !is_approved(book, today, quote)) {
        Some(below) => {
            let product = title::anywhere(book, below.product).unwrap_or_default();
            Err(Rejection::Against(Label::new("refused-quote-floor").with("product", product)))
        }
        None => Ok(()),
    }
}

impl Command for SendQuote {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let (quote, _) = find(book, context, self.quote)?;
        let number = quote.number.unwrap_or_default();
        let today = context.zone.day_of(context.now);
        let lines = priced(book, self.quote);
        if lines.is_empty() {
            return Err(Rejection::Against(Label::new("refused-quote-empty").with("number", number)));
        }
        holds_floor(book, today, self.quote, &lines)?;
        let of = Quote::COLLECTION.key;
        let mut edit =
            Editor::new(book, context.now, Label::new("did-send-quote").with("number", number), Cause::Typed);
        edit.set(of, self.quote.into(), (Quote::STATUS, Some("sent".into())), None)?;
        edit.set(of, self.quote.into(), (Quote::SENT_ON, Some(Value::Date(today))), None)?;
        edit.finish()
    }
}
