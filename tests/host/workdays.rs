//! The working day of a person, today's next stop, whom else to see, phrases, and the page on a customer.

use fieldbook::book::Rejection;
use fieldbook::control::day::brief::{Ask, Bought, brief};
use fieldbook::control::policy::{Standing, in_force};
use fieldbook::model::permission::Layer;
use fieldbook::model::records::{
    Absence, Account, Allocation, Complaint, ComplaintId, Order, OrderLine, Person, Phrase, Policy, Receivable, Trip,
    Visit, VisitId,
};
use fieldbook::model::{Calendar, Currency, Datum, Id, Money, Place, Point, Record, Value};
use fieldbook::query::measure::MoneyBag;
use fieldbook::visits::cycle::Due;
use fieldbook::visits::phrases::phrases;
use fieldbook::visits::today::{suggestions, today};
use fieldbook::visits::trace::Diary;
use fieldbook::visits::workday::{DayOff, SetWorkday, Workday, workday};

use super::day_reports::worked;
use super::days::{TODAY, TOMORROW, cadence, planned, set, windows};
use super::import_desk::Desk;
use super::visits::{LEAD, PEER, REP, account, act, as_person, at, company, create, day, visit};

fn place(latitude: f64) -> Place {
    Place::new(Point::of_degrees(latitude, 120.6).expect("on the Earth"), Datum::Wgs84)
}

fn of(desk: &Desk, on: &str) -> Workday {
    workday(&desk.book, &Calendar::weekends(), REP, day(on))
}

#[test]
fn a_day_begins_at_home_and_on_a_trip_at_the_hotel() {
    let mut desk = company();
    let usual = of(&desk, TODAY);
    assert_eq!(
        (usual.hours, usual.lunch),
        (vec![(510, 1050)], Some(((690, 810), 3600))),
        "half past eight to half past five"
    );
    assert_eq!((usual.off, usual.start, usual.trip), (None, None, None));
    let say = |field: usize, value: Value| SetWorkday { person: REP, changes: vec![(field, Some(value))] };
    act(&mut desk, &say(Person::START_PLACE, Value::Place(place(31.3)))).expect("is one's own");
    let role = act(&mut desk, &say(Person::ROLE, "owner".into()));
    assert!(matches!(role, Err(Rejection::NotAllowed { .. })), "nobody makes themselves owner");
    as_person(&mut desk, PEER, Layer::Salesperson);
    let other = act(&mut desk, &say(Person::START_PLACE, Value::Place(place(31.4))));
    assert!(matches!(other, Err(Rejection::NotAllowed { .. })), "nor says where a colleague begins");
    let trip = vec![
        (Trip::PURPOSE, "Nanjing".into()),
        (Trip::OWNER, REP.into()),
        (Trip::STARTS_ON, Value::Date(day(TODAY))),
        (Trip::ENDS_ON, Value::Date(day("2026-11-27"))),
        (Trip::HOTEL_PLACE, Value::Place(place(32.0))),
    ];
    create(&mut desk, Trip::COLLECTION, 90, trip);
    let (home, hotel) = (Some(place(31.3)), Some(place(32.0)));
    let ends = |on: &str| (of(&desk, on).start, of(&desk, on).end, of(&desk, on).trip);
    assert_eq!(ends("2026-11-24"), (home, home, None));
    assert_eq!(ends(TODAY), (home, hotel, Some(Id(90))));
    assert_eq!(ends(TOMORROW), (hotel, hotel, Some(Id(90))));
    assert_eq!(ends("2026-11-27"), (hotel, home, Some(Id(90))));
}

