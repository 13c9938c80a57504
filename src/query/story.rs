//! The story of a record: what changed, from when it holds, and which batch of the journal said so.
//! Read from the dated entries and stamps of the book, latest first.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::stamp::{Stamp, StampNo, UNWRITTEN};
use crate::book::versions::Entry;
use crate::book::{Book, Head, Table};
use crate::model::{Id, Instant, Role, Value};

/// What one batch did to a record at one effective instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Event<'a> {
    /// Whether it made the record.
    pub created: bool,
    /// Dated fields that changed: what stood before, and what came.
    pub changes: Vec<Change>,
    /// Fields without dates that were last written then, and what they hold.
    pub written: Vec<(usize, Option<Value>)>,
    /// From when it holds.
    pub effective: Instant,
    /// The head of the batch, where it is known.
    pub head: Option<&'a Head>,
}

/// A change of a dated field.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Position of the field.
    pub field: usize,
    /// What stood before.
    pub from: Option<Value>,
    /// What came.
    pub to: Option<Value>,
}

/// Tells the story of a record, latest first.
pub fn story<'a>(book: &'a Book, collection: &str, id: Id) -> Vec<Event<'a>> {
    let Some((table, row)) = book.table(collection).and_then(|table| Some((table, table.row(id)?))) else {
        return Vec::new();
    };
    let made = table.state(row).created;
    let mut events: BTreeMap<(Instant, StampNo), Event<'a>> = BTreeMap::new();
    let heads = heads(book, table, row);
    let head = |number: StampNo| heads.get(&book.stamps().get(number)?).copied();
    let at = |stamp: StampNo| head(stamp).map_or(Instant::ALWAYS, |head| head.time);
    let begun = begun(table, row, made).unwrap_or_else(|| at(made));
    let event = |effective: Instant, stamp: StampNo| Event {
        created: false,
        changes: Vec::new(),
        written: Vec::new(),
        effective,
        head: head(stamp),
    };
    events.entry((begun, made)).or_insert_with(|| event(begun, made)).created = true;
    for (field, column) in table.columns().iter().enumerate().filter(|(_, column)| column.field().is_defined()) {
        let Some(versions) = column.versions() else {
            let stamp = column.clock(row);
            if stamp != UNWRITTEN && stamp != made && column.field().role != Some(Role::Rank) {
                let when = at(stamp);
                let event = events.entry((when, stamp)).or_insert_with(|| event(when, stamp));
                event.written.push((field, column.value(row)));
            }
            continue;
        };
        let mut before = None;
        for version in versions.row(row).filter(|version| version.entry != Entry::Withdrawn) {
            let value = (version.entry == Entry::Value).then(|| column.decode(version.cell)).flatten();
            let from = std::mem::replace(&mut before, value.clone());
            // What a record was made with belongs to its making.
            let with_it = version.stamp == made && version.effective == Instant::ALWAYS;
            if !with_it && from != value {
                let effective =
                    if version.effective == Instant::ALWAYS { at(version.stamp) } else { version.effective };
                let key = (effective, version.stamp);
                let event = events.entry(key).or_insert_with(|| event(effective, version.stamp));
                event.changes.push(Change { field, from, to: value });
            }
        }
    }
    events.into_values().rev().collect()
}

/// When a record began, where the batch that made it says so: its first stage entry.
fn begun(table: &Table, row: usize, made: StampNo) -> Option<Instant> {
    let versions = table.column(table.role(Role::Stage)?)?.versions()?;
    let first = versions.row(row).find(|version| version.entry != Entry::Withdrawn && version.stamp == made)?;
    Some(first.effective).filter(|effective| *effective != Instant::ALWAYS)
}

