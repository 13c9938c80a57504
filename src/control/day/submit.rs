//! Handing in a plan or a report: whoever leads the person is asked to sign it. What is handed in again
//! after it was signed renews the request, so that there is one a form.

use super::standing::{Standing, decisive, signer, signs_for, standing};
use super::{Paper, Sheet};
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::control::inbox::{Request, of_form};
use crate::model::permission::Verb;
use crate::model::records::{Approval, ApprovalId, Person};
use crate::model::{Id, Instant, Record, Value};
use crate::query::title;

/// Hands in a form of a day.
#[derive(Clone, Debug)]
pub struct Submit {
    /// The plan or report.
    pub form: Id,
    /// The id of a request, where it needs a new one.
    pub request: ApprovalId,
    /// Who is asked; who leads the person where `None`.
    pub asked_of: Option<Id>,
    /// What to look at.
    pub note: Option<String>,
}

impl Command for Submit {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let gone = || Rejection::Gone { collection: Paper::Plan.collection().into(), id: self.form };
        let sheet = Sheet::of(book, self.form).ok_or_else(gone)?;
        let table = sheet.paper.table(book);
        book.permit(&context.actor, Verb::Change, sheet.paper.collection(), table.row(sheet.id))?;
        let person = title::of(book, Person::COLLECTION.key, sheet.owner).unwrap_or_default();
        let label = |key: &str| Label::new(key).with("person", person.clone()).with("day", sheet.day.to_string());
        let asked_of = self.asked_of.or_else(|| signer(book, sheet.owner)).map(|asked| book.resolve(asked));
        let asked_of = asked_of.ok_or_else(|| Rejection::Against(label("refused-submit-nobody")))?;
        if asked_of == sheet.owner {
            return Err(Rejection::Against(label("refused-sign-own")));
        }
        if !signs_for(book, asked_of, sheet.owner) {
            let signer = title::of(book, Person::COLLECTION.key, asked_of).unwrap_or_default();
            return Err(Rejection::Against(label("refused-submit-signer").with("signer", signer)));
        }
        let today = context.zone.day_of(context.now);
        let requests = of_form(book, None, today, sheet.id);
        let last = decisive(book, sheet.owner, &requests);
        let note = self.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(Value::from);
        match standing(last) {
            // Said already, and nothing new since.
            Standing::Waiting(_) | Standing::Approved => return Err(Rejection::Nothing),
            // What was asked may be answered in words alone.
            Standing::Returned if note.is_none() => return Err(Rejection::Against(label("refused-submit-unchanged"))),
            Standing::Draft | Standing::Returned | Standing::Changed(..) => {}
        }
        let key = match sheet.paper {
            Paper::Plan => "did-submit-plan",
            Paper::Report => "did-submit-report",
        };
        let mut edit = Editor::new(book, context.now, label(key), Cause::Typed);
        if sheet.submitted.is_none() {
            let [.., submitted] = sheet.paper.fields();
            let change = (submitted, Some(Value::Instant(context.now)));
            edit.set(sheet.paper.collection(), sheet.id, change, None)?;
        }
        let asked = asked(context, &requests);
        let asks = [
            (Approval::ASKED_OF, Some(asked_of.into())),
            (Approval::ASKED, Some(Value::Instant(asked))),
            (Approval::ASKED_BY, Some(context.actor.person.unwrap_or(sheet.owner).into())),
            (Approval::NOTE, note),
        ];
        if let Some(last) = last {
            for change in asks {
                edit.set(Approval::COLLECTION.key, last.id.into(), change, None)?;
            }
        } else {
            let mut values: Vec<Change> = vec![(Approval::FORM, Some(sheet.id.into()))];
            values.extend(asks);
            // A report is looked at on the next day, a plan before its own begins.
            let due = if sheet.paper == Paper::Plan { sheet.day } else { sheet.day.plus(1) };
            values.push((Approval::DUE_ON, Some(Value::Date(due))));
            edit.create(Approval::COLLECTION.key, self.request.into(), &values, &[])?;
        }
        edit.finish()
    }
}

/// What is asked after a signature is later than it, even where a clock went back.
fn asked(context: &Context<'_>, requests: &[Request]) -> Instant {
    let signed = requests.iter().filter_map(|request| request.signed.as_ref()?.1).max();
    signed.map_or(context.now, |signed| context.now.max(Instant(signed.0 + 1)))
}
