//! Policies: who has to read which, who has, and that a change asks anew.

use fieldbook::book::command::{Create, Edit};
use fieldbook::book::{Command, Label, Rejection};
use fieldbook::control::policy::{Standing, Understand, mine, readers, unread};
use fieldbook::model::permission::{Actor, Layer, Verb};
use fieldbook::model::records::{Area, Person, Policy, PolicyId, PolicyProduct, PolicyReading};
use fieldbook::model::validate::Problem;
use fieldbook::model::{Collection, Day, Id, Key, Record, Value};

use super::import_desk::{Desk, NOW};

const EAST: Id = Id(1);
const HARBOUR: Id = Id(2);
const WEST: Id = Id(3);
const ANN: Id = Id(11);
const BO: Id = Id(12);
const OWNER: Id = Id(13);
const DISCOUNT: PolicyId = PolicyId(Id(21));

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn act(desk: &mut Desk, command: &dyn Command) -> Result<(), Rejection> {
    let draft = desk.with(|book, context| command.decide(book, context))?;
    desk.keep(draft);
    Ok(())
}

fn create(desk: &mut Desk, collection: &Collection, id: Id, values: Vec<(usize, Value)>) {
    let values = values.into_iter().map(|(at, value)| (at, Some(value))).collect();
    let create = Create { collection: Key::Borrowed(collection.key), id, values, label: Label::new("label-test") };
    act(desk, &create).expect("is created");
}

fn policy(desk: &mut Desk, id: PolicyId, title: &str, area: Option<Id>, ends: Option<&str>) {
    let mut values = vec![(Policy::TITLE, title.into()), (Policy::TEXT, "Ten per cent off.".into())];
    values.extend(area.map(|area| (Policy::AREA, area.into())));
    values.extend(ends.map(|ends| (Policy::ENDS_ON, Value::Date(day(ends)))));
    create(desk, Policy::COLLECTION, id.into(), values);
}

/// Ann works in the harbour, a part of the east; Bo in the west.
fn company() -> Desk {
    let mut desk = Desk::new();
    for (id, name, whole) in [(EAST, "East", None), (HARBOUR, "Harbour", Some(EAST)), (WEST, "West", None)] {
        let mut values = vec![(Area::NAME, name.into())];
        values.extend(whole.map(|whole: Id| (Area::PARENT, whole.into())));
        create(&mut desk, Area::COLLECTION, id, values);
    }
    for (id, name, role, area) in
        [(ANN, "Ann", "salesperson", HARBOUR), (BO, "Bo", "salesperson", WEST), (OWNER, "Cy", "owner", EAST)]
    {
        let values = vec![(Person::NAME, name.into()), (Person::ROLE, role.into()), (Person::AREA, area.into())];
        create(&mut desk, Person::COLLECTION, id, values);
    }
    policy(&mut desk, DISCOUNT, "Discount", Some(EAST), None);
    desk
}

fn be(desk: &mut Desk, person: Id) {
    desk.actor = Actor { person: Some(person), layer: Layer::Salesperson };
}

fn titles(desk: &Desk, person: Id) -> Vec<String> {
    let found = unread(&desk.book, person, day("2026-11-25"));
    found.into_iter().filter_map(|policy| policy.title).collect()
}

#[test]
fn a_policy_concerns_those_in_its_area_and_its_parts() {
    let mut desk = company();
    policy(&mut desk, PolicyId(Id(22)), "For all", None, Some("2026-11-25"));
    policy(&mut desk, PolicyId(Id(23)), "Over", None, Some("2026-11-24"));
    assert_eq!(titles(&desk, ANN), ["Discount", "For all"]);
    assert_eq!(titles(&desk, BO), ["For all"]);
    assert_eq!(titles(&desk, OWNER), [""; 0], "who lays them down need not read them");
    assert_eq!(mine(&desk.book, DISCOUNT, BO), None);
}

#[test]
fn what_is_read_is_no_longer_asked_for_until_it_changes() {
    let mut desk = company();
    be(&mut desk, ANN);
    assert_eq!(mine(&desk.book, DISCOUNT, ANN), Some(Standing::Unread));
    act(&mut desk, &Understand { policy: DISCOUNT }).expect("is read");
    assert_eq!(mine(&desk.book, DISCOUNT, ANN), Some(Standing::Read(NOW)));
    assert_eq!(titles(&desk, ANN), [""; 0]);
    assert_eq!(act(&mut desk, &Understand { policy: DISCOUNT }), Err(Rejection::Nothing));
    // A product that it is about is a part of what it says.
    desk.actor = Actor::FOUNDER;
    let line = vec![(PolicyProduct::POLICY, DISCOUNT.0.into()), (PolicyProduct::PRODUCT, Id(90).into())];
    create(&mut desk, PolicyProduct::COLLECTION, Id(91), line);
    assert_eq!(mine(&desk.book, DISCOUNT, ANN), Some(Standing::Changed(NOW)));
    assert_eq!(titles(&desk, ANN), ["Discount"]);
    be(&mut desk, ANN);
    act(&mut desk, &Understand { policy: DISCOUNT }).expect("is read again");
    assert_eq!(mine(&desk.book, DISCOUNT, ANN), Some(Standing::Read(NOW)));
    assert_eq!(desk.book.all::<PolicyReading>().count(), 2);
}

#[test]
fn the_manager_sees_who_has_not_read_it() {
    let mut desk = company();
    policy(&mut desk, PolicyId(Id(22)), "For all", None, None);
    be(&mut desk, ANN);
    act(&mut desk, &Understand { policy: PolicyId(Id(22)) }).expect("is read");
    let found: Vec<(String, Standing)> =
        readers(&desk.book, PolicyId(Id(22))).into_iter().map(|reader| (reader.name, reader.standing)).collect();
    assert_eq!(found, [("Bo".to_owned(), Standing::Unread), ("Ann".to_owned(), Standing::Read(NOW))]);
}

#[test]
fn a_reading_is_ones_own_and_stays() {
    let mut desk = company();
    let nobody = Rejection::Invalid { field: Key::Borrowed("person"), problem: Problem::Missing };
    assert_eq!(act(&mut desk, &Understand { policy: DISCOUNT }), Err(nobody));
    be(&mut desk, ANN);
    assert!(matches!(act(&mut desk, &Understand { policy: PolicyId(Id(99)) }), Err(Rejection::Gone { .. })));
    act(&mut desk, &Understand { policy: DISCOUNT }).expect("is read");
    let id: Id = desk.book.all::<PolicyReading>().next().expect("a reading").id.into();
    let edit = Edit {
        collection: Key::Borrowed(PolicyReading::COLLECTION.key),
        id,
        changes: vec![(PolicyReading::PERSON, Some(BO.into()))],
        effective: None,
        label: Label::new("label-test"),
    };
    assert_eq!(act(&mut desk, &edit), Err(Rejection::NotAllowed { verb: Verb::Change }));
}
