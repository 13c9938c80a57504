//! What there is to plan: between which days visits are to lie, and why.

use fieldbook::book::Rejection;
use fieldbook::model::permission::Layer;
use fieldbook::model::records::{Account, Cadence, Complaint, Person};
use fieldbook::model::{Calendar, Datum, Day, Id, Place, Point, Record, Value};
use fieldbook::visits::cadence::{Every, Pace};
use fieldbook::visits::flaws::{Flaw, flaws};
use fieldbook::visits::usual::LayDownUsual;
use fieldbook::visits::wanted::{Reason, WhyNot, due_on, slots, wanted};
use fieldbook::visits::workday::SetWorkday;

use super::days::{TODAY, cadence, planned, windows};
use super::visits::{BOSS, PEER, REP, account, act, as_person, company, create, day, visit};

/// One a week: from three days to eleven after the last.
const WEEKLY: Pace = Pace { visits: 1, every: Every::Week, min_gap: 3, max_gap: 11 };

#[test]
fn slots_follow_the_last_visit_and_those_that_have_their_day() {
    let span = (day("2026-11-26"), day("2026-12-09"));
    let of = |last: Option<&str>, scheduled: &[&str]| -> Vec<(String, String)> {
        let scheduled: Vec<Day> = scheduled.iter().map(|text| day(text)).collect();
        let slots = slots(last.map(day), WEEKLY, &scheduled, span);
        slots
            .iter()
            .map(|(first, last)| (first.to_string()[5..].to_owned(), last.to_string()[5..].to_owned()))
            .collect()
    };
    let says = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(first, last)| ((*first).to_owned(), (*last).to_owned())).collect()
    };
    // After the 20th: by December 1st; made a week on, on the 27th, the next by the 8th; then by the 15th.
    assert_eq!(of(Some("2026-11-20"), &[]), says(&[("11-26", "12-01"), ("11-30", "12-08")]));
    // One on the 30th is in time, the next may wait until the 11th.
    assert_eq!(of(Some("2026-11-20"), &["2026-11-30"]), says(&[]));
    // One on December 5th is too late: another before it, three days earlier at the latest.
    assert_eq!(of(Some("2026-11-20"), &["2026-12-05"]), says(&[("11-26", "12-01")]));
    // Overdue since the 12th: at once.
    assert_eq!(of(Some("2026-11-01"), &[])[0], ("11-26".to_owned(), "11-26".to_owned()));
    // Never seen: at once, then by the gaps from there.
    assert_eq!(of(None, &[]), says(&[("11-26", "11-26"), ("11-29", "12-07")]));
    // The first one has its day within a week: that is in time, and the next may wait until the 12th.
    assert_eq!(of(None, &["2026-12-01"]), says(&[]));
    // One the day after the span is too near for another before it, also where one is late.
    let last = |last: Option<&str>| slots(last.map(day), WEEKLY, &[day("2026-11-27")], (span.0, span.0));
    assert_eq!((last(None), last(Some("2026-11-01"))), (vec![], vec![]));
    assert_eq!(of(Some("2026-12-08"), &[]), says(&[]), "too early");
}

