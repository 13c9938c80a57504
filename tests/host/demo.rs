//! The demo company rests on itself: whatever it says in one record, the others bear out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Instant as Clock;

use fieldbook::book::{Book, Context, Moment, View};
use fieldbook::control::inbox::{Answer, inbox, waiting};
use fieldbook::model::id::IdMaker;
use fieldbook::model::permission::Actor;
use fieldbook::model::records::{
    Account, Activity, Advance, AdvancePayment, Allocation, Area, CommissionPayment, CommissionRule, Contact,
    CreditNote, Deal, Expense, Invoice, Lead, Order, OrderLine, Organisation, Person, Pipeline, Product, Receipt,
    Receivable, SalesTarget, Shipment, Site, Stage, Visit,
};
use fieldbook::model::{BasisPoints, Calendar, Currency, Datum, Day, DeviceId, Id, Instant, Kind, Money, Point};
use fieldbook::model::{Value, Zone};
use fieldbook::pipeline::demo::{Demo, DemoText, LABEL, TextError};
use fieldbook::ports::Keeper;

/// 2026-11-25T02:00Z: ten in the morning in Shanghai, a Wednesday.
const NOW: Instant = Instant(1_795_572_000_000);

const LANGUAGES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

fn zone() -> Zone {
    Zone::fixed("Asia/Shanghai", 480)
}

fn facts(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("public/facts/{name}.txt"))).expect("there")
}

/// A keeper of the demo company in a language, from a seed.
fn company(language: &str, seed: u64) -> Keeper {
    let (zone, ids) = (zone(), IdMaker::new(NOW, [7; 32]));
    let context = Context { actor: Actor::FOUNDER, now: NOW, zone: &zone, currency: Currency::CNY, ids: &ids };
    let text = DemoText::parse(&facts(&format!("demo-{language}"))).expect("reads");
    let calendar = Calendar::parse(&facts("calendar-cn")).expect("reads");
    let mut keeper = Keeper::new(DeviceId(1), NOW);
    let mut demo = Demo::new(text, calendar, seed, keeper.book(), &context).expect("allowed");
    loop {
        let progress = demo.step(keeper.book(), &context).expect("valid");
        if progress.done == progress.total {
            break;
        }
    }
    keeper.take(demo.finish(), &context, Vec::new());
    keeper
}

fn minor(money: Option<Money>) -> i64 {
    money.expect("an amount").minor
}

#[test]
fn there_is_as_much_of_everything_as_a_distributor_has() {
    for language in LANGUAGES {
        let keeper = company(language, 1);
        let book = keeper.book();
        let between = |what: &str, count: usize, low: usize, high: usize| {
            assert!((low..=high).contains(&count), "{language}: {count} {what}");
            println!("{language}: {count} {what}");
        };
        between("organisations", book.all::<Organisation>().count(), 1, 1);
        between("areas", book.all::<Area>().count(), 5, 5);
        between("people", book.all::<Person>().count(), 22, 26);
        between("accounts", book.all::<Account>().count(), 300, 300);
        between("sites", book.all::<Site>().count(), 300, 400);
        between("contacts", book.all::<Contact>().count(), 300, 500);
        between("products", book.all::<Product>().count(), 20, 30);
        between("pipelines", book.all::<Pipeline>().count(), 2, 2);
        between("deals", book.all::<Deal>().count(), 1_500, 1_500);
        between("leads", book.all::<Lead>().count(), 100, 150);
        between("visits", book.all::<Visit>().count(), 1_500, 4_000);
        between("activities", book.all::<Activity>().count(), 1_500, 4_000);
        between("orders", book.all::<Order>().count(), 450, 900);
        between("order lines", book.all::<OrderLine>().count(), 800, 2_500);
        between("shipments", book.all::<Shipment>().count(), 800, 3_000);
        between("receivables", book.all::<Receivable>().count(), 800, 3_000);
        between("receipts", book.all::<Receipt>().count(), 600, 3_000);
        between("advance payments", book.all::<AdvancePayment>().count(), 40, 300);
        between("credit notes", book.all::<CreditNote>().count(), 10, 100);
        between("commission payments", book.all::<CommissionPayment>().count(), 60, 200);
        between("targets", book.all::<SalesTarget>().count(), 700, 1_000);
    }
}

