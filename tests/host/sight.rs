//! Who sees what: the permission table in lists, sums and boards.

use fieldbook::book::command::Create;
use fieldbook::book::{Book, Cause, Command, Draft, Label, Moment};
use fieldbook::model::permission::{Actor, Layer, Verb};
use fieldbook::model::records::{
    Account, Activity, Approval, Area, COLLECTIONS, Contact, Order, OrderLine, Person, Product, SalesTarget, Visit,
};
use fieldbook::model::{BasisPoints, Collection, Currency, Day, Id, Key, Money, Record, Share, Value, Zone};
use fieldbook::query::listing::{Sort, list};
use fieldbook::query::{Filter, Scan, Sight};

use super::import_desk::Desk;

const LEAD: Id = Id(10);
const ANN: Id = Id(11);
const BO: Id = Id(12);
const CY: Id = Id(13);

fn create(desk: &mut Desk, collection: &Collection, id: Id, values: Vec<(usize, Value)>) {
    let values = values.into_iter().map(|(at, value)| (at, Some(value))).collect();
    let label = Label::new("label-test");
    let create = Create { collection: Key::Borrowed(collection.key), id, values, label };
    let draft = desk.with(|book, context| create.decide(book, context)).expect("is created");
    desk.keep(draft);
}

/// Ann and Bo work in the east under a lead who works there, too; Cy works in the west.
fn company() -> Desk {
    let mut desk = Desk::new();
    for (id, name) in [(1, "East"), (2, "West")] {
        create(&mut desk, Area::COLLECTION, Id(id), vec![(Area::NAME, name.into())]);
    }
    for (id, name, area, manager) in
        [(LEAD, "Lead", 1, None), (ANN, "Ann", 1, Some(LEAD)), (BO, "Bo", 1, Some(LEAD)), (CY, "Cy", 2, None)]
    {
        let mut values = vec![(Person::NAME, name.into()), (Person::AREA, Id(area).into())];
        values.extend(manager.map(|manager: Id| (Person::MANAGER, manager.into())));
        create(&mut desk, Person::COLLECTION, id, values);
    }
    for (id, name, owner, area) in [
        (20, "of Ann", Some(ANN), None),
        (21, "of Bo", Some(BO), None),
        (22, "of Cy", Some(CY), None),
        (23, "of nobody", None, None),
        (24, "of the east", None, Some(1)),
        (25, "of the west", None, Some(2)),
    ] {
        let mut values = vec![(Account::NAME, name.into())];
        values.extend(owner.map(|owner| (Account::OWNER, owner.into())));
        values.extend(area.map(|area| (Account::AREA, Id(area).into())));
        create(&mut desk, Account::COLLECTION, Id(id), values);
    }
    for (id, name, account) in [(30, "at Ann's", 20), (31, "at Bo's", 21), (32, "at Cy's", 22)] {
        let values = vec![(Contact::NAME, name.into()), (Contact::ACCOUNT, Id(account).into())];
        create(&mut desk, Contact::COLLECTION, Id(id), values);
    }
    create(&mut desk, Product::COLLECTION, Id(40), vec![(Product::NAME, "pump".into())]);
    desk
}

fn order(desk: &mut Desk, id: u128, account: u128, owner: Id, shares: Option<Id>) {
    let mut values = vec![
        (Order::NUMBER, Value::Text(format!("order {id}"))),
        (Order::ACCOUNT, Id(account).into()),
        (Order::OWNER, owner.into()),
    ];
    let share = |of: Id| vec![Share { of, part: BasisPoints::WHOLE }];
    values.extend(shares.map(|of| (Order::SHARES, Value::Shares(share(of)))));
    create(desk, Order::COLLECTION, Id(id), values);
    let line = vec![
        (OrderLine::ORDER, Id(id).into()),
        (OrderLine::PRODUCT, Id(40).into()),
        (OrderLine::QUANTITY, Value::Number(1.0)),
    ];
    create(desk, OrderLine::COLLECTION, Id(id + 1_000), line);
}

fn be(person: Id, layer: Layer) -> Actor {
    Actor { person: Some(person), layer }
}

/// What a list of a collection shows somebody, by id.
fn seen(book: &Book, actor: Actor, collection: &str) -> Vec<u128> {
    let (zone, sight) = (Zone::default(), Sight::default());
    let scan = Scan::new(book, &zone, collection, Moment::Now).expect("a collection");
    let scan = scan.seen(sight.seen(book, &actor, collection));
    let table = scan.view().table();
    let listed = list(&scan, &Filter::ALL, &Sort::usual(table), &[]);
    let mut ids: Vec<u128> = listed.rows.iter().filter_map(|row| table.id(*row as usize)).map(|id| id.0).collect();
    ids.sort_unstable();
    assert_eq!(scan.count(), ids.len(), "the head of the list counts the same");
    ids
}

#[test]
fn each_layer_sees_as_far_as_the_table_says() {
    let desk = company();
    let book = &desk.book;
    for (person, layer, want) in [
        (ANN, Layer::Salesperson, vec![20, 23, 24]),
        (LEAD, Layer::Supervisor, vec![20, 21, 23, 24]),
        (LEAD, Layer::OfficeHead, vec![20, 21, 23, 24]),
        (CY, Layer::Salesperson, vec![22, 23, 25]),
        (CY, Layer::Supervisor, vec![22, 23, 25]),
        (CY, Layer::Manager, vec![20, 21, 22, 23, 24, 25]),
        (CY, Layer::Office, vec![20, 21, 22, 23, 24, 25]),
        (CY, Layer::Owner, vec![20, 21, 22, 23, 24, 25]),
    ] {
        assert_eq!(seen(book, be(person, layer), "accounts"), want, "{person:?} {layer:?}");
    }
    assert_eq!(seen(book, Actor::FOUNDER, "accounts").len(), 6, "before anybody was chosen");
}

