//! What can be done with a hand-over file on this device, told from its cover.

use super::cover::{Cover, Lock, Purpose};
use super::key::{SecretKey, Stretch};
use super::ledger::Ledger;
use crate::book::Book;
use crate::model::Id;

/// A device, as a file meets it.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// Its book.
    pub book: &'a Book,
    /// What it remembers of hand-overs.
    pub ledger: &'a Ledger,
}

/// What can be done with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It opens with this key.
    Opens {
        /// The key.
        key: SecretKey,
        /// Whether a newer key was drawn since: whoever had the device before may have written it.
        replaced: bool,
    },
    /// It asks for a passphrase: [`super::DeriveKey`] with this makes the key.
    AsksPassphrase(Stretch),
    /// It is not for here.
    Refused(Misfit),
}

/// Why a file is not for here. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The book on this device is another company's.
    #[error("the file is of another company")]
    OtherCompany,
    /// It is for somebody else.
    #[error("the file is for somebody else")]
    ForAnother {
        /// For whom.
        to: Option<Id>,
    },
    /// A set-up makes an empty device a person's, or renews what it set up before; this device holds a book
    /// that it was not set up with.
    #[error("this device holds a book already")]
    InUse,
    /// This very device wrote it.
    #[error("the file was written on this device")]
    Own,
    /// No set-up was opened on this device, and nobody was set up from it.
    #[error("this device was not set up")]
    NotSetUp,
    /// It says that it is from one person, and was sealed with the key of another.
    #[error("the file was sealed with another person's key")]
    AnothersKey,
    /// It was sealed with a key that is not here: a newer set-up is to be opened first.
    #[error("the file was sealed with a key that is not on this device")]
    NoKey,
}

/// What can be done with a file here.
pub fn fit(cover: &Cover, here: &Here<'_>) -> Fit {
    let Here { book, ledger } = here;
    let company = ledger.company().or_else(|| book.company());
    if company.is_some_and(|company| company != cover.company) {
        return Fit::Refused(Misfit::OtherCompany);
    }
    match (&cover.lock, cover.purpose) {
        (Lock::Passphrase(stretch), Purpose::SetUp) => match ledger.me() {
            Some(me) if Some(me) != cover.to => Fit::Refused(Misfit::ForAnother { to: cover.to }),
            None if !book.history().is_empty() => Fit::Refused(Misfit::InUse),
            _ => Fit::AsksPassphrase(stretch.clone()),
        },
        (Lock::Key(id), Purpose::Day | Purpose::Answer) => {
            if ledger.is_own(cover.device) {
                return Fit::Refused(Misfit::Own);
            }
            if cover.purpose == Purpose::Answer && ledger.me().is_some_and(|me| Some(me) != cover.to) {
                return Fit::Refused(Misfit::ForAnother { to: cover.to });
            }
            // Whose key it is says who wrote it, whatever the cover says.
            let writer = if cover.purpose == Purpose::Day { cover.from } else { ledger.me() };
            match ledger.key(*id) {
                Some((of, ..)) if of.is_none() || of != writer => Fit::Refused(Misfit::AnothersKey),
                Some((_, key, replaced)) => Fit::Opens { key: key.clone(), replaced },
                None if ledger.me().is_none() && ledger.people().next().is_none() => Fit::Refused(Misfit::NotSetUp),
                None if cover.purpose == Purpose::Day && ledger.me() != cover.to => {
                    Fit::Refused(Misfit::ForAnother { to: cover.to })
                }
                None => Fit::Refused(Misfit::NoKey),
            }
        }
        // No build writes such a file.
        _ => Fit::Refused(Misfit::NoKey),
    }
}

#[cfg(test)]
mod tests {
    use super::super::content::Known;
    use super::*;
    use crate::model::{DeviceId, Instant};

    fn known(number: u8) -> Known {
        Known { since: Instant(0), key: SecretKey::of([number; 32]) }
    }

    #[test]
    fn a_file_is_from_whoever_has_the_key() {
        let (rep, peer, lead) = (Id(3), Id(4), Id(2));
        let mut ledger = Ledger::new(DeviceId(1));
        ledger.become_device_of((Id(100), Some(lead)), None, known(2));
        ledger.learn(rep, known(3));
        ledger.learn(peer, known(4));
        let book = Book::default();
        let told = |purpose, from, number: u8| {
            let lock = Lock::Key(known(number).key.id());
            let (company, to, device) = (Id(100), Some(lead), DeviceId(9));
            let cover = Cover { company, purpose, from, to, device, made: Instant(0), lock, nonce: [0; 19] };
            match fit(&cover, &Here { book: &book, ledger: &ledger }) {
                Fit::Opens { key, .. } => Ok(key),
                Fit::Refused(misfit) => Err(misfit),
                Fit::AsksPassphrase(_) => panic!("asks for a passphrase"),
            }
        };
        assert_eq!(told(Purpose::Day, Some(rep), 3), Ok(known(3).key));
        assert_eq!(told(Purpose::Day, Some(lead), 2), Ok(known(2).key), "this person's other phone");
        for (from, number) in [(Some(peer), 3), (Some(rep), 4), (None, 3), (Some(lead), 3), (Some(rep), 2)] {
            assert_eq!(told(Purpose::Day, from, number), Err(Misfit::AnothersKey), "{from:?} {number}");
        }
        assert_eq!(told(Purpose::Answer, Some(Id(1)), 2), Ok(known(2).key));
        assert_eq!(told(Purpose::Answer, Some(Id(1)), 3), Err(Misfit::AnothersKey));
        assert_eq!(told(Purpose::Day, Some(rep), 7), Err(Misfit::NoKey));
    }
}
