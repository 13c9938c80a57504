//! Whom something waits for that is to be handed back: a receipt for what they handed in, or a signature.

use super::fit::Here;
use crate::control::inbox::{Request, inbox};
use crate::model::{Day, Id, Instant};

/// The people who were set up from this device, or through it, for whom something waits, in the order of ids.
pub fn waiting(here: &Here<'_>, today: Day) -> Vec<Id> {
    let requests = inbox(here.book, None, today);
    let mut people: Vec<Id> = here.ledger.people().filter(|person| waits(here, &requests, *person)).collect();
    crate::model::order::sort(&mut people);
    people.dedup();
    people
}

fn waits(here: &Here<'_>, requests: &[Request], person: Id) -> bool {
    let Here { book, ledger } = here;
    let standing = ledger.standing(person);
    let last = standing.answered.max(standing.set_up);
    let is_new = |at: Instant| last.is_none_or(|last| at > last);
    let is_theirs = |of: Option<Id>| of.map(|of| book.resolve(of)) == Some(book.resolve(person));
    let signed = |request: &Request| {
        let by_another = |who: Option<Id>| !is_theirs(who);
        is_theirs(request.asked_by)
            && request.signed.as_ref().is_some_and(|(who, at, _)| by_another(*who) && at.is_some_and(is_new))
    };
    standing.heard.is_some_and(is_new) || requests.iter().any(signed)
}