#[test]
fn everybody_is_wanted_or_has_a_reason_not_to_be() {
    let mut desk = company();
    cadence(&mut desk, 1.0, "week", vec![]);
    let class = |more: Vec<(usize, Value)>| [(Account::CLASS, "a".into())].into_iter().chain(more).collect();
    account(&mut desk, 10, "Alpha", class(vec![]));
    account(&mut desk, 11, "Beta", class(vec![]));
    let sundays = windows("sun 9-12");
    account(&mut desk, 12, "Gamma", class(vec![(Account::WINDOWS, sundays)]));
    let three = vec![(Account::VISIT_COUNT, Value::Number(4.0)), (Account::MIN_GAP, Value::Number(3.0))];
    account(&mut desk, 13, "Delta", class(three));
    account(&mut desk, 14, "Epsilon", class(vec![(Account::OWNER, PEER.into())]));
    let mut made = planned("2026-11-10", 9, "talk");
    made.push((fieldbook::model::records::Visit::STATUS, "done".into()));
    visit(&mut desk, 30, 10, made);
    let mut made = planned("2026-11-25", 9, "talk");
    made.push((fieldbook::model::records::Visit::STATUS, "done".into()));
    visit(&mut desk, 31, 11, made);
    let complaint = vec![
        (Complaint::SUBJECT, "leaks".into()),
        (Complaint::ACCOUNT, Id(10).into()),
        (Complaint::RECEIVED_ON, Value::Date(day(TODAY))),
    ];
    create(&mut desk, Complaint::COLLECTION, 80, complaint);
    let calendar = Calendar::weekends();
    let span = (day("2026-11-26"), day("2026-12-02"));
    let (found, others) = wanted(&desk.book, (&desk.zone, &calendar), REP, day(TODAY), span);
    let names: Vec<&str> = found.iter().map(|one| one.of.name.as_str()).collect();
    assert_eq!(names, ["Alpha"]);
    assert_eq!(found[0].reasons, [Reason::Class("a".to_owned()), Reason::Overdue(4), Reason::Complaint(Id(80))]);
    assert_eq!((found[0].slots[0], found[0].place), ((span.0, span.0), None));
    let others: Vec<(&str, WhyNot)> = others.iter().map(|(of, why)| (of.name.as_str(), why.clone())).collect();
    let expected =
        [("Delta", WhyNot::CannotFit), ("Gamma", WhyNot::NoHours), ("Beta", WhyNot::Early(day("2026-11-28")))];
    assert_eq!(others, expected);
}

#[test]
fn who_was_never_visited_is_due_now() {
    let mut desk = company();
    // Twice a month: the first visit may well wait for two weeks, where there is no room.
    cadence(&mut desk, 2.0, "month", vec![]);
    for (id, name) in [(10, "Alpha"), (11, "Beta"), (12, "Gamma"), (13, "Delta")] {
        account(&mut desk, id, name, vec![(Account::CLASS, "a".into())]);
    }
    // Beta is seen tomorrow, Gamma in four weeks.
    visit(&mut desk, 30, 11, planned("2026-11-26", 9, "talk"));
    visit(&mut desk, 31, 12, planned("2026-12-23", 9, "talk"));
    let calendar = Calendar::weekends();
    let on = |desk: &super::import_desk::Desk, date: &str| {
        let (found, others) = wanted(&desk.book, (&desk.zone, &calendar), REP, day(TODAY), (day(date), day(date)));
        let found: Vec<String> = found.into_iter().map(|one| one.of.name).collect();
        let others: Vec<(String, WhyNot)> = others.into_iter().map(|(of, why)| (of.name, why)).collect();
        (found, others)
    };
    let beta = || vec![("Beta".to_owned(), WhyNot::Scheduled(day("2026-11-26")))];
    let found = || ["Alpha", "Delta", "Gamma"].map(str::to_owned).to_vec();
    assert_eq!(on(&desk, TODAY), (found(), beta()));
    // On Friday the visit of Thursday is as good as made.
    assert_eq!(on(&desk, "2026-11-27"), (found(), beta()));
}

#[test]
fn who_is_due_on_a_day_follows_from_today_or_from_that_day_where_it_is_over() {
    let mut desk = company();
    // Once a week: by the usual gaps from three days to eleven after the last.
    cadence(&mut desk, 1.0, "week", vec![]);
    for (id, name) in [(10, "Alpha"), (11, "Beta")] {
        account(&mut desk, id, name, vec![(Account::CLASS, "a".into())]);
    }
    // Alpha was seen on the 24th, and for weeks before not at all; Beta is seen tomorrow, for the first time.
    for (id, date) in [(30, "2026-11-01"), (31, "2026-11-24")] {
        let mut made = planned(date, 9, "talk");
        made.push((fieldbook::model::records::Visit::STATUS, "done".into()));
        visit(&mut desk, id, 10, made);
    }
    visit(&mut desk, 32, 11, planned("2026-11-26", 9, "talk"));
    let calendar = Calendar::weekends();
    let on = |date: &str| -> Vec<(String, Reason)> {
        let found = due_on(&desk.book, (&desk.zone, &calendar), REP, day(TODAY), day(date));
        found.into_iter().map(|one| (one.of.name, one.reasons[1].clone())).collect()
    };
    // The day after tomorrow Beta has been seen.
    assert_eq!(on("2026-11-27"), []);
    // On the 23rd Alpha's eleven days were over since the 12th; Beta's day was soon enough.
    assert_eq!(on("2026-11-23"), [("Alpha".to_owned(), Reason::Overdue(11))]);
    // Eleven days after the 24th, with what has its day until then made.
    let by = |date: &str| Reason::By(day(date));
    assert_eq!(on("2026-12-05"), [("Alpha".to_owned(), by("2026-12-05"))]);
}

