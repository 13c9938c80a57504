//! The report of a day: what it begins with, plan against done, what a supervisor sees of it and signs.

use fieldbook::book::Rejection;
use fieldbook::control::day::batch::{Demand, Hitch, Rule, SignMany, hitches};
use fieldbook::control::day::copy::{Words, text};
use fieldbook::control::day::done::{DayDone, Outcome, day_done};
use fieldbook::control::day::open::OpenReport;
use fieldbook::control::day::prefill::{Basis, prefill};
use fieldbook::control::day::progress::{Aim, Size};
use fieldbook::control::day::row::{Row, rows};
use fieldbook::control::day::standing::{Standing, due, is_late};
use fieldbook::control::day::{Paper, Sheet};
use fieldbook::control::sign::{Sign, SignAndTalk, Talk, Verdict};
use fieldbook::model::permission::{Actor, Layer};
use fieldbook::model::records::{
    Absence, ApprovalId, Complaint, Contact, CreditNote, DayReport, Expense, GoodsReturn, Invoice, MarketReport, Order,
    OrderLine, Organisation, Receipt, SalesTarget, Shipment, Signature, Visit,
};
use fieldbook::model::{BasisPoints, Calendar, Currency, Day, Id, Instant, Money, Record, Share, Value};
use fieldbook::visits::trace::Diary;

use super::days::{TODAY, TOMORROW, difference, planned, set, sign, stands, submit};
use super::import_desk::{Desk, NOW};
use super::visits::{BOSS, LEAD, MINUTE, PEER, REP, account, act, as_person, at, company, create, day, visit};

fn money(minor: i64) -> Money {
    Money::new(minor, Currency::CNY)
}

/// A day of five visits, with what was taken in on it and before.
pub(crate) fn worked() -> Desk {
    let mut desk = company();
    for (id, name) in [(10, "Alpha"), (11, "Beta"), (12, "Gamma"), (13, "Delta"), (14, "Epsilon")] {
        account(&mut desk, id, name, vec![]);
    }
    create(&mut desk, Contact::COLLECTION, 20, vec![(Contact::NAME, "Ms Chen".into())]);
    let instant = |hour: i64, minute: i64| Value::Instant(at(TODAY, hour, minute));
    let mut alpha = planned(TODAY, 10, "an order");
    alpha.extend([
        (Visit::ARRIVED, instant(10, 5)),
        (Visit::LEFT, instant(10, 40)),
        (Visit::STATUS, "done".into()),
        (Visit::MET, Id(20).into()),
        (Visit::ACHIEVED, "yes".into()),
        (Visit::RESULT, "two pumps\nordered".into()),
        (Visit::COMPETITION, "prices down".into()),
    ]);
    visit(&mut desk, 30, 10, alpha);
    let mut beta = planned(TODAY, 11, "a talk");
    beta.extend([
        (Visit::ARRIVED, instant(11, 0)),
        (Visit::LEFT, instant(11, 0)),
        (Visit::STATUS, "done".into()),
        (Visit::FOUND, "nobody".into()),
    ]);
    visit(&mut desk, 31, 11, beta);
    let gamma = vec![
        (Visit::UNPLANNED, "yes".into()),
        (Visit::ARRIVED, instant(11, 30)),
        (Visit::LEFT, instant(12, 0)),
        (Visit::STATUS, "done".into()),
        (Visit::INSTEAD_OF, Id(31).into()),
        (Visit::OPINION, "too loud".into()),
    ];
    visit(&mut desk, 32, 12, gamma);
    let mut delta = planned(TODAY, 14, "a payment");
    delta.extend([(Visit::STATUS, "cancelled".into()), (Visit::REASON, "stocktaking".into())]);
    visit(&mut desk, 33, 13, delta);
    visit(&mut desk, 34, 14, planned(TODAY, 15, "a talk"));
    takings(&mut desk);
    as_person(&mut desk, REP, Layer::Salesperson);
    desk
}

