//! What there is to plan: between which days visits are to lie, and why.

use fieldbook::model::records::{Account, Cadence, Complaint};
use fieldbook::model::{Calendar, Day, Id, Record, Value, window};
use fieldbook::visits::cadence::{Every, Pace};
use fieldbook::visits::wanted::{Reason, WhyNot, slots, wanted};

use super::days::{TODAY, planned};
use super::visits::{PEER, REP, account, company, create, day, visit};

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
    // Never seen: within the first week.
    assert_eq!(of(None, &[])[0], ("11-26".to_owned(), "12-02".to_owned()));
    assert_eq!(of(Some("2026-12-08"), &[]), says(&[]), "too early");
}

#[test]
fn everybody_is_wanted_or_has_a_reason_not_to_be() {
    let mut desk = company();
    let cadence = vec![
        (Cadence::NAME, "A".into()),
        (Cadence::CLASS, "a".into()),
        (Cadence::VISIT_COUNT, Value::Number(1.0)),
        (Cadence::VISIT_PERIOD, "week".into()),
    ];
    create(&mut desk, Cadence::COLLECTION, 500, cadence);
    let class = |more: Vec<(usize, Value)>| [(Account::CLASS, "a".into())].into_iter().chain(more).collect();
    account(&mut desk, 10, "Alpha", class(vec![]));
    account(&mut desk, 11, "Beta", class(vec![]));
    let sundays = Value::Windows(window::parse("sun 9-12").expect("windows"));
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
