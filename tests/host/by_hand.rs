//! A day planned by hand: where the next visit fits, another order of its visits, why and what for.

use fieldbook::book::Rejection;
use fieldbook::model::records::{Account, Cadence, Complaint, Visit, VisitId};
use fieldbook::model::{Calendar, Datum, Id, Instant, Place, Point, Record, Value};
use fieldbook::visits::life::Reorder;
use fieldbook::visits::slot::next;
use fieldbook::visits::today::way;
use fieldbook::visits::trace::one;
use fieldbook::visits::wanted::{Reason, purposes, reasons};
use fieldbook::visits::workday::{Workday, workday};

use super::days::cadence;
use super::import_desk::Desk;
use super::visits::{LEAD, REP, account, act, as_person, at, company, create, day, visit};
use fieldbook::model::permission::Layer;

const ON: &str = "2026-11-25";

/// Half past eight to half past five, lunch from half past eleven for an hour.
fn usual() -> Workday {
    workday(&company().book, &Calendar::weekends(), REP, day(ON))
}

#[test]
fn the_next_visit_begins_behind_the_last_and_around_lunch() {
    let (day, clock) = (usual(), |hour: u16, minute: u16| hour * 60 + minute);
    assert_eq!(next(&[], &day, 30), (clock(8, 30), clock(9, 0)));
    let one = (clock(8, 30), clock(9, 10));
    // 9:10 and half an hour on the way, at the next quarter.
    assert_eq!(next(&[one], &day, 30), (clock(9, 45), clock(10, 15)));
    let two = (clock(10, 0), clock(10, 40));
    assert_eq!(next(&[two, one], &day, 60), (clock(12, 30), clock(13, 30)), "it would reach into lunch");
    assert_eq!(next(&[(clock(13, 0), clock(14, 0))], &day, 30), (clock(14, 30), clock(15, 0)));
    let late = next(&[(clock(23, 0), clock(23, 50))], &day, 45);
    assert_eq!(late, (clock(23, 14), clock(23, 59)), "a day ends");
}

fn stop(desk: &mut Desk, id: u128, hour: i64, minutes: i64) {
    let (starts, ends) = (at(ON, hour, 0), at(ON, hour, minutes));
    visit(desk, id, id - 20, vec![(Visit::STARTS, Value::Instant(starts)), (Visit::ENDS, Value::Instant(ends))]);
}

fn times(desk: &Desk) -> Vec<(Option<Instant>, Option<Instant>)> {
    let of = |id: u128| desk.book.get::<Visit>(VisitId(Id(id))).expect("is there");
    [30, 31, 32].map(|id| (of(id).starts, of(id).ends)).to_vec()
}

fn three() -> Desk {
    let mut desk = company();
    for (id, name) in [(10, "Alpha"), (11, "Beta"), (12, "Gamma")] {
        account(&mut desk, id, name, vec![]);
    }
    stop(&mut desk, 30, 9, 30);
    stop(&mut desk, 31, 10, 90);
    stop(&mut desk, 32, 14, 45);
    desk
}

fn order(ids: [u128; 3]) -> Reorder {
    Reorder { visits: ids.map(|id| VisitId(Id(id))).to_vec() }
}

#[test]
fn visits_take_the_times_of_the_places_they_come_to() {
    let mut desk = three();
    // Beta takes an hour and a half: what comes at ten is moved on to half past.
    act(&mut desk, &order([31, 30, 32])).expect("is one's own day");
    let span = |from: (i64, i64), until: (i64, i64)| (Some(at(ON, from.0, from.1)), Some(at(ON, until.0, until.1)));
    assert_eq!(times(&desk), [span((10, 30), (11, 0)), span((9, 0), (10, 30)), span((14, 0), (14, 45))]);
    assert_eq!(act(&mut desk, &order([31, 30, 32])).err(), Some(Rejection::Nothing), "they stand so");
}

