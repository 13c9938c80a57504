//! What a set-up holds and what it does not, and whose device it makes.

use fieldbook::exchange::handover::{FileError, Misfit, Parcel, Refused};
use fieldbook::model::Id;
use fieldbook::model::permission::Layer;
use fieldbook::model::records::{Account, Contact, Deal};

use super::world::{BOSS, LEAD, OF_REP, PEER, Phone, REP, SECRETS, Team, Trouble, agree, live, passkey, said};

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

/// Everything readable that a file holds once it is open.
fn plain(phone: &Phone, file: &[u8], number: u8) -> Vec<u8> {
    phone.content(file, Some(&passkey(number))).expect("opens").entries.concat()
}

#[test]
fn a_set_up_holds_what_is_the_persons_and_nothing_of_a_colleagues() {
    let mut team = Team::new();
    let file = team.boss.set_up(REP, 13);
    let plain = plain(&team.rep, &file, 13);
    for mine in ["Alpha", "Ms Chen", "Gate of Alpha", "Nobody's", "taxi", "rate of all", "Peer at Alpha"] {
        assert!(holds(&plain, mine), "{mine} is missing");
        assert!(!holds(&file, mine), "{mine} can be read without a key");
    }
    for secret in SECRETS {
        assert!(!holds(&plain, secret), "{secret} went along");
    }
    let taken = team.rep.begin(&file, 13);
    assert_eq!((taken.acts_as, taken.ahead), (Some(REP), 0));
    assert_eq!(live(team.rep.book()), OF_REP.into_iter().collect());
    agree(team.rep.book(), team.boss.book());
    assert_eq!((team.rep.actor.person, team.rep.actor.layer), (Some(REP), Layer::Salesperson));
    // What the supervisor may have holds all of that, and the colleague's work.
    let file = team.boss.set_up(LEAD, 12);
    team.lead.begin(&file, 12);
    assert!(live(team.lead.book()).is_superset(&live(team.rep.book())));
    assert_eq!(live(team.lead.book()), live(team.boss.book()));
    agree(team.lead.book(), team.boss.book());
    assert_eq!(team.lead.ledger().people().collect::<Vec<_>>(), [REP]);
}

#[test]
fn a_set_up_outlives_a_restart_with_and_without_a_checkpoint() {
    let mut team = Team::set_up();
    let digest = team.rep.tab.digest();
    let reload = |phone: Phone| Phone { tab: phone.tab.reload(), ..phone };
    team.rep = reload(team.rep);
    assert_eq!(team.rep.tab.digest(), digest);
    team.rep.tab.checkpoint();
    team.rep = reload(team.rep);
    assert_eq!((team.rep.tab.digest(), team.rep.ledger().me()), (digest, Some(REP)));
    // It is remembered which batches are here in part only: more of them is taken, the same again is not.
    let known = team.boss.book().history()[1].id;
    assert!(team.rep.book().holds_part(known));
    team.boss.set::<Account>(Id(11), Account::OWNER, REP.into());
    let answer = team.boss.answer(REP);
    assert!(team.rep.open(&answer).expect("opens").fresh > 0);
    assert_eq!(said(team.rep.book(), Id(21)), said(team.boss.book(), Id(21)));
    team.rep.tab.checkpoint();
    team.rep = reload(team.rep);
    assert!(!said(team.rep.book(), Id(21)).is_empty());
}

