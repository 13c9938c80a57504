//! Sales policies are read before days are planned: who has read which, and who has not.
//!
//! A reading is of the content as it stood: where a policy has changed since, it is to be read again.

use super::form::{Form, digest};
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::records::{Area, Person, Policy, PolicyId, PolicyReading};
use crate::model::validate::Problem;
use crate::model::{Day, Id, Instant, Key, Record, Value};

/// The acting person has read and understood a policy.
#[derive(Clone, Debug)]
pub struct Understand {
    /// The policy.
    pub policy: PolicyId,
}

impl Command for Understand {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let gone = || Rejection::Gone { collection: Key::Borrowed(Policy::COLLECTION.key), id: self.policy.into() };
        let policy = book.get::<Policy>(self.policy).ok_or_else(gone)?;
        let person = context.actor.person.ok_or_else(|| {
            let field = PolicyReading::COLLECTION.fields[PolicyReading::PERSON].key.clone();
            Rejection::Invalid { field, problem: Problem::Missing }
        })?;
        let digest = digest_of(book, self.policy).ok_or_else(gone)?;
        let same = |reading: &PolicyReading| reading.digest.as_deref() == Some(digest.as_str());
        if readings(book, self.policy, person).any(|reading| same(&reading)) {
            return Err(Rejection::Nothing);
        }
        let label = Label::new("did-understand").with("policy", policy.title.unwrap_or_default());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let values: [Change; 4] = [
            (PolicyReading::POLICY, Some(Id::from(policy.id).into())),
            (PolicyReading::PERSON, Some(person.into())),
            (PolicyReading::READ, Some(Value::Instant(context.now))),
            (PolicyReading::DIGEST, Some(Value::Text(digest))),
        ];
        edit.create(PolicyReading::COLLECTION.key, context.ids.next_id(), &values, &[])?;
        edit.finish()
    }
}

/// How a person stands to a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Has not read it.
    Unread,
    /// Read it then, and it has changed since.
    Changed(Instant),
    /// Read it as it stands.
    Read(Instant),
}

/// Whom a policy concerns, and how they stand to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub person: Id,
    /// What they are called.
    pub name: String,
    /// How they stand.
    pub standing: Standing,
}

/// Everybody whom a policy concerns, those who have still to read it first.
pub fn readers(book: &Book, policy: PolicyId) -> Vec<Reader> {
    let Some(found) = book.get::<Policy>(policy) else { return Vec::new() };
    let mut readers: Vec<Reader> = book
        .all::<Person>()
        .filter(|person| concerns(book, &found, person))
        .map(|person| Reader {
            person: person.id.into(),
            standing: standing(book, policy, person.id.into()),
            name: person.name.unwrap_or_default(),
        })
        .collect();
    crate::model::order::by_key(&mut readers, |reader| {
        (matches!(reader.standing, Standing::Read(_)), reader.name.clone(), reader.person)
    });
    readers
}

/// How a person stands to a policy; `None` where it does not concern them.
pub fn mine(book: &Book, policy: PolicyId, person: Id) -> Option<Standing> {
    let (found, person) = (book.get::<Policy>(policy)?, book.get::<Person>(person.into())?);
    concerns(book, &found, &person).then(|| standing(book, policy, person.id.into()))
}

/// The policies that a person has still to read: in force, or to come; what begins first stands first.
pub fn unread(book: &Book, person: Id, today: Day) -> Vec<Policy> {
    let Some(person) = book.get::<Person>(person.into()) else { return Vec::new() };
    let open = |policy: &Policy| {
        policy.ends_on.is_none_or(|end| end >= today)
            && concerns(book, policy, &person)
            && !matches!(standing(book, policy.id, person.id.into()), Standing::Read(_))
    };
    let mut unread: Vec<Policy> = book.all::<Policy>().filter(open).collect();
    crate::model::order::by_key(&mut unread, |policy| (policy.starts_on, policy.id));
    unread
}

/// The policies in force for a person on a day, with how they stand to each; what is still to be read
/// stands first: a plan of that day opens with them.
pub fn in_force(book: &Book, person: Id, day: Day) -> Vec<(Policy, Standing)> {
    let Some(person) = book.get::<Person>(person.into()) else { return Vec::new() };
    let holds = |policy: &Policy| {
        policy.starts_on.is_none_or(|first| first <= day)
            && policy.ends_on.is_none_or(|last| last >= day)
            && concerns(book, policy, &person)
    };
    let stands = |policy: Policy| {
        let standing = standing(book, policy.id, person.id.into());
        (policy, standing)
    };
    let mut all: Vec<(Policy, Standing)> = book.all::<Policy>().filter(holds).map(stands).collect();
    crate::model::order::by_key(&mut all, |(policy, standing)| {
        (matches!(standing, Standing::Read(_)), policy.starts_on, policy.id)
    });
    all
}

/// Whether a policy is for a person: for everybody, or for those who work in its area or a part of it;
/// the owner lays policies down and need not read them.
fn concerns(book: &Book, policy: &Policy, person: &Person) -> bool {
    if person.role.as_deref() == Some("owner") {
        return false;
    }
    let Some(area) = policy.area.map(|area| book.resolve(area)) else { return true };
    let mut at = person.area.map(|area| book.resolve(area));
    // Areas within one another in a circle end at their number.
    for _ in 0..=book.of::<Area>().len() {
        match at {
            Some(here) if here == area => return true,
            Some(here) => {
                let whole = book.get::<Area>(here.into()).and_then(|area| area.parent);
                at = whole.map(|area| book.resolve(area));
            }
            None => return false,
        }
    }
    false
}

fn standing(book: &Book, policy: PolicyId, person: Id) -> Standing {
    let digest = digest_of(book, policy);
    let mut last: Option<PolicyReading> = None;
    for reading in readings(book, policy, person) {
        if reading.digest == digest {
            return reading.read.map_or(Standing::Unread, Standing::Read);
        }
        if last.as_ref().is_none_or(|last| last.read < reading.read) {
            last = Some(reading);
        }
    }
    last.and_then(|last| last.read).map_or(Standing::Unread, Standing::Changed)
}

/// What a person has read of a policy so far.
fn readings(book: &Book, policy: PolicyId, person: Id) -> impl Iterator<Item = PolicyReading> + '_ {
    let (policy, person) = (book.resolve(policy.into()), book.resolve(person));
    book.all::<PolicyReading>().filter(move |reading| {
        let is = |found: Option<Id>, wanted: Id| found.is_some_and(|found| book.resolve(found) == wanted);
        is(reading.policy, policy) && is(reading.person, person)
    })
}

fn digest_of(book: &Book, policy: PolicyId) -> Option<String> {
    Some(digest(&Form::find(book, policy.into())?.content(book)))
}