#[test]
fn every_reference_leads_to_a_record() {
    let keeper = company("en", 2);
    let book = keeper.book();
    for table in book.tables() {
        for row in table.live().iter() {
            for (at, column) in table.columns().iter().enumerate() {
                let (Kind::Reference(to), Some(Value::Reference(id))) = (&column.field().kind, table.value(row, at))
                else {
                    continue;
                };
                let holds = |table: &fieldbook::book::Table| table.row(id).is_some();
                // A form may be a record of any collection.
                let there =
                    if to.is_empty() { book.tables().iter().any(holds) } else { book.table(to).is_some_and(holds) };
                assert!(there, "{}.{} of {:?}", table.key(), column.field().key, table.id(row));
            }
        }
    }
}

#[test]
fn deals_move_on_and_orders_come_from_won_ones() {
    for seed in [1, 2] {
        let keeper = company("zh-Hans", seed);
        let book = keeper.book();
        let kinds: BTreeMap<Id, String> =
            book.all::<Stage>().map(|stage| (stage.id.into(), stage.kind.expect("a kind"))).collect();
        let table = book.of::<Deal>();
        let stage = table.columns()[Deal::STAGE].versions().expect("dated");
        let orders: BTreeMap<Id, Order> =
            book.all::<Order>().map(|order| (order.deal.expect("a deal"), order)).collect();
        let (mut won, mut lost, mut open) = (0, 0, 0);
        for row in table.live().iter() {
            // Every stage is entered later than the one before, none ahead of now.
            let times: Vec<Instant> = stage.row(row).map(|version| version.effective).collect();
            assert!(times.windows(2).all(|pair| pair[0] < pair[1]) && times.iter().all(|at| *at <= NOW));
            let Some(Value::Reference(now)) = table.value(row, Deal::STAGE) else { panic!("a stage") };
            let id = table.id(row).expect("an id");
            let order = orders.get(&id);
            match kinds[&now].as_str() {
                "won" => {
                    won += 1;
                    let order = order.expect("a won deal has its order");
                    assert_eq!(order.ordered_on, times.last().map(|at| zone().day_of(*at)));
                    let lines = book.all::<OrderLine>().filter(|line| line.order == Some(order.id.into()));
                    let signed: i64 = lines.map(|line| minor(line.amount)).sum();
                    let Some(Value::Money(amount)) = table.value(row, Deal::AMOUNT) else { panic!("an amount") };
                    assert_eq!(signed, amount.minor, "the signed value is that of the order");
                }
                kind => {
                    assert!(order.is_none(), "{kind}");
                    lost += usize::from(kind == "lost");
                    open += usize::from(kind == "open");
                }
            }
        }
        assert_eq!(orders.len(), won);
        let rate = won * 100 / (won + lost);
        assert!((35..=60).contains(&rate), "{rate} % won");
        assert!((70..=260).contains(&open), "{open} open");
    }
}

