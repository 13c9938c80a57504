//! Appointments out of other calendars: read as RFC 5545 says, recognised, taken in, and again.

use std::rc::Rc;

use fieldbook::book::command::Edit;
use fieldbook::book::{Label, Rejection};
use fieldbook::exchange::appointments::{CalendarError, Left, Reader, Reading, Why};
use fieldbook::model::records::{Absence, Account, Site, Visit};
use fieldbook::model::{Id, Instant, Key, Record, Value, Zone};
use fieldbook::query::search::Han;
use fieldbook::visits::appointments::{Appointment, Fate, LeftOut, Names, TakeIn, When, id, propose};

use super::import_desk::Desk;
use super::visits::{PEER, REP, account, act, at, company, create, day};

/// What `icalendar` 7.3.0 (`PyPI`) printed of four events made in Python.
const PRINTED: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//\r\nBEGIN:VEVENT\r\n\
    SUMMARY:华东机械有限公司\\, 拜访\\; 张经理 \\\\ 第二次会面\r\n ，讨论今年第四季度的水泵采购计划与付款方式\r\n\
    DTSTART;TZID=Asia/Shanghai:20261125T093000\r\nDURATION:PT1H15M\r\nUID:a-1\r\n\
    DESCRIPTION:line one\\nline two\r\nLOCATION:Suzhou\\, Gate 2\r\n\
    BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Reminder\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Holiday\r\nDTSTART;VALUE=DATE:20261126\r\nDTEND;VALUE=DATE:20261128\r\nUID:a-2\r\n\
    END:VEVENT\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Weekly\r\nDTSTART:20261102T080000Z\r\nDTEND:20261102T083000Z\r\nUID:a-3\r\n\
    RRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE:20261116T080000Z\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Weekly\\, later\r\nDTSTART:20261109T100000Z\r\nDTEND:20261109T103000Z\r\nUID:a-3\r\n\
    RECURRENCE-ID:20261109T080000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn shanghai() -> Zone {
    Zone::fixed("Asia/Shanghai", 480)
}

/// New York in 1997: summer time until 26 October, 06:00 UTC.
fn new_york() -> Zone {
    let [spring, autumn] = [860_310_000_000, 877_845_600_000].map(Instant);
    Zone::from_steps("America/New_York", vec![(Instant::ALWAYS, -300), (spring, -240), (autumn, -300)])
}

fn zones(name: &str) -> Option<Zone> {
    match name {
        "Asia/Shanghai" => Some(shanghai()),
        "America/New_York" => Some(new_york()),
        _ => None,
    }
}

fn read_between(text: &[u8], from: Instant, until: Instant) -> (Vec<Appointment>, Vec<Left>) {
    let zone = shanghai();
    let reader = Reader { from, until, zone: &zone, zones: &zones };
    let mut reading = Reading::new(text).expect("is a calendar");
    while reading.step(&reader, 3) {}
    reading.finish()
}

fn read(text: &str) -> (Vec<Appointment>, Vec<Left>) {
    read_between(text.as_bytes(), at("1997-01-01", 0, 0), at("2027-01-01", 0, 0))
}

/// A calendar of one event.
fn event(lines: &str) -> String {
    format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:x\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n")
}

#[test]
fn what_another_program_printed_is_read() {
    let (found, left) = read(PRINTED);
    assert_eq!(left, []);
    let brief: Vec<(&str, When)> = found.iter().map(|found| (found.uid.as_str(), found.when)).collect();
    let time = |date: &str, hour: i64, minute: i64, minutes: i64| {
        let starts = at(date, hour, minute);
        When::Time(starts, Instant(starts.0 + minutes * 60_000))
    };
    let days = When::Days(day("2026-11-26"), day("2026-11-27"));
    let weekly = |date: &str| format!("a-3 {}", at(date, 16, 0).0);
    let (second, ninth, last) = (weekly("2026-11-02"), weekly("2026-11-09"), weekly("2026-11-23"));
    let expected = [
        ("a-2", days),
        (second.as_str(), time("2026-11-02", 16, 0, 30)),
        (ninth.as_str(), time("2026-11-09", 18, 0, 30)),
        (last.as_str(), time("2026-11-23", 16, 0, 30)),
        ("a-1", time("2026-11-25", 9, 30, 75)),
    ];
    assert_eq!(brief, expected);
    let first = &found[4];
    assert_eq!(first.title, "华东机械有限公司, 拜访; 张经理 \\ 第二次会面，讨论今年第四季度的水泵采购计划与付款方式");
    assert_eq!((first.place.as_str(), first.note.as_str()), ("Suzhou, Gate 2", "line one\nline two"));
    assert_eq!((first.line, found[2].title.as_str()), (4, "Weekly, later"));
}