#[test]
fn days_off_say_why() {
    let mut desk = company();
    // The 28th is a Saturday.
    assert_eq!(of(&desk, "2026-11-28").off, Some(DayOff::Weekend));
    assert_eq!((of(&desk, "2026-11-28").hours, of(&desk, "2026-11-28").lunch), (vec![], None));
    let hours = vec![(Person::HOURS, Some(windows("mon-thu 9-12 13-18; sat 9-12")))];
    as_person(&mut desk, LEAD, Layer::Supervisor);
    act(&mut desk, &SetWorkday { person: REP, changes: hours }).expect("leads them");
    assert_eq!(of(&desk, TODAY).hours, [(540, 720), (780, 1080)]);
    assert_eq!((of(&desk, "2026-11-28").off, of(&desk, "2026-11-28").hours), (None, vec![(540, 720)]));
    assert_eq!(of(&desk, "2026-11-27").off, Some(DayOff::Free), "Fridays are free");
    let leave = vec![
        (Absence::OWNER, REP.into()),
        (Absence::KIND, "training".into()),
        (Absence::STARTS_ON, Value::Date(day(TODAY))),
    ];
    create(&mut desk, Absence::COLLECTION, 91, leave);
    assert_eq!(of(&desk, TODAY).off, Some(DayOff::Absent("training".to_owned())));
    assert_eq!(of(&desk, TOMORROW).off, None, "one day alone");
    let calendar = Calendar::parse(include_str!("../../public/facts/calendar-cn.txt")).expect("reads");
    let cn = |on: &str| workday(&desk.book, &calendar, PEER, day(on)).off;
    assert_eq!((cn("2026-10-01"), cn(TODAY)), (Some(DayOff::Holiday), None), "National Day");
}

#[test]
fn the_next_stop_stands_on_top() {
    let desk = worked();
    let visits = Diary::of(&desk.book).between(REP, at(TODAY, 0, 0), at(TOMORROW, 0, 0));
    let stands = today(&visits);
    assert_eq!((stands.now, stands.next.map(|visit| visit.id)), (None, Some(Id(34))));
    assert_eq!(stands.later, []);
    assert_eq!(stands.over.iter().map(|visit| visit.id.0).collect::<Vec<_>>(), [30, 31, 32, 33]);
}

#[test]
fn whom_else_to_see_is_near_and_due() {
    let mut desk = company();
    cadence(&mut desk, 1.0, "week", vec![]);
    let near = |latitude: f64| vec![(Account::CLASS, "a".into()), (Account::PLACE, Value::Place(place(latitude)))];
    // 0.01 degrees are 1,112 m.
    for (id, name, latitude) in [(10, "Alpha", 31.31), (11, "Beta", 31.32), (12, "Gamma", 31.9), (13, "Delta", 31.3)] {
        account(&mut desk, id, name, near(latitude));
    }
    let mut other = near(31.3);
    other.push((Account::OWNER, PEER.into()));
    other.push((Account::NAME, "Peer's".into()));
    create(&mut desk, Account::COLLECTION, 14, other);
    let mut made = planned("2026-11-10", 9, "talk");
    made.push((Visit::STATUS, "done".into()));
    visit(&mut desk, 30, 11, made);
    visit(&mut desk, 31, 13, planned(TODAY, 15, "today anyway"));
    let visits = Diary::of(&desk.book).between(REP, at(TODAY, 0, 0), at(TOMORROW, 0, 0));
    let from = place(31.3).point();
    let found = suggestions(&desk.book, &desk.zone, day(TODAY), (REP, from), 5_000, &visits);
    // One a week: eleven days at most, over since the 21st; Alpha was never seen. Gamma is 66 km away.
    let said: Vec<(&str, Due, u32)> =
        found.iter().map(|one| (one.cycle.of.name.as_str(), one.cycle.due, one.metres)).collect();
    assert_eq!(said, [("Beta", Due::Overdue(4), 2_224), ("Alpha", Due::Never, 1_112)]);
}

#[test]
fn my_phrases_stand_before_everybodys() {
    let mut desk = company();
    let texts = [
        (1, None, "result", "agreed"),
        (2, Some(REP), "result", "price asked"),
        (3, Some(PEER), "result", "hers"),
        (4, None, "result", "price asked"),
        (5, None, "opinion", "too loud"),
    ];
    for (id, owner, used_for, text) in texts {
        let mut values = vec![(Phrase::TEXT, text.into()), (Phrase::USED_FOR, used_for.into())];
        values.extend(owner.map(|owner: Id| (Phrase::OWNER, owner.into())));
        create(&mut desk, Phrase::COLLECTION, 200 + id, values);
    }
    assert_eq!(phrases(&desk.book, Some(REP), "result"), ["price asked", "agreed"]);
    assert_eq!(phrases(&desk.book, None, "opinion"), ["too loud"]);
}