#[test]
fn goods_leave_for_orders_and_receipts_pay_what_is_owed() {
    let keeper = company("zh-Hant", 3);
    let book = keeper.book();
    let today = zone().day_of(NOW);
    let orders: BTreeMap<Id, Order> = book.all::<Order>().map(|order| (order.id.into(), order)).collect();
    let lines: BTreeMap<Id, OrderLine> = book.all::<OrderLine>().map(|line| (line.id.into(), line)).collect();
    let mut sent: BTreeMap<Id, (f64, i64)> = BTreeMap::new();
    for shipment in book.all::<Shipment>() {
        let line = &lines[&shipment.line.expect("a line")];
        let order = &orders[&line.order.expect("an order")];
        let day = shipment.shipped_on.expect("a day");
        assert!(Some(day) > order.ordered_on && day < today);
        assert!(shipment.delivered_on.is_none_or(|delivered| delivered > day && delivered < today));
        assert!(minor(shipment.unit_cost) > 0 && minor(shipment.unit_cost) < minor(line.price));
        let sum = sent.entry(line.id.into()).or_default();
        *sum = (sum.0 + shipment.quantity.expect("a quantity"), sum.1 + minor(shipment.amount));
    }
    for (line, (quantity, amount)) in sent {
        let line = &lines[&line];
        assert!(Some(quantity) <= line.quantity && amount <= minor(line.amount));
        assert_eq!(Some(quantity) == line.quantity, amount == minor(line.amount));
    }
    let invoices: BTreeMap<Id, Invoice> = book.all::<Invoice>().map(|invoice| (invoice.id.into(), invoice)).collect();
    let mut owed = BTreeMap::new();
    for receivable in book.all::<Receivable>() {
        let invoice = &invoices[&receivable.invoice.expect("an invoice")];
        let tax = minor(invoice.amount) + fieldbook::model::money::weigh(minor(invoice.amount), BasisPoints(500));
        assert_eq!(minor(receivable.amount), tax, "what is owed is the invoice with tax");
        assert!(receivable.due_on > receivable.posted_on && receivable.posted_on == invoice.issued_on);
        owed.insert(Id::from(receivable.id), receivable);
    }
    let receipts: BTreeMap<Id, Receipt> = book.all::<Receipt>().map(|receipt| (receipt.id.into(), receipt)).collect();
    let advances: BTreeMap<Id, AdvancePayment> =
        book.all::<AdvancePayment>().map(|advance| (advance.id.into(), advance)).collect();
    let (mut paid, mut used): (BTreeMap<Id, i64>, BTreeMap<Id, i64>) = Default::default();
    let mut from_advances = 0;
    for part in book.all::<Allocation>() {
        let receivable = part.receivable.expect("a receivable");
        *paid.entry(receivable).or_default() += minor(part.amount);
        if let Some(advance) = part.advance_payment {
            let (advance, owed) = (&advances[&advance], &owed[&receivable]);
            assert_eq!((advance.account, advance.order), (owed.account, owed.order));
            assert!(advance.received_on <= owed.posted_on && advance.amount == part.amount);
            from_advances += 1;
            continue;
        }
        let receipt = part.receipt.expect("a receipt");
        assert_eq!(receipts[&receipt].account, owed[&receivable].account);
        assert!(receipts[&receipt].received_on >= owed[&receivable].posted_on);
        *used.entry(receipt).or_default() += minor(part.amount);
    }
    assert!(paid.iter().all(|(receivable, paid)| *paid <= minor(owed[receivable].amount)), "paid more than owed");
    assert!(receipts.iter().all(|(id, receipt)| used.get(id) == Some(&minor(receipt.amount))));
    assert!(paid.len() < owed.len(), "something is still owed");
    assert!(from_advances > 20 && from_advances <= advances.len(), "{from_advances} of {}", advances.len());
    for note in book.all::<CreditNote>() {
        let invoice = &invoices[&note.invoice.expect("an invoice")];
        assert_eq!(note.line, invoice.line);
        assert!(note.posted_on > invoice.issued_on && note.posted_on < Some(today));
        assert!(minor(note.amount) > 0 && minor(note.amount) * 20 <= minor(invoice.amount));
    }
    let overdue = owed.values().filter(|owed| owed.due_on < Some(today)).count();
    assert!(overdue > paid.len(), "something is overdue");
}