fn order(desk: &mut Desk, id: u128, on: &str, more: Vec<(usize, Value)>) {
    let mut values =
        vec![(Order::ACCOUNT, Id(10).into()), (Order::OWNER, REP.into()), (Order::ORDERED_ON, Value::Date(day(on)))];
    values.extend(more);
    create(desk, Order::COLLECTION, id, values);
}

fn takings(desk: &mut Desk) {
    let amount = |minor: i64| Value::Money(money(minor));
    order(desk, 40, "2026-11-03", vec![(Order::AMOUNT, amount(5_000_000))]);
    // 2 x 1,000.00 less 10 % and a line of 4,000.00: what the order itself states is not asked.
    order(desk, 41, TODAY, vec![(Order::AMOUNT, amount(1)), (Order::VISIT, Id(30).into())]);
    let line = |more: Vec<(usize, Value)>| {
        let mut values = vec![(OrderLine::ORDER, Id(41).into()), (OrderLine::PRODUCT, Id(99).into())];
        values.extend(more);
        values
    };
    let two = line(vec![
        (OrderLine::QUANTITY, Value::Number(2.0)),
        (OrderLine::PRICE, amount(100_000)),
        (OrderLine::DISCOUNT, Value::Percent(BasisPoints(1_000))),
    ]);
    create(desk, OrderLine::COLLECTION, 50, two);
    let stated = line(vec![(OrderLine::QUANTITY, Value::Number(1.0)), (OrderLine::AMOUNT, amount(400_000))]);
    create(desk, OrderLine::COLLECTION, 51, stated);
    order(desk, 42, TODAY, vec![(Order::AMOUNT, amount(999_900)), (Order::STATUS, "cancelled".into())]);
    let shares = vec![Share { of: REP, part: BasisPoints(2_500) }, Share { of: PEER, part: BasisPoints(7_500) }];
    order(desk, 43, "2026-11-10", vec![(Order::AMOUNT, amount(2_000_000)), (Order::SHARES, Value::Shares(shares))]);
    for (id, kind, minor) in [(60, "payment", 300_000), (61, "refund", 50_000)] {
        let values = vec![
            (Receipt::ACCOUNT, Id(10).into()),
            (Receipt::OWNER, REP.into()),
            (Receipt::KIND, kind.into()),
            (Receipt::RECEIVED_ON, Value::Date(day(TODAY))),
            (Receipt::AMOUNT, amount(minor)),
        ];
        create(desk, Receipt::COLLECTION, id, values);
    }
    for (id, minor) in [(62, 12_000), (63, 6_030)] {
        let values = vec![
            (Expense::PURPOSE, "taxi".into()),
            (Expense::OWNER, REP.into()),
            (Expense::SPENT_ON, Value::Date(day(TODAY))),
            (Expense::AMOUNT, amount(minor)),
        ];
        create(desk, Expense::COLLECTION, id, values);
    }
    let targets = [
        (70, "orders", "month", "2026-11-01", Some(21_000_000), None),
        (71, "collection", "quarter", "2026-10-01", Some(6_600_000), None),
        (72, "visits", "month", "2026-11-01", None, Some(42.0)),
    ];
    for (id, measure, period, from, minor, quantity) in targets {
        let mut values = vec![
            (SalesTarget::MEASURE, measure.into()),
            (SalesTarget::PERSON, REP.into()),
            (SalesTarget::PERIOD, period.into()),
            (SalesTarget::STARTS_ON, Value::Date(day(from))),
        ];
        values.extend(minor.map(|minor| (SalesTarget::AMOUNT, amount(minor))));
        values.extend(quantity.map(|quantity| (SalesTarget::QUANTITY, Value::Number(quantity))));
        create(desk, SalesTarget::COLLECTION, id, values);
    }
}

