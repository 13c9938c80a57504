//! Days handed in, signatures on their way back, in any order and any number of times.

use fieldbook::book::seal::Unlocked;
use fieldbook::control::day::open::OpenPlan;
use fieldbook::control::day::standing::{Standing, decisive, standing};
use fieldbook::control::day::submit::Submit;
use fieldbook::control::day::{Paper, Sheet};
use fieldbook::control::inbox::of_form;
use fieldbook::control::sign::{Sign, Verdict};
use fieldbook::exchange::backup;
use fieldbook::exchange::handover::{Delivery, Parcel, TakeError, look, thumbnail};
use fieldbook::model::records::{Account, ApprovalId, Signature, Visit, VisitPhoto};
use fieldbook::model::time::DAY_MS;
use fieldbook::model::value::FileRef;
use fieldbook::model::{Day, DeviceId, Id, Instant, Value};
use fieldbook::ports::files::hash;
use fieldbook::ports::memory::MemoryStore;
use fieldbook::ports::{Files, StoreError};

use super::world::{LEAD, Phone, REP, Team, Trouble, agree, live, said};
use crate::world::{START, Tab, now_or_never};

fn tomorrow() -> Day {
    Day::parse("2026-01-06").expect("a day")
}

/// When something is tomorrow.
fn at(hour: i64) -> Instant {
    Instant(START + DAY_MS + hour * 3_600_000)
}

/// The salesperson plans a visit for tomorrow and hands the plan in for signature.
pub(super) fn plan(rep: &mut Phone) -> Id {
    let values = vec![
        (Visit::ACCOUNT, Id(10).into()),
        (Visit::OWNER, REP.into()),
        (Visit::STARTS, Value::Instant(at(9))),
        (Visit::ENDS, Value::Instant(at(10))),
        (Visit::AIM, "an order".into()),
    ];
    rep.make::<Visit>(90, values);
    rep.act(&OpenPlan { owner: REP, day: tomorrow() });
    let form = Sheet::find(rep.book(), Paper::Plan, REP, tomorrow()).expect("is there").id;
    rep.act(&Submit { form, request: ApprovalId(Id(900)), asked_of: None, note: None });
    form
}

fn stands(phone: &Phone, form: Id) -> Standing {
    let today = Day::parse("2026-01-05").expect("a day");
    let requests = of_form(phone.book(), Some(LEAD), today, form);
    standing(decisive(phone.book(), REP, &requests))
}

pub(super) fn sign(lead: &mut Phone) {
    lead.act(&Sign { approval: ApprovalId(Id(900)), verdict: Verdict::Approved, remark: Some("go on".into()) });
}

fn note(phone: &mut Phone, text: &str) {
    phone.set::<Account>(Id(10), Account::NOTE, text.into());
}

#[test]
fn a_plan_goes_up_and_its_signature_comes_back() {
    let mut team = Team::set_up();
    let form = plan(&mut team.rep);
    assert_eq!(team.rep.delivered(form), Delivery::NotYet);
    let day = team.rep.day();
    let made = look(&day).expect("is whole").cover.made;
    assert_eq!(team.rep.delivered(form), Delivery::Handed(made));
    team.lead.open(&day).expect("opens");
    assert_eq!(stands(&team.lead, form), Standing::Waiting(vec![]));
    assert_eq!(team.lead.delivered(form), Delivery::NotOurs);
    sign(&mut team.lead);
    let answer = team.lead.answer(REP);
    // It is not delivered because it was read, but because that was heard.
    assert_eq!(team.rep.delivered(form), Delivery::Handed(made));
    team.rep.open(&answer).expect("opens");
    let heard = look(&answer).expect("is whole").cover.made;
    assert_eq!(team.rep.delivered(form), Delivery::Received { at: heard, by: Some(LEAD) });
    assert_eq!(stands(&team.rep, form), Standing::Approved);
    let remark = team.rep.book().all::<Signature>().next().and_then(|signature| signature.remark);
    assert_eq!(remark.as_deref(), Some("go on"));
    agree(team.rep.book(), team.lead.book());
    // What comes of the visit is no part of the plan; what was planned of it is.
    team.rep.set::<Visit>(Id(90), Visit::RESULT, "two pumps".into());
    assert_eq!(team.rep.delivered(form), Delivery::Received { at: heard, by: Some(LEAD) });
    team.rep.set::<Visit>(Id(90), Visit::AIM, "a payment".into());
    assert_eq!(team.rep.delivered(form), Delivery::NotYet);
    assert_eq!(team.rep.delivered(Id(10)), Delivery::NotOurs, "nothing of the customer was written here");
}

