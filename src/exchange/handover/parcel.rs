//! What is to go into a hand-over file, decided from the book at once.

use super::content::Known;
use super::cover::{Lock, Purpose};
use super::key::{Passkey, SecretKey};
use super::ledger::Ledger;
use crate::book::Book;
use crate::book::given::Given;
use crate::control::day::standing::signer;
use crate::model::Id;

/// Why there is nothing to be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The book is of no company yet.
    #[error("the book is of no company")]
    NoCompany,
    /// The person is not among the company's people.
    #[error("nobody has this id")]
    NoPerson,
    /// A day is handed in from a device that was set up for somebody.
    #[error("this device was not set up for anybody")]
    NotSetUp,
    /// No set-up was ever made for the person: an answer would open nowhere.
    #[error("the person was not set up")]
    NoKey,
    /// Nobody hands over to themselves.
    #[error("a person hands nothing over to themselves")]
    Oneself,
}

/// What goes into a file.
#[derive(Clone, Debug)]
pub struct Parcel {
    pub(super) company: Id,
    pub(super) purpose: Purpose,
    pub(super) from: Option<Id>,
    pub(super) to: Option<Id>,
    pub(super) given: Given,
    /// Whose keys go along, where they are known.
    pub(super) led: Vec<Id>,
    pub(super) key: SecretKey,
    pub(super) lock: Lock,
}

impl Parcel {
    /// Sets a person's device up, by whoever `from` is. The passkey is made by [`super::DeriveKey`].
    pub fn set_up(book: &Book, from: Option<Id>, to: Id, passkey: &Passkey) -> Result<Self, Refused> {
        let lock = Lock::Passphrase(passkey.stretch.clone());
        Self::down(book, Purpose::SetUp, (from, to), passkey.key.clone(), lock)
    }

    /// Brings back what is new to a person who was set up before.
    pub fn answer(book: &Book, ledger: &Ledger, from: Option<Id>, to: Id) -> Result<Self, Refused> {
        let Known { key, .. } = ledger.key_of(to).ok_or(Refused::NoKey)?;
        Self::down(book, Purpose::Answer, (from, to), key.clone(), Lock::Key(key.id()))
    }

    /// Hands in what this device's person has written: to `to`, else to whoever signs for them, else to
    /// whoever set the device up.
    pub fn day(book: &Book, ledger: &Ledger, to: Option<Id>) -> Result<Self, Refused> {
        let company = book.company().ok_or(Refused::NoCompany)?;
        let (Some(me), Some(key)) = (ledger.me(), ledger.own_key()) else { return Err(Refused::NotSetUp) };
        let to = to.or_else(|| signer(book, me)).or_else(|| ledger.lead());
        if to == Some(me) {
            return Err(Refused::Oneself);
        }
        Ok(Self {
            company,
            purpose: Purpose::Day,
            from: Some(me),
            to,
            given: Given::default(),
            led: book.led(me),
            key: key.clone(),
            lock: Lock::Key(key.id()),
        })
    }

    fn down(
        book: &Book,
        purpose: Purpose,
        (from, to): (Option<Id>, Id),
        key: SecretKey,
        lock: Lock,
    ) -> Result<Self, Refused> {
        let company = book.company().ok_or(Refused::NoCompany)?;
        let actor = book.actor(to).ok_or(Refused::NoPerson)?;
        if from == Some(to) {
            return Err(Refused::Oneself);
        }
        let (given, led) = (Given::to(book, &actor), book.led(to));
        Ok(Self { company, purpose, from, to: Some(to), given, led, key, lock })
    }

    /// Whom it is for.
    pub fn to(&self) -> Option<Id> {
        self.to
    }
}