#[test]
fn what_cannot_be_planned_is_listed_to_be_mended() {
    let mut desk = company();
    cadence(&mut desk, 1.0, "week", vec![(Cadence::VISIT_TIME, Value::Duration(45 * 60))]);
    let hours = |text: &str| (Account::WINDOWS, windows(text));
    let place = Place::new(Point::of_degrees(31.0, 121.0).expect("on the Earth"), Datum::Wgs84);
    let class = |more: Vec<(usize, Value)>| {
        let known = [(Account::CLASS, "a".into()), (Account::PLACE, Value::Place(place))];
        known.into_iter().chain(more).collect::<Vec<_>>()
    };
    account(&mut desk, 10, "Alpha", class(vec![]));
    account(&mut desk, 11, "Beta", vec![(Account::CLASS, "a".into())]);
    account(&mut desk, 12, "Gamma", class(vec![hours("mon-sun 6-8")]));
    // Forty-five minutes and a quarter of an hour at the gate; half an hour of it lies in working hours.
    account(&mut desk, 13, "Delta", class(vec![hours("mon-fri 17:00-18:00")]));
    let many = vec![(Account::VISIT_COUNT, Value::Number(4.0)), (Account::MIN_GAP, Value::Number(3.0))];
    account(&mut desk, 14, "Epsilon", class(many));
    account(&mut desk, 15, "Zeta", class(vec![(Account::OWNER, PEER.into())]));
    account(&mut desk, 16, "Eta", vec![]);
    let calendar = Calendar::weekends();
    let list = |desk: &super::import_desk::Desk, person: Option<Id>| -> Vec<(String, Vec<Flaw>)> {
        let found = flaws(&desk.book, &calendar, day(TODAY), person);
        found.into_iter().map(|(of, flaws)| (of.name, flaws)).collect()
    };
    let expected = [
        ("Beta", vec![Flaw::NoPlace]),
        ("Delta", vec![Flaw::TooLong(30)]),
        ("Epsilon", vec![Flaw::CannotFit]),
        ("Gamma", vec![Flaw::NeverOpen]),
    ];
    let expected: Vec<(String, Vec<Flaw>)> =
        expected.into_iter().map(|(name, flaws)| (name.to_owned(), flaws)).collect();
    assert_eq!(list(&desk, Some(REP)), expected);
    assert_eq!(list(&desk, None), expected, "a colleague's has none");
    // Who works from six to eight can go there, and nowhere else.
    let early = vec![(Person::HOURS, Some(windows("mon-fri 6-8")))];
    act(&mut desk, &SetWorkday { person: REP, changes: early }).expect("is one's own");
    let early = list(&desk, Some(REP));
    assert!(!early.iter().any(|(name, _)| name == "Gamma"), "{early:?}");
    assert!(early.contains(&("Delta".to_owned(), vec![Flaw::NeverOpen])), "{early:?}");
}

#[test]
fn usual_cadences_are_laid_down_where_there_are_none() {
    let mut desk = company();
    let own =
        vec![(Cadence::NAME, "Key".into()), (Cadence::CLASS, "a".into()), (Cadence::VISIT_COUNT, Value::Number(2.0))];
    create(&mut desk, Cadence::COLLECTION, 500, own);
    assert!(matches!(act(&mut desk, &LayDownUsual), Err(Rejection::NotAllowed { .. })), "not by a salesperson");
    as_person(&mut desk, BOSS, Layer::Manager);
    act(&mut desk, &LayDownUsual).expect("are laid down");
    let mut all: Vec<(Option<String>, Option<f64>, Option<String>)> =
        desk.book.all::<Cadence>().map(|cadence| (cadence.class, cadence.visit_count, cadence.visit_period)).collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    let says = |class: &str, visits: f64, period: &str| (Some(class.to_owned()), Some(visits), Some(period.to_owned()));
    let expected =
        [says("a", 2.0, "month"), says("b", 1.0, "two_weeks"), says("c", 1.0, "four_weeks"), says("d", 1.0, "quarter")];
    assert_eq!(all, expected);
    assert!(matches!(act(&mut desk, &LayDownUsual), Err(Rejection::Nothing)));
}
