//! Whether a form has reached whoever it is handed to, as far as this device has been told.

use super::fit::Here;
use super::ledger::Ledger;
use crate::control::touched::stamps;
use crate::model::{Id, Instant};

/// How far a form has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Nothing of it was written on this device: others bring it.
    NotOurs,
    /// It is in no file yet, or was changed since.
    NotYet,
    /// It is in a file that was made then. Nobody has said so far that it arrived.
    Handed(Instant),
    /// Somebody has read it, and said so in a file that was made then.
    Received {
        /// When.
        at: Instant,
        /// Who.
        by: Option<Id>,
    },
}

/// How far a form (a plan, a report, or any other record) has come, with its lines and the requests to sign it:
/// as it stands, that is with the last of what was written of it on this device. `by`: whose receipt counts;
/// anybody's where `None`.
pub fn delivered(here: &Here<'_>, form: Id, by: Option<Id>) -> Delivery {
    let Here { book, ledger } = here;
    let stamps = stamps(book, form);
    let own = stamps.iter().filter(|stamp| ledger.is_own(stamp.device)).max();
    let head = own.and_then(|own| book.history().iter().rev().find(|head| head.stamp() == *own));
    let Some(head) = head else { return Delivery::NotOurs };
    told(ledger, (head.device, head.sequence), by)
}

fn told(ledger: &Ledger, (device, sequence): (crate::model::DeviceId, u64), by: Option<Id>) -> Delivery {
    let mut received = ledger.received().iter().filter(|received| received.device == device);
    let read = received.find(|received| received.own >= sequence && (by.is_none() || received.by == by));
    if let Some(read) = read {
        return Delivery::Received { at: read.at, by: read.by };
    }
    let mut outs = ledger.outs().iter().filter(|_| device == ledger.device());
    let out = outs.find(|out| out.purpose == super::Purpose::Day && out.own >= sequence);
    out.map_or(Delivery::NotYet, |out| Delivery::Handed(out.made))
}