fn done(desk: &Desk) -> DayDone {
    let span = (at(TODAY, 0, 0), at(TOMORROW, 0, 0));
    day_done(&desk.book, &Diary::of(&desk.book).between(REP, span.0, span.1), span)
}

#[test]
fn plan_and_done_differ_in_what_is_said() {
    let desk = worked();
    let done = done(&desk);
    let lines: Vec<(u128, Outcome, bool, Option<i64>)> =
        done.lines.iter().map(|line| (line.visit.id.0, line.outcome, line.planned, line.late_by)).collect();
    let expected = [
        (30, Outcome::Done, true, Some(5)),
        (31, Outcome::Nobody, true, Some(0)),
        (32, Outcome::Done, false, None),
        (33, Outcome::Cancelled, true, None),
        (34, Outcome::Open, true, None),
    ];
    assert_eq!(lines, expected);
    assert_eq!(done.lines.iter().filter(|line| line.is_difference()).count(), 4);
    assert_eq!(done.lines[2].instead_of, Some(Id(31)));
    // Of Alpha, Beta and Epsilon one; Delta was called off.
    assert_eq!((done.done, done.planned, done.unplanned), (1, 3, 1));
    assert_eq!(done.completion(), Some(BasisPoints(3_333)));
    // Three arrivals; only at Alpha somebody with a name was met and something achieved.
    assert_eq!((done.effective, done.arrivals, done.effective_rate()), (1, 3, Some(BasisPoints(3_333))));
    assert!(!done.is_settled(), "nothing was said of Epsilon");
}

#[test]
fn targets_are_parted_over_working_days() {
    let desk = worked();
    let calendar = Calendar::weekends();
    let basis = Basis::of(&desk.book, &desk.zone, &calendar, day(TODAY));
    let progress = basis.progress(&desk.book, REP, day(TODAY));
    let of = |aim: Aim| progress.iter().find(|progress| progress.aim == aim).expect("has a target");
    // 50,000 + 5,800 + a quarter of 20,000, of 210,000: 28.952 %.
    let orders = of(Aim::Orders);
    assert_eq!((orders.actual, orders.rate), (Some(Size::Money(money(6_080_000))), Some(BasisPoints(2_895))));
    assert_eq!(orders.gap(), Some(Size::Money(money(14_920_000))));
    // Of 21 working days in November 18 are over, the 25th included; the month has a weekend at each end.
    assert_eq!((orders.of_day, orders.elapsed), (Some(Size::Money(money(1_000_000))), Some(BasisPoints(8_571))));
    // 22 + 21 + 23 working days in the quarter.
    let collection = of(Aim::Collection);
    assert_eq!(collection.period, (day("2026-10-01"), day("2026-12-31")));
    assert_eq!(
        (collection.actual, collection.of_day),
        (Some(Size::Money(money(250_000))), Some(Size::Money(money(100_000))))
    );
    let visits = of(Aim::Visits);
    assert_eq!((visits.actual, visits.of_day), (Some(Size::Count(2.0)), Some(Size::Count(2.0))));
    assert_eq!(visits.rate, Some(BasisPoints(476)), "2 of 42");
    assert_eq!(progress.len(), 3, "no target for calls");
    let sunday = basis.progress(&desk.book, REP, day("2026-11-22"));
    assert!(sunday.iter().all(|progress| progress.of_day.is_none()), "nothing falls on a day off");
    let peer = basis.progress(&desk.book, PEER, day(TODAY));
    assert_eq!(peer, []);
}