#[test]
fn a_fixed_appointment_and_what_has_begun_stay_where_they_are() {
    let mut desk = three();
    let set = |desk: &mut Desk, field: usize, to: &str| {
        let edit = fieldbook::book::command::Edit {
            collection: Visit::COLLECTION.key.into(),
            id: Id(32),
            changes: vec![(field, Some(to.into()))],
            effective: None,
            label: fieldbook::book::Label::new("label-test"),
        };
        act(desk, &edit).expect("is one's own");
    };
    set(&mut desk, Visit::LOCKED, "yes");
    let refused = act(&mut desk, &order([30, 32, 31]));
    assert!(matches!(refused, Err(Rejection::Against(label)) if label.key == "refused-visit-locked"));
    act(&mut desk, &order([31, 30, 32])).expect("the others may change places");
    set(&mut desk, Visit::STATUS, "under_way");
    let refused = act(&mut desk, &order([30, 31, 32]));
    assert!(matches!(refused, Err(Rejection::Against(label)) if label.key == "refused-visit-not-planned"));
    as_person(&mut desk, super::visits::PEER, Layer::Salesperson);
    assert!(matches!(act(&mut desk, &order([30, 31, 32])), Err(Rejection::NotAllowed { .. })), "a colleague's day");
    as_person(&mut desk, LEAD, Layer::Supervisor);
}

#[test]
fn a_visit_says_why_and_what_for() {
    let mut desk = company();
    cadence(&mut desk, 1.0, "week", vec![(Cadence::MAX_GAP, Value::Number(10.0))]);
    account(&mut desk, 10, "Alpha", vec![(Account::CLASS, "a".into())]);
    account(&mut desk, 11, "Beta", vec![]);
    let why = |desk: &Desk, id: u128| reasons(&desk.book, &desk.zone, (Id(id), None), day(ON));
    assert_eq!(why(&desk, 10), [Reason::Class("a".to_owned()), Reason::Never]);
    assert_eq!(why(&desk, 11), []);
    let done = vec![
        (Visit::ARRIVED, Value::Instant(at("2026-11-10", 9, 0))),
        (Visit::LEFT, Value::Instant(at("2026-11-10", 10, 0))),
        (Visit::STATUS, "done".into()),
    ];
    visit(&mut desk, 30, 10, done);
    let complaint = vec![
        (Complaint::SUBJECT, "Leak".into()),
        (Complaint::ACCOUNT, Id(10).into()),
        (Complaint::STATUS, "open".into()),
        (Complaint::RECEIVED_ON, Value::Date(day(ON))),
    ];
    create(&mut desk, Complaint::COLLECTION, 70, complaint);
    // Visited on the 10th, at the latest again on the 20th: five days late.
    let said = [Reason::Class("a".to_owned()), Reason::Overdue(5), Reason::Complaint(Id(70))];
    assert_eq!(why(&desk, 10), said);
    assert_eq!(purposes(&said), ["complaint"]);
    assert_eq!(purposes(&[Reason::Never, Reason::Deal(Id(1))]), ["order", "develop"]);
    assert_eq!(purposes(&[Reason::Overdue(5)]), ["service"]);
}

#[test]
fn the_way_to_the_next_stop_is_from_where_the_last_one_ended() {
    let place = |latitude: f64| {
        let point = Point::of_degrees(latitude, 120.6).expect("on the Earth");
        Place::new(point, Datum::Wgs84)
    };
    let mut desk = company();
    account(&mut desk, 10, "Alpha", vec![(Account::PLACE, Value::Place(place(31.30)))]);
    account(&mut desk, 11, "Beta", vec![(Account::PLACE, Value::Place(place(31.40)))]);
    account(&mut desk, 12, "Gamma", vec![]);
    let made = vec![
        (Visit::ARRIVED, Value::Instant(at(ON, 9, 0))),
        (Visit::LEFT, Value::Instant(at(ON, 9, 30))),
        (Visit::STATUS, "done".into()),
    ];
    visit(&mut desk, 30, 10, made);
    stop(&mut desk, 31, 11, 30);
    stop(&mut desk, 32, 14, 45);
    let of = |id: u128| one(&desk.book, Id(id)).expect("is there");
    // A tenth of a degree of latitude is 11 119.5 m as the crow flies; on the road 1.35 times as much.
    let (metres, seconds) = way(&desk.book, None, &[of(30)], &of(31)).expect("both are known");
    assert!((15_009..=15_012).contains(&metres), "{metres}");
    // At 32 km/h that is 28 minutes and 8 seconds, and one minute for getting in and out.
    assert!((1_745..=1_752).contains(&seconds), "{seconds}");
    assert_eq!(way(&desk.book, None, &[], &of(31)), None, "nobody said where the day begins");
    assert_eq!(way(&desk.book, Some(place(31.40).point()), &[], &of(31)), Some((0, 0)));
    assert_eq!(way(&desk.book, None, &[of(30)], &of(32)), None, "nobody knows where Gamma is");
}