#[test]
fn papers_are_signed_by_whoever_leads_and_some_still_wait() {
    for seed in [1, 2, 3] {
        let keeper = company("zh-Hans", seed);
        let (book, today) = (keeper.book(), zone().day_of(NOW));
        let person = |role: &str| {
            let found = book.all::<Person>().find(|person| person.role.as_deref() == Some(role));
            Id::from(found.expect("somebody").id)
        };
        let all = inbox(book, Some(person("owner")), today);
        let spent = book.all::<Expense>().count() + book.all::<Advance>().count();
        assert_eq!(all.len(), spent, "everything that was spent is to be signed, and all are led by the owner");
        let mut seen = BTreeMap::<String, usize>::new();
        for request in &all {
            // That the content is still what was signed is worked out from the book.
            assert!(!matches!(request.answer, Answer::ChangedSince(..) | Answer::Gone), "{request:?}");
            *seen.entry(format!("{:?}", request.answer)).or_default() += 1;
            let (by, of) = (request.asked_by.expect("somebody"), request.asked_of.expect("somebody"));
            assert!(book.leads(of, by), "who signs leads who asks");
            if let Some((who, when, _)) = &request.signed {
                assert_eq!(*who, Some(of));
                assert!(*when > request.asked && *when < Some(NOW));
            }
        }
        println!("{seed}: {seen:?}");
        assert!(seen["Open"] >= 3 && seen["Open"] < 60 && seen["Signed(Approved)"] > 100, "{seen:?}");
        assert!(waiting(&all, Some(person("manager"))) > 0, "something waits for the manager");
    }
}