#[test]
fn a_report_begins_with_what_is_known() {
    let mut desk = worked();
    let complaint = vec![
        (Complaint::SUBJECT, "leaks".into()),
        (Complaint::ACCOUNT, Id(12).into()),
        (Complaint::OWNER, REP.into()),
        (Complaint::RECEIVED_ON, Value::Date(day(TODAY))),
    ];
    create(&mut desk, Complaint::COLLECTION, 80, complaint);
    for (id, trigger, subject) in [(81, "promotion", "one for two"), (82, "personnel", "new buyer")] {
        let values = vec![
            (MarketReport::SUBJECT, subject.into()),
            (MarketReport::TRIGGER, trigger.into()),
            (MarketReport::ACCOUNT, Id(11).into()),
            (MarketReport::OWNER, REP.into()),
            (MarketReport::SEEN_ON, Value::Date(day(TODAY))),
        ];
        create(&mut desk, MarketReport::COLLECTION, id, values);
    }
    let calendar = Calendar::weekends();
    act(&mut desk, &OpenReport { owner: REP, day: day(TODAY), calendar: calendar.clone() }).expect("opens");
    let id = Paper::Report.id(REP, day(TODAY));
    let report = desk.book.get::<DayReport>(id.into()).expect("is there");
    assert_eq!(report.attendance.as_deref(), Some("present"));
    assert_eq!((report.came, report.went), (Some(at(TODAY, 10, 5)), Some(at(TODAY, 12, 0))));
    assert_eq!((report.collected, report.collection_target), (Some(money(250_000)), Some(money(100_000))));
    assert_eq!((report.ordered, report.order_target), (Some(money(580_000)), Some(money(1_000_000))));
    assert_eq!(report.spent, Some(money(18_030)));
    assert_eq!(report.competition.as_deref(), Some("Alpha: prices down\nBeta: one for two"));
    assert_eq!(report.opinions.as_deref(), Some("Gamma: too loud"));
    assert_eq!((report.news.as_deref(), report.insight), (Some("Beta: new buyer"), None));
    assert_eq!(report.complaints.as_deref(), Some("Gamma: leaks"));
    // What was typed stays; figures are as they are now.
    set(&mut desk, DayReport::COLLECTION.key, id, (DayReport::OPINIONS, Some("mine".into())));
    let report = desk.book.get::<DayReport>(id.into()).expect("is there");
    let basis = Basis::of(&desk.book, &desk.zone, &calendar, day(TODAY));
    let renewed = prefill(&desk.book, &desk.zone, &basis, REP, day(TODAY)).renews(&report);
    let fields: Vec<usize> = renewed.iter().map(|(field, _)| *field).collect();
    assert!(!fields.contains(&DayReport::OPINIONS) && fields.contains(&DayReport::ORDERED));
}

#[test]
fn whoever_was_not_there_is_said_so() {
    let mut desk = company();
    let sick = vec![
        (Absence::OWNER, REP.into()),
        (Absence::KIND, "sick".into()),
        (Absence::STARTS_ON, Value::Date(day("2026-11-24"))),
        (Absence::ENDS_ON, Value::Date(day(TODAY))),
    ];
    create(&mut desk, Absence::COLLECTION, 80, sick);
    let calendar = Calendar::weekends();
    let basis = Basis::of(&desk.book, &desk.zone, &calendar, day(TODAY));
    let of = |person: Id, on: &str| prefill(&desk.book, &desk.zone, &basis, person, day(on));
    assert_eq!(of(REP, TODAY).attendance, Some("sick"));
    assert_eq!((of(REP, TOMORROW).attendance, of(PEER, TODAY).attendance), (None, None), "nothing is known");
    assert_eq!(of(PEER, TODAY).changes(), []);
}

/// The report of the day, handed in.
fn reported() -> (Desk, Id) {
    let mut desk = worked();
    act(&mut desk, &OpenReport { owner: REP, day: day(TODAY), calendar: Calendar::weekends() }).expect("opens");
    let form = Paper::Report.id(REP, day(TODAY));
    act(&mut desk, &submit(form)).expect("is handed in");
    (desk, form)
}

#[test]
fn a_report_changes_when_a_visit_of_it_does() {
    let (mut desk, form) = reported();
    sign(&mut desk, Verdict::Approved, "well done");
    assert_eq!(stands(&desk, form), Standing::Approved);
    set(&mut desk, "visits", Id(32), (Visit::RESULT, Some("agreed".into())));
    let changed = vec![difference(Some(3), "result", None, Some("agreed"))];
    assert_eq!(stands(&desk, form), Standing::Changed(Verdict::Approved, changed));
}

