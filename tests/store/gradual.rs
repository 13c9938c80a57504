//! A change that is made in slices is the change that is made at once, and nobody sees half of it.

use fieldbook::book::command::Editor;
use fieldbook::book::pieces::{Opening, Packing, whole};
use fieldbook::book::seal::{Unlocked, Unreadable, open_batch, seal_batch};
use fieldbook::book::{Book, Cause, Context, Draft, Label, Rejection};
use fieldbook::model::records::{Account, Deal};
use fieldbook::model::{Id, Record};
use fieldbook::ports::Store;
use fieldbook::ports::keeper::{Acted, Keeper};
use fieldbook::ports::memory::MemoryStore;
use fieldbook::ports::slices::{Step, Ticket};
use std::rc::Rc;

use crate::world::{Ground, Tab, batches, deal_id, now_or_never, replay};

/// New accounts, and another title for each of some deals.
fn draft(book: &Book, context: &Context<'_>, accounts: usize) -> Draft {
    let mut edit = Editor::new(book, context.now, Label::new("label-test"), Cause::Imported);
    for number in 0..accounts {
        let name = Some(format!("Account {number}").as_str().into());
        edit.create(Account::COLLECTION.key, context.ids.next_id(), &[(Account::NAME, name)], &[]).expect("may be");
    }
    let ids: Vec<Id> = book.all::<Deal>().map(|deal| deal.id.into()).collect();
    for id in ids {
        edit.set(Deal::COLLECTION.key, id, (Deal::TITLE, Some("renamed".into())), None).expect("may be");
    }
    edit.finish().expect("a draft")
}

fn tab() -> (Tab, Ground) {
    let mut tab = Tab::open(&MemoryStore::default(), 1);
    let ground = Ground::lay(&mut tab);
    for number in 1..=4 {
        tab.save(&ground.deal(number));
    }
    (tab, ground)
}

fn finish(keeper: &mut Keeper, ticket: Ticket, most: usize) -> (usize, Result<Acted, Rejection>) {
    for steps in 0.. {
        if let Step::Done(outcome) = keeper.go_on(ticket, most) {
            return (steps, outcome);
        }
    }
    unreachable!("there is an end")
}

#[test]
fn slices_come_to_what_one_go_comes_to() {
    for most in [1, 3, 1_000] {
        let (mut one, _) = tab();
        let (mut other, _) = tab();
        let begun = one.digest();
        one.with_context(|keeper, context| {
            let draft = draft(keeper.book(), context, 50);
            keeper.take(draft, context, Vec::new());
        });
        let ticket = other.with_context(|keeper, context| {
            let draft = draft(keeper.book(), context, 50);
            keeper.begin(draft, context)
        });
        assert!(other.keeper.is_at_work());
        assert_eq!((other.digest(), other.keeper.waiting()), (begun.clone(), 0), "nothing is shown yet");
        let (steps, outcome) = finish(&mut other.keeper, ticket, most);
        assert!(steps > 100 / most, "{steps} steps of {most}");
        let acted = outcome.expect("is taken");
        assert_eq!(other.digest(), one.digest());
        one.flush().expect("writes");
        other.flush().expect("writes");
        let bytes = |tab: &Tab| now_or_never(tab.store.entries(0, 100)).expect("reads");
        assert_eq!(bytes(&one), bytes(&other), "the journals hold the same bytes");
        one.checkpoint();
        other.checkpoint();
        let parts = |tab: &Tab| now_or_never(tab.store.checkpoint(0)).expect("reads").expect("is there").parts;
        assert_eq!(parts(&one), parts(&other));

        let batch = Rc::new(batches(&other.store).pop().expect("a batch"));
        assert_eq!(batch.head.id, acted.head.id);
        let undo = other.with_context(|keeper, context| keeper.begin_invert(batch, context));
        finish(&mut other.keeper, undo, most).1.expect("is undone");
        assert_eq!(other.digest(), begun);
        other.flush().expect("writes");
        let now = other.now;
        let other = other.reload();
        assert_eq!(other.digest(), begun);
        assert_eq!(replay(&other.store, now).digest().to_string(), begun);
        other.keeper.next_redo(&fieldbook::model::permission::Actor::FOUNDER).expect("may be redone");
    }
}