#[test]
fn policies_in_force_open_the_plan() {
    let mut desk = company();
    for (id, title, first, last) in [
        (1, "now", "2026-11-01", "2026-11-30"),
        (2, "over", "2026-10-01", "2026-10-31"),
        (3, "soon", "2026-12-01", "2026-12-31"),
    ] {
        let values = vec![
            (Policy::TITLE, title.into()),
            (Policy::STARTS_ON, Value::Date(day(first))),
            (Policy::ENDS_ON, Value::Date(day(last))),
        ];
        create(&mut desk, Policy::COLLECTION, 300 + id, values);
    }
    let said: Vec<(Option<String>, Standing)> =
        in_force(&desk.book, REP, day(TODAY)).into_iter().map(|(policy, standing)| (policy.title, standing)).collect();
    assert_eq!(said, [(Some("now".to_owned()), Standing::Unread)]);
}

#[test]
fn one_page_tells_of_a_customer() {
    let mut desk = worked();
    set(&mut desk, "visits", Id(30), (Visit::NEXT_STEP, Some("send a quote".into())));
    set(&mut desk, "visits", Id(30), (Visit::NEXT_STEP_ON, Some(Value::Date(day(TOMORROW)))));
    let cny = |minor: i64| Money::new(minor, Currency::CNY);
    for (id, due, minor, paid) in
        [(400, "2026-11-01", 90_000, 40_000), (401, "2026-11-20", 5_000, 5_000), (402, TOMORROW, 7, 0)]
    {
        let values = vec![
            (Receivable::ACCOUNT, Id(10).into()),
            (Receivable::AMOUNT, Value::Money(cny(minor))),
            (Receivable::DUE_ON, Value::Date(day(due))),
        ];
        create(&mut desk, Receivable::COLLECTION, id, values);
        let part = vec![(Allocation::RECEIVABLE, Id(id).into()), (Allocation::AMOUNT, Value::Money(cny(paid)))];
        create(&mut desk, Allocation::COLLECTION, id + 10, part);
    }
    let complaint = vec![
        (Complaint::SUBJECT, "leaks".into()),
        (Complaint::ACCOUNT, Id(10).into()),
        (Complaint::RECEIVED_ON, Value::Date(day(TODAY))),
    ];
    create(&mut desk, Complaint::COLLECTION, 420, complaint);
    set(&mut desk, "orders", Id(41), (Order::STATUS, Some("confirmed".into())));
    set(&mut desk, "order_lines", Id(51), (OrderLine::PRODUCT, Some(Id(98).into())));
    // Whoever is with the customer now still reads what the visit before has left open.
    let now = vec![
        (Visit::UNPLANNED, "yes".into()),
        (Visit::ARRIVED, Value::Instant(at(TODAY, 16, 0))),
        (Visit::STATUS, "under_way".into()),
    ];
    visit(&mut desk, 39, 10, now);
    let page = brief(&desk.book, &desk.zone, Id(10), day(TODAY));
    assert_eq!(page.visits.iter().map(|visit| visit.id.0).collect::<Vec<_>>(), [30]);
    // 900.00 less 400.00 since the 1st; what was paid and what is due tomorrow are none of it.
    let mut overdue = MoneyBag::default();
    overdue.add_money(cny(50_000));
    assert_eq!(page.overdue, overdue);
    let asks = vec![
        Ask::NextStep { visit: VisitId(Id(30)), what: "send a quote".to_owned(), on: Some(day(TOMORROW)) },
        Ask::Complaint(ComplaintId(Id(420))),
        Ask::Overdue(day("2026-11-01")),
    ];
    assert_eq!(page.asks, asks);
    let bought = |product: u128, quantity: f64, price: Option<i64>, worth: i64| Bought {
        product: Id(product),
        on: day(TODAY),
        quantity: Some(quantity),
        price: price.map(cny),
        worth: Some(cny(worth)),
    };
    // 1,000.00 less 10 %.
    assert_eq!(page.bought, [bought(98, 1.0, None, 400_000), bought(99, 2.0, Some(90_000), 180_000)]);
}