#[test]
fn what_is_handed_in_after_its_time_is_late() {
    let (mut desk, form) = reported();
    let sheet = Sheet::of(&desk.book, form).expect("is there");
    assert_eq!(due(&desk.book, &sheet), Some(at(TOMORROW, 0, 0)), "24 hours after the day began");
    assert!(!is_late(&desk.book, &sheet, at("2026-12-31", 0, 0)), "it was handed in in time");
    let never = Sheet { submitted: None, ..sheet };
    assert!(!is_late(&desk.book, &never, at(TOMORROW, 0, 0)));
    assert!(is_late(&desk.book, &never, at(TOMORROW, 0, 1)));
    let organisation = vec![(Organisation::NAME, "We".into()), (Organisation::REPORT_HOURS, Value::Number(9.5))];
    create(&mut desk, Organisation::COLLECTION, 95, organisation);
    // Due at half past nine; it was handed in at ten.
    assert_eq!((sheet.submitted, NOW), (Some(at(TODAY, 10, 0)), at(TODAY, 10, 0)));
    assert!(is_late(&desk.book, &sheet, NOW));
}

fn only_row(desk: &Desk, me: Option<Id>, person: Id) -> Row {
    let all = rows(&desk.book, &desk.zone, &Calendar::weekends(), me, (day(TODAY), at(TODAY, 18, 0)));
    all.into_iter().find(|row| row.person == person).expect("is led")
}

#[test]
fn a_supervisor_sees_the_days_of_whom_they_lead() {
    let (desk, form) = reported();
    let calendar = Calendar::weekends();
    let people = |me: Option<Id>| -> Vec<Id> {
        let rows = rows(&desk.book, &desk.zone, &calendar, me, (day(TODAY), NOW));
        rows.iter().map(|row| row.person).collect()
    };
    assert_eq!((people(Some(LEAD)), people(Some(BOSS))), (vec![REP, PEER], vec![LEAD, REP, PEER]));
    assert_eq!((people(Some(REP)), people(None)), (vec![], vec![LEAD, REP, PEER]));
    let row = only_row(&desk, Some(LEAD), REP);
    assert_eq!(
        (row.ordered, row.collected, row.spent),
        (Some(money(580_000)), Some(money(250_000)), Some(money(18_030)))
    );
    // 180.30 over the two visits made.
    assert_eq!(row.cost_per_visit, Some(money(9_015)));
    assert_eq!((row.done.done, row.done.planned, row.progress.len()), (1, 3, 3));
    let report = row.report.expect("is there");
    assert_eq!((report.sheet.id, report.is_late), (form, false));
    assert_eq!((report.standing, report.request), (Standing::Waiting(vec![]), Some((ApprovalId(Id(900)), true))));
    assert_eq!((row.plan, row.doubts, row.exceptions), (None, 0, 0));
    let next = rows(&desk.book, &desk.zone, &calendar, Some(LEAD), (day(TODAY), at(TOMORROW, 0, 1)));
    let lacks: Vec<(Id, bool)> = next.iter().map(|row| (row.person, row.lacks_report)).collect();
    assert_eq!(lacks, [(REP, false), (PEER, true)], "a minute after midnight");
    let peer = only_row(&desk, Some(LEAD), PEER);
    assert!(!peer.lacks_report, "at six there is still time");
    assert_eq!((peer.report, peer.ordered, peer.done), (None, None, DayDone::default()));
}