#[test]
fn what_becomes_the_persons_later_brings_its_past_along_and_what_leaves_says_so() {
    let mut team = Team::set_up();
    let set = |boss: &mut Phone, id: u128, field: usize, value: fieldbook::model::Value| {
        boss.set::<Account>(Id(id), field, value);
    };
    team.boss.make::<Account>(13, vec![(Account::NAME, "Delta".into()), (Account::OWNER, REP.into())]);
    let answer = team.boss.answer(REP);
    team.rep.open(&answer).expect("opens");
    assert_eq!(said(team.rep.book(), Id(11)), Vec::<String>::new());
    set(&mut team.boss, 11, Account::NOTE, "before it changed hands".into());
    set(&mut team.boss, 11, Account::OWNER, REP.into());
    set(&mut team.boss, 13, Account::OWNER, PEER.into());
    set(&mut team.boss, 13, Account::NOTE, "after it changed hands".into());
    // Whether or not it was heard that the file before arrived.
    for heard in [false, true] {
        if heard {
            let day = team.rep.day();
            team.boss.open(&day).expect("opens");
            set(&mut team.boss, 13, Account::CODE, "D4".into());
        }
        let answer = team.boss.answer(REP);
        team.rep.open(&answer).expect("opens");
        for id in [11, 21, 31] {
            assert_eq!(said(team.rep.book(), Id(id)), said(team.boss.book(), Id(id)), "record {id}");
        }
        let delta = team.rep.book().get::<Account>(Id(13).into()).expect("is still here");
        assert_eq!((delta.owner, delta.note, delta.code), (Some(PEER), None, None), "nothing of what came after");
    }
    // The way back brings what was missed.
    let day = team.rep.day();
    team.boss.open(&day).expect("opens");
    set(&mut team.boss, 13, Account::OWNER, REP.into());
    let answer = team.boss.answer(REP);
    team.rep.open(&answer).expect("opens");
    assert_eq!(said(team.rep.book(), Id(13)), said(team.boss.book(), Id(13)));
}

#[test]
fn what_was_deleted_is_deleted_there_too_and_what_was_joined_is_joined() {
    use fieldbook::book::command::Remove;
    use fieldbook::book::{Label, merge::Merge};
    use fieldbook::model::{Key, Record};

    let mut team = Team::set_up();
    let (collection, label) = (Key::Borrowed(Deal::COLLECTION.key), Label::new("label-remove"));
    team.boss.act(&Remove { collection, id: Id(40), archive: false, label });
    team.boss.make::<Contact>(22, vec![(Contact::NAME, "Ms Chen again".into()), (Contact::ACCOUNT, Id(10).into())]);
    let (collection, label) = (Key::Borrowed(Contact::COLLECTION.key), Label::new("label-merge"));
    team.boss.act(&Merge { collection, a: Id(20), b: Id(22), take: vec![], label });
    let answer = team.boss.answer(REP);
    team.rep.open(&answer).expect("opens");
    assert_eq!(said(team.rep.book(), Id(40)), Vec::<String>::new());
    assert_eq!(said(team.rep.book(), Id(22)), said(team.boss.book(), Id(20)));
    agree(team.rep.book(), team.boss.book());
}

#[test]
fn a_set_up_makes_an_empty_device_a_persons_and_no_other() {
    let mut team = Team::set_up();
    let again = team.boss.set_up(REP, 23);
    let for_peer = team.boss.set_up(PEER, 24);
    // The founder's own device, and a colleague's.
    assert_eq!(team.boss.open(&again), Err(Trouble::Misfit(Misfit::InUse)));
    assert_eq!(team.rep.open(&for_peer), Err(Trouble::Misfit(Misfit::ForAnother { to: Some(PEER) })));
    // The person's own is renewed, and keeps what it has.
    let digest = team.rep.tab.digest();
    let taken = team.rep.begin(&again, 23);
    assert_eq!((taken.fresh, taken.acts_as), (0, Some(REP)));
    assert_eq!(team.rep.tab.digest(), digest);
    // Another company's.
    let mut stranger = Phone::new(9, &std::rc::Rc::new(std::cell::Cell::new(crate::world::START)));
    stranger.make::<fieldbook::model::records::Organisation>(
        999,
        vec![(fieldbook::model::records::Organisation::NAME, "Another".into())],
    );
    let before = stranger.stored();
    assert_eq!(stranger.open(&again), Err(Trouble::Misfit(Misfit::OtherCompany)));
    assert_eq!(stranger.stored(), before);
}

#[test]
fn a_wrong_passphrase_is_told_from_damage() {
    let mut team = Team::new();
    let file = team.boss.set_up(REP, 13);
    let before = team.rep.stored();
    assert_eq!(team.rep.open_with(&file, Some(&passkey(14))), Err(Trouble::File(FileError::WrongKey)));
    assert_eq!(team.rep.stored(), before);
}

#[test]
fn nobody_reads_a_colleagues_file() {
    let mut team = Team::set_up();
    let day = team.rep.day();
    assert_eq!(team.peer.open(&day), Err(Trouble::Misfit(Misfit::ForAnother { to: Some(LEAD) })));
    let answer = team.boss.answer(REP);
    assert_eq!(team.peer.open(&answer), Err(Trouble::Misfit(Misfit::ForAnother { to: Some(REP) })));
    let empty = Phone::new(8, &std::rc::Rc::new(std::cell::Cell::new(crate::world::START)));
    assert_eq!(empty.content(&day, None).err(), Some(Trouble::Misfit(Misfit::NotSetUp)));
    assert_eq!(team.rep.open(&day), Err(Trouble::Misfit(Misfit::Own)));
}