/// The days on which a rule lets something begin that begins at nine in New York.
fn days(starts: &str, rule: &str) -> Vec<String> {
    let text = event(&format!("DTSTART;TZID=America/New_York:{starts}T090000\nRRULE:{rule}"));
    let (found, left) = read(&text);
    assert_eq!(left, []);
    let zone = new_york();
    let one = |found: &Appointment| {
        let When::Time(starts, _) = found.when else { panic!("{:?}", found.when) };
        assert_eq!(zone.minute_of(starts), 540, "at nine, in summer as in winter");
        zone.day_of(starts).to_string()[5..].to_owned()
    };
    found.iter().map(one).collect()
}

#[test]
fn rules_recur_as_the_examples_of_the_standard_do() {
    // RFC 5545, 3.8.5.3.
    let check = |starts: &str, rule: &str, expected: &str| assert_eq!(days(starts, rule).join(" "), expected, "{rule}");
    let first = "19970902";
    check(first, "FREQ=DAILY;COUNT=10", "09-02 09-03 09-04 09-05 09-06 09-07 09-08 09-09 09-10 09-11");
    check(first, "FREQ=DAILY;INTERVAL=10;COUNT=5", "09-02 09-12 09-22 10-02 10-12");
    check(first, "FREQ=WEEKLY;COUNT=10", "09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04");
    check(
        first,
        "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
        "09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02",
    );
    check(
        "19970901",
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
        "09-01 09-03 09-05 09-15 09-17 09-19 09-29 10-01 10-03 10-13 10-15 10-17 10-27 10-29 10-31 \
         11-10 11-12 11-14 11-24 11-26 11-28 12-08 12-10 12-12 12-22",
    );
    check(
        first,
        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        "09-02 09-04 09-16 09-18 09-30 10-02 10-14 10-16",
    );
    check("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "08-05 08-10 08-19 08-24");
    check("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "08-05 08-17 08-19 08-31");
    check("19970131", "FREQ=MONTHLY;COUNT=4", "01-31 03-31 05-31 07-31");
    let until_christmas = days(first, "FREQ=DAILY;UNTIL=19971224T000000Z");
    assert_eq!((until_christmas.len(), until_christmas.last().map(String::as_str)), (113, Some("12-23")));
}

#[test]
fn a_rule_without_an_end_ends_with_the_span_and_one_that_is_not_read_says_so() {
    let text = event("DTSTART:20200106T010000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY");
    let (found, left) = read_between(text.as_bytes(), at("2026-11-01", 0, 0), at("2026-12-01", 0, 0));
    assert_eq!((found.len(), left), (5, vec![]));
    for rule in ["FREQ=MONTHLY;BYDAY=2TU", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "INTERVAL=2", "nonsense"] {
        let (found, left) = read(&event(&format!("DTSTART:20260106T010000Z\nRRULE:{rule}")));
        assert_eq!((found.len(), left), (1, vec![Left { line: 2, why: Why::Rule }]), "{rule}");
    }
    let (found, left) = read(&event("DTSTART:20200106T010000Z\nRRULE:FREQ=DAILY"));
    assert_eq!((found.len(), left), (1_000, vec![Left { line: 2, why: Why::Many }]));
}

#[test]
fn times_are_in_their_zone_in_that_of_the_company_or_in_utc() {
    let starts = |line: &str| match read(&event(line)) {
        (found, left) if left.is_empty() => match found[0].when {
            When::Time(starts, _) => Ok(starts),
            When::Days(first, last) => panic!("{first} {last}"),
        },
        (_, left) => Err(left[0].why),
    };
    let nine = at("2026-11-25", 9, 0);
    assert_eq!(starts("DTSTART:20261125T010000Z"), Ok(nine));
    assert_eq!(starts("DTSTART:20261125T090000"), Ok(nine));
    assert_eq!(starts("DTSTART;TZID=\"China Standard Time\":20261125T090000"), Ok(nine));
    assert_eq!(starts("DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Shanghai:20261125T090000"), Ok(nine));
    assert_eq!(starts("dtstart;value=date-time:20261125T010000Z"), Ok(nine));
    assert_eq!(starts("DTSTART;TZID=Mars/Olympus:20261125T090000"), Err(Why::Zone));
    for wrong in ["2026-11-25", "20261325T090000", "20261125T250000", "20261125T09", "", "T", "20261125TAABBCC"] {
        assert_eq!(starts(&format!("DTSTART:{wrong}")), Err(Why::Time), "{wrong}");
    }
    assert_eq!(starts("DTEND:20261125T010000Z"), Err(Why::NoStart));
}

#[test]
fn ends_follow_from_what_is_said() {
    let when = |lines: &str| read(&event(lines)).0[0].when;
    let minutes = |when: When| match when {
        When::Time(starts, ends) => (ends.0 - starts.0) / 60_000,
        When::Days(first, last) => i64::from(last.0 - first.0),
    };
    let timed = |line: &str| minutes(when(&format!("DTSTART:20261125T010000Z\n{line}")));
    // RFC 5545, 3.3.6: 15 days, 5 hours and 20 seconds; 7 weeks.
    assert_eq!(timed("DURATION:P15DT5H0M20S"), (15 * 24 + 5) * 60);
    assert_eq!(timed("DURATION:P7W"), 7 * 7 * 24 * 60);
    assert_eq!((timed("DTEND:20261125T023000Z"), timed("DTEND:20261125T000000Z"), timed("X-A:b")), (90, 0, 0));
    let whole = |line: &str| minutes(when(&format!("DTSTART;VALUE=DATE:20261125\n{line}")));
    assert_eq!((whole("DTEND;VALUE=DATE:20261127"), whole("DURATION:P3D"), whole("X-A:b")), (1, 2, 0));
    for wrong in ["P", "PT", "1H", "P1H", "PT1D", "PxD", "P99999999999999999999D"] {
        let (found, left) = read(&event(&format!("DTSTART:20261125T010000Z\nDURATION:{wrong}")));
        assert_eq!((found.len(), left), (0, vec![Left { line: 2, why: Why::Time }]), "{wrong}");
    }
}

#[test]
fn lines_are_unfolded_also_within_a_character_and_what_is_no_line_is_passed_over() {
    let mut text = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261125T010000Z\nno line at all\n\nSUMMARY:".to_vec();
    for byte in "华东机械".bytes() {
        text.extend([byte, b'\n', b'\t']);
    }
    text.extend(b"\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20261126T010000Z");
    let (found, left) = read_between(&text, at("2026-01-01", 0, 0), at("2027-01-01", 0, 0));
    assert_eq!((found.len(), found[0].title.as_str()), (1, "华东机械"));
    assert_eq!(left.iter().map(|left| left.why).collect::<Vec<_>>(), [Why::Open]);
    for foreign in ["", "name,phone\n", "BEGIN:VCARD\n"] {
        assert_eq!(Reading::new(foreign.as_bytes()).err(), Some(CalendarError::Foreign));
    }
}

#[test]
fn what_stands_for_an_occurrence_takes_its_place_whichever_comes_first() {
    let rule = "BEGIN:VEVENT\nUID:1\nDTSTART:20261102T010000Z\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\n";
    let moved = "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20261103T010000Z\nDTSTART:20270103T010000Z\nEND:VEVENT\n";
    for events in [[rule, moved], [moved, rule]] {
        let (found, _) = read(&format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", events.concat()));
        // The second was moved out of the span.
        let starts: Vec<When> = found.iter().map(|found| found.when).collect();
        assert_eq!(starts, ["2026-11-02", "2026-11-04"].map(|date| When::Time(at(date, 9, 0), at(date, 9, 0))));
    }
    // Of one event that is there twice, what was changed more often holds.
    let version = |sequence: u32, hour: u32| {
        format!("BEGIN:VEVENT\nUID:1\nSEQUENCE:{sequence}\nDTSTART:20261102T{hour:02}0000Z\nEND:VEVENT\n")
    };
    let (found, _) = read(&format!("BEGIN:VCALENDAR\n{}{}END:VCALENDAR\n", version(2, 3), version(1, 1)));
    assert_eq!(
        found.iter().map(|found| found.when).collect::<Vec<_>>(),
        [When::Time(at("2026-11-02", 11, 0), at("2026-11-02", 11, 0))]
    );
}

#[test]
fn ten_thousand_events_come_in_steps() {
    use std::fmt::Write as _;

    let mut text = "BEGIN:VCALENDAR\n".to_owned();
    for number in 0..10_000 {
        let minute = number % 60;
        writeln!(text, "BEGIN:VEVENT\nUID:{number}\nDTSTART:20261125T01{minute:02}00Z\nEND:VEVENT").expect("a text");
    }
    let zone = shanghai();
    let (from, until) = (at("2026-01-01", 0, 0), at("2027-01-01", 0, 0));
    let reader = Reader { from, until, zone: &zone, zones: &zones };
    let mut reading = Reading::new(text.as_bytes()).expect("is a calendar");
    let mut steps = 1;
    while reading.step(&reader, 500) {
        steps += 1;
    }
    assert_eq!((steps, reading.finish().0.len()), (81, 10_000));
}

/// A desk with customers, and what is taken in there.
fn desk() -> Desk {
    let mut desk = company();
    account(&mut desk, 10, "华东机械有限公司", vec![]);
    account(&mut desk, 11, "Alpha Pumps Ltd", vec![(Account::CODE, "KH-0042".into())]);
    account(&mut desk, 12, "Alpha", vec![]);
    create(&mut desk, Site::COLLECTION, 30, vec![(Site::NAME, "Gate 2".into()), (Site::ACCOUNT, Id(10).into())]);
    create(&mut desk, Site::COLLECTION, 31, vec![(Site::NAME, "Gate 2".into()), (Site::ACCOUNT, Id(11).into())]);
    desk
}

fn appointment(uid: &str, title: &str, hour: i64) -> Appointment {
    let when = When::Time(at("2026-11-25", hour, 0), at("2026-11-25", hour + 1, 0));
    let (uid, title) = (uid.to_owned(), title.to_owned());
    Appointment { uid, title, place: String::new(), note: String::new(), when, cancelled: false, line: 1 }
}

fn fate(desk: &Desk, appointment: &Appointment) -> Fate {
    propose(&desk.book, &Names::of(&desk.book, Han::default()), REP, appointment).fate
}

#[test]
fn a_customer_is_recognised_by_the_longest_name_that_stands_there() {
    let desk = desk();
    let one =
        |title: &str, place: &str| fate(&desk, &Appointment { place: place.to_owned(), ..appointment("1", title, 9) });
    let visit = |account: u128, site: Option<u128>| Fate::Visit { account: Id(account), site: site.map(Id) };
    assert_eq!(one("拜访华东机械，张经理", ""), visit(10, None));
    assert_eq!(one("拜访华东机械", "Gate 2"), visit(10, Some(30)));
    assert_eq!(one("ALPHA PUMPS: contract", ""), visit(11, None));
    assert_eq!(one("Alpha, contract", ""), visit(12, None));
    assert_eq!(one("contract KH-0042", ""), visit(11, None));
    assert_eq!(one("lunch", "Alpha Pumps Ltd, Suzhou"), visit(11, None));
    assert_eq!(one("Alphabet", ""), Fate::Left(LeftOut::Nobody));
    assert_eq!(one("dentist", ""), Fate::Left(LeftOut::Nobody));
    assert_eq!(one("at Gate 2", ""), Fate::Left(LeftOut::Several));
}

fn take(desk: &mut Desk, appointments: &[Appointment]) -> Result<(), Rejection> {
    let names = Rc::new(Names::of(&desk.book, Han::default()));
    let (appointments, reason) = (appointments.to_vec(), "off in the calendar".to_owned());
    act(desk, &TakeIn { owner: REP, names, appointments, reason }).map(|_| ())
}

#[test]
fn appointments_are_taken_in_once_and_change_with_their_calendar() {
    let mut desk = desk();
    let mut alpha = appointment("a", "Alpha", 9);
    let mut away = appointment("b", "training", 9);
    away.when = When::Days(day("2026-11-26"), day("2026-11-27"));
    let nobody = appointment("c", "dentist", 11);
    let all = |alpha: &Appointment, away: &Appointment| [alpha.clone(), away.clone(), nobody.clone()];
    take(&mut desk, &all(&alpha, &away)).expect("is taken in");
    let visit = desk.book.get::<Visit>(id(REP, "a").into()).expect("is there");
    assert_eq!((visit.account, visit.owner, visit.locked.as_deref()), (Some(Id(12)), Some(REP), Some("yes")));
    assert_eq!((visit.starts, visit.ends), (Some(at("2026-11-25", 9, 0)), Some(at("2026-11-25", 10, 0))));
    let absence = desk.book.get::<Absence>(id(REP, "b").into()).expect("is there");
    assert_eq!((absence.starts_on, absence.ends_on), (Some(day("2026-11-26")), Some(day("2026-11-27"))));
    assert_eq!((desk.book.all::<Visit>().count(), desk.book.all::<Absence>().count()), (1, 1));
    // The same file again.
    assert_eq!(take(&mut desk, &all(&alpha, &away)), Err(Rejection::Nothing));
    // Moved, and what was changed here and there.
    alpha.when = When::Time(at("2026-11-25", 14, 0), at("2026-11-25", 15, 0));
    away.cancelled = true;
    take(&mut desk, &all(&alpha, &away)).expect("is taken in");
    let visit = desk.book.get::<Visit>(id(REP, "a").into()).expect("is there");
    assert_eq!(visit.starts, Some(at("2026-11-25", 14, 0)));
    assert_eq!((desk.book.all::<Visit>().count(), desk.book.all::<Absence>().count()), (1, 0));
    assert_eq!(fate(&desk, &away), Fate::Left(LeftOut::Deleted));
    // Called off, and on again.
    alpha.cancelled = true;
    take(&mut desk, &[alpha.clone()]).expect("is taken in");
    let visit = desk.book.get::<Visit>(id(REP, "a").into()).expect("is there");
    assert_eq!((visit.status.as_deref(), visit.reason.as_deref()), (Some("cancelled"), Some("off in the calendar")));
    assert_eq!(fate(&desk, &alpha), Fate::Same);
    alpha.cancelled = false;
    take(&mut desk, &[alpha.clone()]).expect("is taken in");
    // What has begun stands.
    let made = Edit {
        collection: Key::Borrowed(Visit::COLLECTION.key),
        id: id(REP, "a"),
        changes: vec![(Visit::STATUS, Some("done".into())), (Visit::RESULT, Some(Value::from("two pumps")))],
        effective: None,
        label: Label::new("label-test"),
    };
    act(&mut desk, &made).expect("is changed");
    alpha.when = When::Time(at("2026-11-25", 16, 0), at("2026-11-25", 17, 0));
    assert_eq!(fate(&desk, &alpha), Fate::Left(LeftOut::Begun));
    assert_eq!(take(&mut desk, &[alpha]), Err(Rejection::Nothing));
}

#[test]
fn nobody_takes_in_for_a_colleague() {
    let mut desk = desk();
    let names = Rc::new(Names::of(&desk.book, Han::default()));
    let appointments = vec![appointment("a", "Alpha", 9)];
    let own = TakeIn { owner: PEER, names, appointments, reason: String::new() };
    // A salesperson writes nothing into another's days.
    assert!(matches!(act(&mut desk, &own), Err(Rejection::NotAllowed { .. })));
}