#[test]
fn whatever_else_is_done_first_brings_it_to_its_end() {
    let (mut tab, ground) = tab();
    let ticket = tab.with_context(|keeper, context| {
        let draft = draft(keeper.book(), context, 20);
        keeper.begin(draft, context)
    });
    for _ in 0..5 {
        assert_eq!(tab.keeper.go_on(ticket, 2).clone_working(), Step::Working);
    }
    tab.act(&ground.deal(9)).expect("is allowed");
    assert!(!tab.keeper.is_at_work());
    assert_eq!(tab.keeper.waiting(), 2, "the change first, then the act");
    let (steps, outcome) = finish(&mut tab.keeper, ticket, 2);
    assert!(steps == 0 && outcome.is_ok(), "it is told once, when it is asked for");
    assert_eq!(finish(&mut tab.keeper, ticket, 2).1.err(), Some(Rejection::Nothing));
    tab.flush().expect("writes");
    let digest = tab.digest();
    assert_eq!(replay(&tab.store, tab.now).digest().to_string(), digest);
    assert_eq!(tab.reload().digest(), digest);
}

#[test]
fn what_is_given_up_has_not_happened() {
    let (mut tab, _) = tab();
    let begun = tab.digest();
    let ticket = tab.with_context(|keeper, context| {
        let draft = draft(keeper.book(), context, 20);
        keeper.begin(draft, context)
    });
    assert_eq!(tab.keeper.go_on(ticket, 2).clone_working(), Step::Working);
    tab.keeper.give_up(ticket);
    assert_eq!(finish(&mut tab.keeper, ticket, 2).1.err(), Some(Rejection::Nothing));
    assert_eq!((tab.digest(), tab.keeper.waiting()), (begun, 0));
}

#[test]
fn a_checkpoint_under_which_the_book_changes_is_left() {
    let (mut tab, ground) = tab();
    tab.keeper.begin_checkpoint();
    assert_eq!(tab.keeper.go_on_checkpoint(), Some(Step::Working));
    tab.save(&ground.deal(8));
    assert_eq!(tab.keeper.go_on_checkpoint(), None);
    tab.checkpoint();
    assert!(tab.reload().keeper.book().get::<Deal>(deal_id(8).into()).is_some());
}

#[test]
fn the_bytes_of_pieces_are_those_of_the_whole() {
    let (tab, _) = tab();
    for batch in batches(&tab.store) {
        let mut packing = Packing::default();
        while !packing.step(&batch.body).expect("may be written") {}
        let bytes = whole(&batch.head, &packing.finish()).expect("may be written");
        assert_eq!(bytes, seal_batch(&batch, &Unlocked).expect("may be written"));
        let read = |bytes: Vec<u8>| {
            let mut opening = Opening::of(bytes)?;
            loop {
                if let Some(batch) = opening.step(2)? {
                    return Ok::<_, Unreadable>(batch);
                }
            }
        };
        let again = read(bytes.clone()).expect("reads");
        assert_eq!(seal_batch(&again, &Unlocked).expect("may be written"), bytes);
        // Damage anywhere is refused both ways, or changes nothing that is read.
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 0x10;
            let (whole, pieces) = (open_batch(altered.clone(), &Unlocked), read(altered));
            assert_eq!(whole.is_ok(), pieces.is_ok(), "byte {at}: {whole:?} {pieces:?}");
        }
        for at in 0..bytes.len() {
            assert!(read(bytes[..at].to_vec()).is_err(), "cut at {at}");
        }
    }
}

/// A step without its outcome, to be compared.
trait Working {
    fn clone_working(&self) -> Step<()>;
}

impl<T> Working for Step<T> {
    fn clone_working(&self) -> Step<()> {
        match self {
            Self::Working => Step::Working,
            Self::Done(_) => Step::Done(()),
        }
    }
}