#[test]
fn a_plan_signed_here_while_it_is_changed_there_is_both_and_says_so() {
    let mut team = Team::set_up();
    let form = plan(&mut team.rep);
    let first = team.rep.day();
    team.lead.open(&first).expect("opens");
    sign(&mut team.lead);
    let answer = team.lead.answer(REP);
    team.rep.set::<Visit>(Id(90), Visit::AIM, "a payment".into());
    let second = team.rep.day();
    team.rep.open(&answer).expect("opens");
    assert_eq!(stands(&team.lead, form), Standing::Approved);
    team.lead.open(&second).expect("opens");
    for phone in [&team.rep, &team.lead] {
        let Standing::Changed(_, differences) = stands(phone, form) else { panic!("{:?}", stands(phone, form)) };
        let brief: Vec<_> = differences.iter().map(|one| (one.before.as_deref(), one.now.as_deref())).collect();
        assert_eq!(brief, [(Some("an order"), Some("a payment"))]);
        assert_eq!(phone.book().all::<Signature>().count(), 1);
    }
}

#[test]
fn days_come_in_any_order_and_any_number_of_times() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut team = Team::set_up();
        let files: Vec<Vec<u8>> = (0..3)
            .map(|number| {
                note(&mut team.rep, &format!("day {number}"));
                let (account, owner) = ((Visit::ACCOUNT, Id(10).into()), (Visit::OWNER, REP.into()));
                team.rep.make::<Visit>(200 + number, vec![account, owner]);
                team.rep.day()
            })
            .collect();
        for at in order {
            team.lead.open(&files[at]).expect("opens");
            let before = team.lead.stored();
            let again = team.lead.open(&files[at]).expect("opens again");
            assert_eq!((again.fresh, again.thumbs), (0, 0));
            assert_eq!(team.lead.stored(), before, "a repeat changes nothing");
        }
        agree(team.rep.book(), team.lead.book());
        let answer = team.lead.answer(REP);
        team.rep.open(&answer).expect("opens");
        team.rep.open(&answer).expect("opens again");
        // What was acknowledged is not handed in again.
        let parcel = Parcel::day(team.rep.book(), &team.rep.ledger(), None).expect("may be handed over");
        assert_eq!(team.rep.written(&parcel).entries, 0);
        note(&mut team.rep, "one more");
        assert_eq!(team.rep.written(&parcel).entries, 1);
    }
}

#[test]
fn answers_come_in_any_order_and_cross_days_on_their_way() {
    let mut team = Team::set_up();
    let mut answers = Vec::new();
    for number in 0..3 {
        note(&mut team.rep, &format!("from below {number}"));
        team.lead.set::<Visit>(Id(80), Visit::RESULT, format!("from above {number}").as_str().into());
        let day = team.rep.day();
        answers.push(team.lead.answer(REP));
        team.lead.open(&day).expect("opens");
    }
    for at in [2, 0, 1, 0] {
        team.rep.open(&answers[at]).expect("opens");
    }
    let last = team.lead.answer(REP);
    team.rep.open(&last).expect("opens");
    agree(team.rep.book(), team.lead.book());
    assert!(said(team.lead.book(), Id(10)).iter().any(|line| line.contains("from below 2")));
}

#[test]
fn what_was_written_goes_up_and_what_came_from_above_does_not() {
    let mut team = Team::set_up();
    let parcel = |phone: &Phone| Parcel::day(phone.book(), &phone.ledger(), None).expect("may be handed over");
    let nothing = parcel(&team.rep);
    assert_eq!(team.rep.written(&nothing).entries, 0);
    note(&mut team.rep, "mine");
    let one = parcel(&team.rep);
    let written = team.rep.written(&one);
    assert_eq!((written.entries, written.cover.to), (1, Some(LEAD)));
    team.lead.open(&written.bytes).expect("opens");
    // A supervisor hands in what came from below, and their own.
    team.lead.set::<Visit>(Id(81), Visit::RESULT, "theirs".into());
    let both = parcel(&team.lead);
    let up = team.lead.written(&both);
    assert_eq!(up.entries, 2);
    team.boss.open(&up.bytes).expect("opens");
    agree(team.lead.book(), team.boss.book());
    assert_eq!(live(team.lead.book()), live(team.boss.book()));
}

