//! Bytes: what is stored reads back as it was, what was altered does not read back, and no bytes
//! make the book panic.

use fieldbook::book::seal::{FORMAT, Unlocked, Unreadable, open_batch, seal_batch};
use fieldbook::book::{Batch, Book, chain};
use fieldbook::model::records::COLLECTIONS;
use proptest::prelude::*;

use super::generate::{history, play};
use super::oracle::Oracle;
use super::world::{day, replay, restored};
use crate::cases;

fn sealed(batch: &Batch) -> Vec<u8> {
    seal_batch(batch, &Unlocked).expect("a batch has bytes")
}

fn reopened(batch: &Batch) -> Batch {
    open_batch(sealed(batch), &Unlocked).expect("a batch reads back")
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn digests_outlive_bytes_checkpoints_and_the_time_of_reading(turns in history(2, 1..40), late in 0..4_000_i64) {
        let world = play(2, &turns);
        let book = replay(day(400), &world.log);
        let read: Vec<Batch> = world.log.iter().map(reopened).collect();
        for (written, read) in world.log.iter().zip(&read) {
            prop_assert_eq!(&written.head, &read.head);
            prop_assert!(chain::is_intact(read));
        }
        prop_assert_eq!(replay(day(400), &read).digest(), book.digest());
        prop_assert_eq!(replay(day(400 + late), &world.log).digest(), book.digest());
        let mut later = book.clone();
        later.advance(day(400 + late));
        prop_assert_eq!(later.digest(), book.digest());
        // Twice, since the second checkpoint is written by a restored book.
        let (once, twice) = (restored(&book), restored(&restored(&book)));
        for copy in [&once, &twice] {
            prop_assert_eq!(copy.digest(), book.digest());
            prop_assert_eq!(copy.history(), book.history());
            prop_assert_eq!(copy.now(), book.now());
            Oracle::fold(&world.log).agrees(copy, fieldbook::book::Moment::Now).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn a_digest_knows_nothing_of_dictionary_order(turns in history(1, 1..30), first in prop::collection::vec("[a-z]{1,3}", 0..4)) {
        use fieldbook::model::{Key, Id, Instant, Storage, Value};
        use fieldbook::book::batch::{Act, Write};
        let mut world = play(1, &turns);
        let plain = replay(day(400), &world.log).digest();
        // A record that never lives puts other codes into the dictionaries first.
        world.draft(0, |_, draft| {
            for collection in COLLECTIONS {
                let key = Key::Borrowed(collection.key);
                for field in collection.fields {
                    let Some(storage) = field.kind.storage() else { continue };
                    let (act, effective) =
                        if field.is_timed() { (Act::SetDated, Some(Instant::ALWAYS)) } else { (Act::Set, None) };
                    for (n, word) in (1..).zip(&first) {
                        let value = match storage {
                            Storage::Code | Storage::Heap => Value::Text(word.clone()),
                            Storage::Reference => Value::Reference(Id(n)),
                            Storage::Blob => Value::Tags(vec![word.clone()]),
                            _ => continue,
                        };
                        let write = Write { key: &field.key, storage, act, effective, to: Some(&value), from: None };
                        draft.write(&key, Id(n), &write);
                    }
                }
            }
        });
        let last = world.log.pop().expect("a batch");
        let shifted = replay(day(400), std::iter::once(&last).chain(&world.log));
        prop_assert_eq!(shifted.digest(), plain);
    }

    #[test]
    fn an_altered_byte_is_refused_or_changes_nothing_but_the_head(turns in history(1, 1..12), at in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(), mask in 1..=255_u8) {
        let world = play(1, &turns);
        if world.log.is_empty() {
            return Ok(());
        }
        let which = which.index(world.log.len());
        let batch = &world.log[which];
        let mut bytes = sealed(batch);
        let at = at.index(bytes.len());
        bytes[at] ^= mask;
        if let Ok(read) = open_batch(bytes, &Unlocked) {
            if read.head == batch.head {
                let whole = replay(day(400), &world.log).digest();
                let other = world.log.iter().enumerate().map(|(at, batch)| if at == which { &read } else { batch });
                prop_assert_eq!(replay(day(400), other).digest(), whole);
            } else {
                // The head is what the device's next batch names.
                prop_assert_ne!(chain::link(&read.head), chain::link(&batch.head));
                let mut book = Book::new(day(400));
                book.apply(&read);
            }
        }
    }

    #[test]
    fn no_bytes_make_the_reader_or_the_book_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), turns in history(1, 1..4), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = bytes;
        bytes.insert(0, FORMAT);
        prop_assert!(open_batch(bytes, &Unlocked).is_err());
        let world = play(1, &turns);
        if world.log.is_empty() {
            return Ok(());
        }
        let mut bytes = sealed(&world.log[0]);
        for (at, byte) in cuts {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // Damaged content that is applied all the same, past the check of the root.
        if let Ok(batch) = fieldbook::book::seal::decode::<Batch>(&bytes) {
            let mut book = Book::new(day(400));
            book.apply(&batch);
            book.digest();
            book.invert(&batch, fieldbook::book::Cause::Undone(batch.head.id));
            restored(&book).digest();
        }
    }
}

#[test]
fn formats_that_this_build_does_not_read_are_named() {
    let world = play(1, &[]);
    drop(world);
    assert_eq!(open_batch(vec![FORMAT + 1, 0, 0], &Unlocked).err(), Some(Unreadable::Newer(FORMAT + 1)));
    for bytes in [vec![], vec![0], vec![FORMAT], vec![FORMAT, 1, 2, 3]] {
        assert!(matches!(open_batch(bytes, &Unlocked), Err(Unreadable::Damaged(_))));
    }
}