#[test]
fn a_new_set_up_replaces_the_key_and_what_was_sealed_before_still_opens() {
    use fieldbook::exchange::handover::{Fit, Here, fit, look};

    let mut team = Team::set_up();
    let late = team.rep.day();
    let again = team.boss.set_up(REP, 23);
    let replaced = |phone: &Phone, file: &[u8]| {
        let ledger = phone.ledger();
        let looked = look(file).expect("is whole");
        match fit(&looked.cover, &Here { book: phone.book(), ledger: &ledger }) {
            Fit::Opens { replaced, .. } => replaced,
            other => panic!("{other:?}"),
        }
    };
    assert!(replaced(&team.boss, &late));
    team.boss.open(&late).expect("opens");
    // What is sealed with the new key opens once the new set-up was opened.
    let answer = team.boss.answer(REP);
    assert_eq!(team.rep.open(&answer), Err(Trouble::Misfit(Misfit::NoKey)));
    team.rep.begin(&again, 23);
    team.rep.open(&answer).expect("opens");
    let day = team.rep.day();
    assert!(!replaced(&team.boss, &day));
}

#[test]
fn a_lost_phone_is_followed_by_one_that_has_everything_handed_in() {
    let mut team = Team::set_up();
    team.rep.set::<Account>(Id(10), Account::NOTE, "written in the field".into());
    let day = team.rep.day();
    team.boss.open(&day).expect("opens");
    let file = team.boss.set_up(REP, 33);
    let mut next = Phone::new(7, &std::rc::Rc::new(std::cell::Cell::new(team.rep.now().0)));
    next.begin(&file, 33);
    assert_eq!(live(next.book()), live(team.rep.book()));
    agree(next.book(), team.boss.book());
    next.set::<Account>(Id(10), Account::NOTE, "and on the next phone".into());
    let day = next.day();
    team.boss.open(&day).expect("opens");
    assert_eq!(said(team.boss.book(), Id(10)), said(next.book(), Id(10)));
}

#[test]
fn a_supervisor_sets_people_up_and_the_founder_can_read_them() {
    let mut team = Team::new();
    let file = team.boss.set_up(LEAD, 12);
    team.lead.begin(&file, 12);
    let file = team.lead.set_up(REP, 13);
    team.rep.begin(&file, 13);
    assert_eq!(live(team.rep.book()), OF_REP.into_iter().collect());
    team.rep.set::<Account>(Id(10), Account::NOTE, "from below".into());
    let up = team.rep.day();
    assert_eq!(team.boss.open(&up), Err(Trouble::Misfit(Misfit::ForAnother { to: Some(LEAD) })));
    team.lead.open(&up).expect("opens");
    let further = team.lead.day();
    team.boss.open(&further).expect("opens");
    assert_eq!(said(team.boss.book(), Id(10)), said(team.rep.book(), Id(10)));
    team.boss.open(&up).expect("opens, since the key came along");
}

#[test]
fn what_cannot_be_handed_over_says_why() {
    let mut team = Team::set_up();
    let empty = Phone::new(8, &std::rc::Rc::new(std::cell::Cell::new(crate::world::START)));
    let refused = |parcel: Result<Parcel, Refused>| parcel.err();
    assert_eq!(refused(Parcel::day(team.boss.book(), &team.boss.ledger(), None)), Some(Refused::NotSetUp));
    assert_eq!(refused(Parcel::set_up(empty.book(), None, REP, &passkey(1))), Some(Refused::NoCompany));
    assert_eq!(refused(Parcel::set_up(team.boss.book(), None, Id(77), &passkey(1))), Some(Refused::NoPerson));
    let to_self = Parcel::set_up(team.boss.book(), Some(BOSS), BOSS, &passkey(1));
    assert_eq!(refused(to_self), Some(Refused::Oneself));
    let unknown = Parcel::answer(team.peer.book(), &team.peer.ledger(), Some(PEER), REP);
    assert_eq!(refused(unknown), Some(Refused::NoKey));
    team.boss.tick();
}