/// The heads of the batches that wrote a row, by their stamps.
fn heads<'a>(book: &'a Book, table: &Table, row: usize) -> BTreeMap<Stamp, &'a Head> {
    let mut numbers: Vec<StampNo> = vec![table.state(row).created];
    for column in table.columns() {
        match column.versions() {
            Some(versions) => numbers.extend(versions.row(row).map(|version| version.stamp)),
            None => numbers.push(column.clock(row)),
        }
    }
    let wanted: BTreeSet<Stamp> = numbers.into_iter().filter_map(|number| book.stamps().get(number)).collect();
    book.history().iter().map(|head| (head.stamp(), head)).filter(|(stamp, _)| wanted.contains(stamp)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::command::{Edit, Editor};
    use crate::book::writer::Writer;
    use crate::book::{Cause, Command, Context, Draft, Label};
    use crate::model::id::IdMaker;
    use crate::model::permission::Actor;
    use crate::model::records::Deal;
    use crate::model::{Currency, Day, DeviceId, Money, Record, Zone};

    fn put(book: &mut Book, writer: &mut Writer, draft: Draft, now: Instant) {
        let batch = writer.stamp(draft, None, now, &IdMaker::new(now, [now.0.to_le_bytes()[0]; 32]));
        writer.note(&batch.head);
        book.advance(now);
        book.apply(&batch);
    }

    #[test]
    fn a_record_tells_what_was_changed_and_when() {
        let zone = Zone::default();
        let day = |text: &str| zone.start_of(Day::parse(text).expect(text));
        let (mut book, mut writer) = (Book::new(day("2026-01-01")), Writer::new(DeviceId(1)));
        let money = |minor| Some(Money::new(minor, Currency::USD).into());
        let mut edit = Editor::new(&book, day("2026-01-01"), Label::new("imported"), Cause::Imported);
        let dates = [
            (Deal::STAGE, day("2017-01-05"), Some(Id(1).into())),
            (Deal::STAGE, day("2017-02-05"), Some(Id(2).into())),
            (Deal::AMOUNT, day("2017-02-05"), money(500)),
        ];
        let values = [(Deal::TITLE, Some("X".into())), (Deal::AMOUNT, money(400)), (Deal::NOTE, Some("n".into()))];
        edit.create(Deal::COLLECTION.key, Id(7), &values, &dates).expect("a deal");
        let draft = edit.finish().expect("a draft");
        put(&mut book, &mut writer, draft, day("2026-01-01"));
        let change = Edit {
            collection: Deal::COLLECTION.key.into(),
            id: Id(7),
            changes: vec![(Deal::AMOUNT, money(600)), (Deal::NOTE, Some("more".into()))],
            effective: None,
            label: Label::new("did-edit"),
        };
        let (ids, now) = (IdMaker::new(Instant(0), [1; 32]), day("2026-01-02"));
        let context = Context { actor: Actor::FOUNDER, now, zone: &zone, currency: Currency::USD, ids: &ids };
        let draft = change.decide(&book, &context).expect("a draft");
        put(&mut book, &mut writer, draft, now);

        let told = story(&book, "deals", Id(7));
        let brief: Vec<_> = told
            .iter()
            .map(|event| {
                let changed: Vec<usize> = event.changes.iter().map(|change| change.field).collect();
                let written: Vec<usize> = event.written.iter().map(|(field, _)| *field).collect();
                (zone.day_of(event.effective).to_string(), event.created, changed, written)
            })
            .collect();
        assert_eq!(
            brief,
            [
                ("2026-01-02".to_owned(), false, vec![Deal::AMOUNT], vec![Deal::NOTE]),
                ("2017-02-05".to_owned(), false, vec![Deal::STAGE, Deal::AMOUNT], vec![]),
                ("2017-01-05".to_owned(), true, vec![Deal::STAGE], vec![]),
            ]
        );
        assert_eq!(told[1].changes[1].from, money(400));
        assert_eq!(told[0].head.map(|head| head.label.key.as_str()), Some("did-edit"));
        assert_eq!(told[2].head.map(|head| head.cause), Some(Cause::Imported));
        assert!(story(&book, "deals", Id(8)).is_empty());
    }
}