#[test]
fn pictures_travel_as_thumbnails_and_never_pass_for_themselves() {
    let mut team = Team::set_up();
    let picture = b"IMG a large picture of a pump".to_vec();
    let of = hash(&picture);
    now_or_never(team.rep.tab.store.put_file((of, picture.clone()), team.rep.now())).expect("writes");
    let file = FileRef { hash: of, name: "pump.jpg".into(), media: "image/jpeg".into(), size: picture.len() as u64 };
    team.rep.make::<VisitPhoto>(95, vec![(VisitPhoto::VISIT, Id(80).into()), (VisitPhoto::PHOTO, Value::File(file))]);
    let day = team.rep.day();
    assert_eq!(team.lead.open(&day).expect("opens").thumbs, 1);
    let store = &team.lead.tab.store;
    assert_eq!(now_or_never(thumbnail(store, &of)), Ok(Some(b"IMG a la".to_vec())));
    assert_eq!(now_or_never(store.file(of)), Ok(None), "the picture itself stays where it was taken");
    // It goes further up as it is, and is in a backup.
    let up = team.lead.day();
    team.boss.open(&up).expect("opens");
    assert_eq!(now_or_never(thumbnail(&team.boss.tab.store, &of)), Ok(Some(b"IMG a la".to_vec())));
    let restored = restored(&team.boss);
    assert_eq!(now_or_never(thumbnail(&restored, &of)), Ok(Some(b"IMG a la".to_vec())));
    // Where the picture is, no small one takes its place.
    let answer = team.lead.answer(REP);
    assert_eq!(team.rep.open(&answer).expect("opens").thumbs, 0);
}

/// A new store with a backup of a device.
fn restored(phone: &Phone) -> MemoryStore {
    let (store, to) = (&phone.tab.store, MemoryStore::default());
    let about = backup::About { company: "x".into(), made: phone.now(), device: DeviceId(1) };
    let saved = now_or_never(backup::save((store, store), &about, Vec::new(), &Unlocked, &|_| ())).expect("is saved");
    let bytes = saved.pieces.concat();
    let backup = backup::open(&bytes, &Unlocked).expect("is whole");
    let mut check = backup::Check::new(&backup);
    while check.step(&backup, 100, &Unlocked) > 0 {}
    now_or_never(backup::restore(&to, check)).expect("restores");
    to
}

#[test]
fn a_day_of_next_year_is_kept_aside_and_shown() {
    let mut team = Team::set_up();
    team.rep.skew = 400 * DAY_MS;
    note(&mut team.rep, "from next year");
    let day = team.rep.day();
    let before = said(team.lead.book(), Id(10));
    let taken = team.lead.open(&day).expect("opens");
    assert_eq!((taken.fresh, taken.ahead), (1, 1));
    assert_eq!((team.lead.book().parked().len(), said(team.lead.book(), Id(10))), (1, before));
    let stored = team.lead.stored();
    assert_eq!(team.lead.open(&day).expect("opens again").fresh, 0);
    assert_eq!(team.lead.stored(), stored);
    // Our own clock stays ours, and the day is let in when its time has come, also after a restart.
    let acted = { team.lead.act(&edit_of(80)) };
    assert!(acted.head.clock.time() < Instant(START + DAY_MS));
    team.lead = Phone { tab: team.lead.tab.reload(), ..team.lead };
    assert_eq!(team.lead.book().parked().len(), 1);
    team.lead.skew = 401 * DAY_MS;
    team.lead.tick();
    assert!(team.lead.book().parked().is_empty());
    assert_eq!(said(team.lead.book(), Id(10)), said(team.rep.book(), Id(10)));
}

fn edit_of(visit: u128) -> fieldbook::book::command::Edit {
    crate::world::edit::<Visit>(Id(visit), Visit::RESULT, "now".into())
}

#[test]
fn a_clock_that_is_behind_loses_nothing() {
    let mut team = Team::set_up();
    team.rep.skew = -400 * DAY_MS;
    let values = vec![(Visit::ACCOUNT, Id(10).into()), (Visit::OWNER, REP.into())];
    team.rep.make::<Visit>(96, values);
    // What it knows of is later, and so is what it writes: its clock never goes back.
    note(&mut team.rep, "from last year");
    let day = team.rep.day();
    team.lead.open(&day).expect("opens");
    assert_eq!(said(team.lead.book(), Id(96)), said(team.rep.book(), Id(96)));
    assert!(said(team.lead.book(), Id(10)).iter().any(|line| line.contains("from last year")));
}