#[test]
fn what_belongs_to_a_customer_is_seen_with_it() {
    let mut desk = company();
    order(&mut desk, 50, 20, ANN, None);
    order(&mut desk, 51, 20, CY, None);
    order(&mut desk, 52, 22, CY, None);
    let book = &desk.book;
    let ann = be(ANN, Layer::Salesperson);
    assert_eq!(seen(book, ann, "contacts"), [30]);
    // Also what a colleague sold to one's own customer, with its lines.
    assert_eq!(seen(book, ann, "orders"), [50, 51]);
    assert_eq!(seen(book, ann, "order_lines"), [1_050, 1_051]);
    // Who sold to it sees the customer, too.
    assert_eq!(seen(book, be(CY, Layer::Salesperson), "accounts"), [20, 22, 23, 25]);
}

#[test]
fn what_belonged_to_a_deleted_customer_stays_in_the_same_charge() {
    let mut desk = company();
    let visit = vec![(Visit::ACCOUNT, Id(21).into()), (Visit::OWNER, ANN.into())];
    create(&mut desk, Visit::COLLECTION, Id(60), visit);
    let mut draft = Draft::new(Label::new("label-test"), Cause::Typed);
    for (collection, id) in [(Account::COLLECTION, 22), (Visit::COLLECTION, 60)] {
        draft.retract(&Key::Borrowed(collection.key), Id(id), true);
    }
    desk.keep(draft);
    let book = &desk.book;
    assert_eq!(seen(book, be(ANN, Layer::Salesperson), "contacts"), [30]);
    assert_eq!(seen(book, be(CY, Layer::Salesperson), "contacts"), [32]);
    assert_eq!(seen(book, be(ANN, Layer::Salesperson), "accounts"), [20, 23, 24], "a deleted visit shows no customer");
}

#[test]
fn who_is_named_sees_it() {
    let mut desk = company();
    order(&mut desk, 50, 22, CY, Some(ANN));
    let visit = vec![(Visit::ACCOUNT, Id(22).into()), (Visit::OWNER, CY.into()), (Visit::JOINED_BY, BO.into())];
    create(&mut desk, Visit::COLLECTION, Id(60), visit);
    order(&mut desk, 52, 22, CY, None);
    let asked = vec![(Approval::FORM, Id(52).into()), (Approval::ASKED_OF, ANN.into())];
    create(&mut desk, Approval::COLLECTION, Id(61), asked);
    let book = &desk.book;
    assert_eq!(seen(book, be(ANN, Layer::Salesperson), "orders"), [50, 52], "credited, and asked to sign");
    assert_eq!(seen(book, be(BO, Layer::Salesperson), "orders"), [0; 0]);
    assert_eq!(seen(book, be(BO, Layer::Salesperson), "visits"), [60], "a joint visit");
    assert_eq!(seen(book, be(ANN, Layer::Salesperson), "visits"), [0; 0]);
}

#[test]
fn what_the_company_lays_down_is_seen_by_all_but_for_what_is_for_one_person() {
    let mut desk = company();
    for (id, person) in [(70, ANN), (71, BO)] {
        let values = vec![
            (SalesTarget::PERSON, person.into()),
            (SalesTarget::STARTS_ON, Value::Date(Day(20_000))),
            (SalesTarget::AMOUNT, Money::new(100, Currency::CNY).into()),
        ];
        create(&mut desk, SalesTarget::COLLECTION, Id(id), values);
    }
    let book = &desk.book;
    let ann = be(ANN, Layer::Salesperson);
    assert_eq!(seen(book, ann, "targets"), [70]);
    assert_eq!(seen(book, be(LEAD, Layer::Supervisor), "targets"), [70, 71]);
    assert_eq!(seen(book, ann, "people").len(), 4);
    assert_eq!(seen(book, ann, "areas").len(), 2);
    assert_eq!(seen(book, ann, "products"), [40]);
}

#[test]
fn nobody_may_change_what_they_do_not_see() {
    let mut desk = company();
    order(&mut desk, 50, 20, CY, None);
    order(&mut desk, 51, 22, ANN, None);
    let call = vec![(Activity::SUBJECT, "a call".into()), (Activity::OWNER, BO.into())];
    create(&mut desk, Activity::COLLECTION, Id(80), call);
    let book = &desk.book;
    for (layer, _) in Layer::ALL {
        for person in [LEAD, ANN, BO, CY] {
            let actor = be(person, layer);
            for collection in COLLECTIONS {
                let (seen, table) = (seen(book, actor, collection.key), book.table(collection.key).expect("a table"));
                for row in table.live().iter() {
                    let id = table.id(row).expect("an id");
                    let may = book.permit(&actor, Verb::Change, collection.key, Some(row)).is_ok();
                    assert!(!may || seen.contains(&id.0), "{layer:?} {person:?} {} {id:?}", collection.key);
                }
            }
        }
    }
}

#[test]
fn sight_follows_the_book_and_who_looks() {
    let mut desk = company();
    let sight = Sight::default();
    let ann = be(ANN, Layer::Salesperson);
    let count = |desk: &Desk, actor: &Actor| sight.seen(&desk.book, actor, "accounts").map(|seen| seen.count());
    assert_eq!(count(&desk, &ann), Some(3));
    assert_eq!(count(&desk, &be(LEAD, Layer::Supervisor)), Some(4));
    assert_eq!(count(&desk, &Actor::FOUNDER), None);
    create(&mut desk, Account::COLLECTION, Id(26), vec![(Account::NAME, "new".into()), (Account::OWNER, ANN.into())]);
    assert_eq!(count(&desk, &ann), Some(4));
}