#[test]
fn many_are_signed_by_rule_and_the_rest_is_held_back() {
    let (mut desk, form) = reported();
    let row = only_row(&desk, Some(LEAD), REP);
    assert_eq!(hitches(&row, &Rule::default()), [Hitch::Unsettled, Hitch::Plan]);
    let demands = vec![Demand::OnTime, Demand::NoDoubts, Demand::NoExceptions];
    let loose = Rule { demands, ..Rule::default() };
    assert_eq!(hitches(&row, &loose), []);
    let strict = Rule { completion: Some(BasisPoints(5_000)), spent_up_to: Some(money(18_029)), ..loose.clone() };
    assert_eq!(hitches(&row, &strict), [Hitch::Completion(BasisPoints(3_333)), Hitch::Spent(money(18_030))]);
    assert_eq!(hitches(&only_row(&desk, Some(LEAD), PEER), &loose), [Hitch::NotWaiting]);
    // Who may not sign signs nothing; one that was signed already is left out.
    let many = SignMany { approvals: vec![ApprovalId(Id(900)), ApprovalId(Id(901))], remark: Some("seen".into()) };
    assert!(matches!(act(&mut desk, &many), Err(Rejection::NotAllowed { .. })), "nobody signs their own");
    as_person(&mut desk, LEAD, Layer::Supervisor);
    act(&mut desk, &many).expect("are signed");
    assert_eq!(stands(&desk, form), Standing::Approved);
    let signatures: Vec<Signature> = desk.book.all::<Signature>().collect();
    assert_eq!((signatures.len(), signatures[0].remark.as_deref()), (1, Some("seen")));
    assert!(matches!(act(&mut desk, &many), Err(Rejection::Nothing)));
    let sign = Sign { approval: ApprovalId(Id(900)), verdict: Verdict::Returned, remark: Some("call me".into()) };
    act(&mut desk, &SignAndTalk { sign, talk: Talk::Alone }).expect("is signed");
    let talks: Vec<Option<String>> = desk.book.all::<Signature>().map(|signature| signature.talk).collect();
    assert_eq!(talks, [None, Some("alone".to_owned())]);
    for (talk, code) in Talk::ALL {
        assert_eq!((talk.code(), Talk::parse(code)), (code, Some(talk)));
    }
}

/// Says keys instead of words.
struct Keys;

impl Words for Keys {
    fn say(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<String> = values.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if values.is_empty() { key.to_owned() } else { format!("{key}({})", values.join(", ")) }
    }

    fn money(&self, money: Money) -> String {
        money.decimal()
    }