#[test]
fn a_refused_write_takes_nothing_and_acknowledges_nothing() {
    let mut team = Team::set_up();
    let form = plan(&mut team.rep);
    let day = team.rep.day();
    let (before, digest) = (team.lead.stored(), team.lead.tab.digest());
    team.lead.tab.store.fail_with(Some(StoreError::Full));
    assert_eq!(team.lead.open(&day), Err(Trouble::Take(TakeError::Store(StoreError::Full))));
    team.lead.tab.store.fail_with(None);
    assert_eq!((team.lead.stored(), team.lead.tab.digest()), (before, digest));
    let too_early = team.lead.answer(REP);
    team.rep.open(&too_early).expect("opens");
    assert!(matches!(team.rep.delivered(form), Delivery::Handed(_)));
    team.lead.open(&day).expect("opens");
    let answer = team.lead.answer(REP);
    team.rep.open(&answer).expect("opens");
    assert!(matches!(team.rep.delivered(form), Delivery::Received { .. }));
    // A file that could not be noted is not given out, and the next one holds the same.
    note(&mut team.rep, "more");
    let parcel = Parcel::day(team.rep.book(), &team.rep.ledger(), None).expect("may be handed over");
    team.rep.tab.store.fail_with(Some(StoreError::Full));
    assert!(team.rep.try_written(&parcel).is_err());
    team.rep.tab.store.fail_with(None);
    assert_eq!(team.rep.written(&parcel).entries, 1);
}

#[test]
fn a_restored_device_hands_in_what_its_receipts_no_longer_speak_of() {
    let mut team = Team::set_up();
    note(&mut team.rep, "kept");
    let backup = restored(&team.rep);
    let form = plan(&mut team.rep);
    let day = team.rep.day();
    team.lead.open(&day).expect("opens");
    let late = team.lead.answer(REP);
    // The phone goes back to its backup: what it writes then arrives under the numbers of what was lost.
    let tab = Tab { now: team.rep.now().0, ..Tab::open(&backup, 55) };
    let mut rep = Phone { tab, ..team.rep };
    rep.tick();
    assert_eq!(rep.ledger().me(), Some(REP));
    assert!(Sheet::find(rep.book(), Paper::Plan, REP, tomorrow()).is_none());
    for text in ["one", "two", "three", "four"] {
        note(&mut rep, text);
    }
    rep.open(&late).expect("opens");
    let day = rep.day();
    team.lead.open(&day).expect("opens");
    assert!(said(team.lead.book(), Id(10)).iter().any(|line| line.contains("four")));
    let answer = team.lead.answer(REP);
    rep.open(&answer).expect("opens");
    // And what was lost comes back from whoever was handed it.
    assert!(Sheet::of(rep.book(), form).is_some());
    agree(rep.book(), team.lead.book());
}

#[test]
fn two_phones_of_one_person_both_get_everything() {
    let mut team = Team::new();
    let file = team.boss.set_up(REP, 13);
    team.rep.begin(&file, 13);
    team.peer.begin(&file, 13);
    let (mut one, mut two) = (team.rep, team.peer);
    note(&mut one, "on the first");
    two.set::<Visit>(Id(80), Visit::RESULT, "on the second".into());
    for phone in [&mut one, &mut two] {
        let day = phone.day();
        team.boss.open(&day).expect("opens");
    }
    team.boss.set::<Visit>(Id(80), Visit::OPINION, "from above".into());
    let answer = team.boss.answer(REP);
    for phone in [&mut one, &mut two] {
        phone.open(&answer).expect("opens");
    }
    // Each has written what the other did not hear of yet: what goes to one person goes to all their phones.
    agree(one.book(), two.book());
    assert_eq!(one.tab.digest(), two.tab.digest());
}

#[test]
fn nobody_hands_in_what_somebody_else_is_made_to_sign() {
    use fieldbook::model::permission::Layer;

    let mut team = Team::set_up();
    let form = plan(&mut team.rep);
    let day = team.rep.day();
    team.lead.open(&day).expect("opens");
    // On a device anybody may say that they are the supervisor.
    team.rep.be(LEAD, Layer::Supervisor);
    sign(&mut team.rep);
    team.rep.be(REP, Layer::Salesperson);
    note(&mut team.rep, "what is mine");
    let day = team.rep.day();
    let check = team.lead.check(team.lead.content(&day, None).expect("opens")).expect("reads");
    assert_eq!((check.summary().left_out.as_slice(), check.summary().fresh), ([LEAD].as_slice(), 1));
    team.lead.open(&day).expect("opens");
    assert_eq!((team.lead.book().all::<Signature>().count(), stands(&team.lead, form)), (0, Standing::Waiting(vec![])));
    assert_eq!(said(team.lead.book(), Id(10)), said(team.rep.book(), Id(10)));
    // The supervisor's own signature goes on up, with the work of somebody who was led until yesterday.
    sign(&mut team.lead);
    let person = fieldbook::model::records::Person::MANAGER;
    team.boss.set::<fieldbook::model::records::Person>(REP, person, super::world::BOSS.into());
    let up = team.lead.day();
    let check = team.boss.check(team.boss.content(&up, None).expect("opens")).expect("reads");
    assert_eq!(check.summary().left_out, []);
    team.boss.open(&up).expect("opens");
    assert_eq!(team.boss.book().all::<Signature>().count(), 1);
}