#[test]
fn commission_is_the_rate_of_what_was_shipped_to_ones_credit() {
    let keeper = company("en", 2);
    let book = keeper.book();
    let rule = book.all::<CommissionRule>().find(|rule| rule.measure.as_deref() == Some("sales")).expect("a rule");
    let rate = rule.rate.expect("a rate").0;
    let orders: BTreeMap<Id, Order> = book.all::<Order>().map(|order| (order.id.into(), order)).collect();
    let lines: BTreeMap<Id, OrderLine> = book.all::<OrderLine>().map(|line| (line.id.into(), line)).collect();
    let mut seen = 0;
    for paid in book.all::<CommissionPayment>() {
        let (first, last) = (paid.starts_on.expect("a day"), paid.ends_on.expect("a day"));
        let mut sold = 0_i64;
        for shipment in book
            .all::<Shipment>()
            .filter(|shipment| shipment.shipped_on.is_some_and(|day| (first..=last).contains(&day)))
        {
            let order = &orders[&lines[&shipment.line.expect("a line")].order.expect("an order")];
            let shares = order.shares.as_ref().expect("shares");
            let mine = shares.iter().filter(|share| Some(share.of) == paid.person);
            sold += mine.map(|share| minor(shipment.amount) * share.part.0 / 10_000).sum::<i64>();
        }
        // Halves are rounded once for each part that was sent.
        assert!((minor(paid.amount) - sold * rate / 10_000).abs() <= 5, "{paid:?}: {sold}");
        assert_eq!(paid.rule, Some(rule.id.into()));
        assert!(paid.paid_on > Some(last));
        seen += 1;
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn sites_lie_at_their_towns_and_visits_at_their_sites() {
    // Ningbo as OpenStreetMap has it (relation 3350180, centre): 29.8622 N, 121.6203 E; the built-up
    // city reaches some ten kilometres around it.
    let ningbo = Point::of_degrees(29.8622, 121.6203).expect("on the Earth");
    let keeper = company("en", 1);
    let book = keeper.book();
    let mut seen = 0;
    let mut datums = BTreeSet::new();
    let mut places = BTreeMap::new();
    for site in book.all::<Site>() {
        let place = site.place.expect("a place");
        datums.insert(place.datum);
        assert_eq!(
            place.point(),
            Point { latitude: place.given.0, longitude: place.given.1 }.convert(place.datum, Datum::Wgs84)
        );
        if site.name.expect("a name").starts_with("Ningbo ") {
            seen += 1;
            assert!(place.point().metres(ningbo) < 10_000.0, "{place:?}");
        }
        places.insert(Id::from(site.id), place);
    }
    assert!(seen > 5);
    assert_eq!(datums.len(), 2, "some places were pasted from a shifted map");
    for visit in book.all::<Visit>() {
        if let (Some(at), Some(site)) = (visit.arrived_at, visit.site) {
            assert!(at.metres(places[&site]) < 150.0, "a check-in is at its site");
        }
        let done = visit.status.as_deref() == Some("done");
        assert_eq!(done, visit.arrived.is_some());
        assert!(visit.arrived < visit.left || !done);
        assert!(visit.arrived.is_none_or(|at| at < NOW));
    }
}

#[test]
fn work_is_done_on_workdays() {
    let keeper = company("zh-Hans", 4);
    let calendar = Calendar::parse(&facts("calendar-cn")).expect("reads");
    let (zone, first) = (zone(), Day::parse("2025-01-01").expect("a day"));
    for visit in keeper.book().all::<Visit>() {
        let day = zone.day_of(visit.starts.or(visit.arrived).expect("a time"));
        // Before the first year of the calendar only weekends are known.
        assert!(day < first || calendar.is_workday(day), "{day}");
    }
    let orders = keeper.book().all::<Order>().filter_map(|order| order.ordered_on);
    assert!(orders.filter(|day| *day >= first).all(|day| calendar.is_workday(day)));
}

#[test]
fn a_seed_is_a_company_and_one_undo_takes_it_away() {
    let digest = |language, seed| company(language, seed).book().digest();
    assert_eq!(digest("en", 5), digest("en", 5));
    assert_ne!(digest("en", 5), digest("en", 6));
    assert_ne!(digest("en", 5), digest("zh-Hant", 5));

    let mut keeper = company("zh-Hans", 5);
    let (zone, ids) = (zone(), IdMaker::new(NOW, [8; 32]));
    let context = Context { actor: Actor::FOUNDER, now: NOW, zone: &zone, currency: Currency::CNY, ids: &ids };
    assert_eq!(keeper.book().history().len(), 1, "one batch");
    let head = keeper.next_undo(&Actor::FOUNDER).expect("can be undone");
    assert_eq!(head.label.key, LABEL);
    let batch = keeper.queued(head.id).cloned().expect("queued");
    keeper.invert(&batch, &context).expect("undone");
    assert!(keeper.book().tables().iter().all(|table| table.live().count() == 0));
    assert_eq!(keeper.book().digest(), Book::new(NOW).digest());
}

#[test]
fn the_past_is_there_to_be_looked_at() {
    let keeper = company("en", 1);
    let book = keeper.book();
    let (zone, table) = (zone(), book.of::<Deal>());
    let stages: BTreeMap<Id, String> =
        book.all::<Stage>().map(|stage| (stage.id.into(), stage.kind.expect("a kind"))).collect();
    for past in ["2025-06-30", "2026-03-31"] {
        let at = zone.end_of(Day::parse(past).expect("a day"));
        let view = View::of(table, Moment::At(at));
        let open = table.live().iter().filter(|row| {
            view.column(Deal::STAGE)
                .and_then(|stage| stage.value(*row)?.as_reference())
                .is_some_and(|id| stages[&id] == "open")
        });
        assert!((60..400).contains(&open.count()), "{past}");
    }
}

#[test]
fn it_is_made_quickly_enough() {
    let start = Clock::now();
    let keeper = company("zh-Hans", 1);
    let taken = start.elapsed();
    println!("{} batches in {taken:?}", keeper.book().history().len());
    // Without optimisation; the budget of a second is that of an optimised build.
    assert!(taken.as_secs() < 60, "{taken:?}");
}

#[test]
fn a_text_that_is_no_company_says_so() {
    assert_eq!(DemoText::parse("").err(), Some(TextError::Missing("company")));
    let text = facts("demo-en").replace("town Pudong | 31.23995", "town Pudong | north");
    let Some(TextError::Part { word, part, .. }) = DemoText::parse(&text).err() else { panic!("refused") };
    assert_eq!((word.as_str(), part), ("town", 2));
}