    fn clock(&self, at: Instant) -> String {
        let minute = (at.0 / MINUTE + 480).rem_euclid(1440);
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    fn share(&self, share: BasisPoints) -> String {
        format!("{} bp", share.0)
    }

    fn day(&self, day: Day) -> String {
        day.to_string()
    }
}

#[test]
fn a_report_is_copied_as_tidy_text() {
    let (desk, form) = reported();
    let report = desk.book.get::<DayReport>(form.into()).expect("is there");
    let said = text(&desk.book, &report, (&done(&desk), true), &Keys);
    let expected = "\
record-day_reports person 3 2026-11-25
day-late
1. field-day_reports-attendance: choice-day_reports-attendance-present 10:05\u{2013}12:00
2. day-results
  day-plan-done(done=1, planned=3, more=1)
  10:05 Alpha \u{b7} Ms Chen \u{b7} two pumps ordered
  11:00 Beta \u{b7} choice-visits-found-nobody
  11:30 Gamma \u{b7} field-visits-unplanned
  14:00 Delta \u{b7} choice-visits-status-cancelled \u{b7} stocktaking
  15:00 Epsilon \u{b7} choice-visits-status-planned
3. field-day_reports-complaints: day-none
4. day-reached
  day-of-target(name=day-collection, actual=2500.00, target=1000.00, rate=25000 bp)
  day-of-target(name=day-orders, actual=5800.00, target=10000.00, rate=5800 bp)
5. field-day_reports-competition: Alpha: prices down
6. field-day_reports-opinions: Gamma: too loud
7. field-day_reports-news: day-none
8. field-day_reports-insight: day-none
9. field-day_reports-spent: 180.30";
    assert_eq!(said, expected);
}

#[test]
fn a_founder_signs_before_anybody_was_chosen() {
    let (mut desk, form) = reported();
    desk.actor = Actor::FOUNDER;
    act(&mut desk, &Sign { approval: ApprovalId(Id(900)), verdict: Verdict::Approved, remark: None }).expect("signs");
    assert_eq!(stands(&desk, form), Standing::Approved);
}

/// What somebody is to sell in November, in yuan, and what was sold.
fn sold(desk: &Desk) -> (Option<Size>, Option<BasisPoints>) {
    let calendar = Calendar::weekends();
    let basis = Basis::of(&desk.book, &desk.zone, &calendar, day(TODAY));
    let progress = basis.progress(&desk.book, REP, day(TODAY));
    let sales = progress.iter().find(|progress| progress.aim == Aim::Sales).expect("has a target");
    (sales.actual, sales.rate)
}

#[test]
fn sales_are_counted_by_the_companys_basis() {
    let mut desk = worked();
    let amount = |minor: i64| Value::Money(money(minor));
    let target = vec![
        (SalesTarget::MEASURE, "sales".into()),
        (SalesTarget::PERSON, REP.into()),
        (SalesTarget::PERIOD, "month".into()),
        (SalesTarget::STARTS_ON, Value::Date(day("2026-11-01"))),
        (SalesTarget::AMOUNT, amount(7_500_000)),
    ];
    create(&mut desk, SalesTarget::COLLECTION, 73, target);
    let line = (Shipment::LINE, Value::from(Id(50)));
    // One of the two at 1,000.00 less 10 %; one of October is of another month.
    for (id, on) in [(100, TODAY), (101, "2026-10-30")] {
        let values =
            vec![line.clone(), (Shipment::SHIPPED_ON, Value::Date(day(on))), (Shipment::QUANTITY, Value::Number(1.0))];
        create(&mut desk, Shipment::COLLECTION, id, values);
    }
    let returned = vec![
        (GoodsReturn::LINE, Id(50).into()),
        (GoodsReturn::RETURNED_ON, Value::Date(day(TODAY))),
        (GoodsReturn::QUANTITY, Value::Number(1.0)),
        (GoodsReturn::AMOUNT, amount(10_000)),
    ];
    create(&mut desk, GoodsReturn::COLLECTION, 102, returned);
    let note = vec![
        (CreditNote::LINE, Id(50).into()),
        (CreditNote::POSTED_ON, Value::Date(day(TODAY))),
        (CreditNote::AMOUNT, amount(5_000)),
    ];
    create(&mut desk, CreditNote::COLLECTION, 103, note);
    let invoice = vec![
        (Invoice::LINE, Id(51).into()),
        (Invoice::ISSUED_ON, Value::Date(day(TODAY))),
        (Invoice::AMOUNT, amount(200_000)),
    ];
    create(&mut desk, Invoice::COLLECTION, 104, invoice);
    // 900.00 less 100.00 and 50.00, of 75,000.00.
    assert_eq!(sold(&desk), (Some(Size::Money(money(75_000))), Some(BasisPoints(100))));
    let we = vec![(Organisation::NAME, "We".into()), (Organisation::SALES_BASIS, "invoiced".into())];
    create(&mut desk, Organisation::COLLECTION, 95, we);
    assert_eq!(sold(&desk).0, Some(Size::Money(money(185_000))), "2,000.00 less the same");
    // Only the order of the 3rd is more than a draft.
    set(&mut desk, "orders", Id(40), (Order::STATUS, Some("confirmed".into())));
    desk.actor = Actor::FOUNDER;
    set(&mut desk, "organisations", Id(95), (Organisation::SALES_BASIS, Some("signed".into())));
    assert_eq!(sold(&desk).0, Some(Size::Money(money(4_985_000))), "50,000.00 less the same");
}
