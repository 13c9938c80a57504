//! Places from check-ins, and what stands around a point.

use fieldbook::book::command::Create;
use fieldbook::book::{Command, Label, Rejection};
use fieldbook::model::permission::{Actor, Layer, Verb};
use fieldbook::model::records::{Account, Area, Person, Site, Visit, VisitId};
use fieldbook::model::{Collection, Datum, Id, Instant, Key, Place, Point, Record, Value};
use fieldbook::visits::checkin::{RefusePlace, TakePlace, proposal};
use fieldbook::visits::known::{areas, nearby};

use super::import_desk::{Desk, NOW};

const ANN: Id = Id(1);
const BO: Id = Id(2);
const ACME: Id = Id(5);
const PLANT: Id = Id(6);

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

fn place(latitude: f64, longitude: f64) -> Place {
    Place::new(Point::of_degrees(latitude, longitude).expect("a point"), Datum::Wgs84)
}

fn company() -> Desk {
    let mut desk = Desk::new();
    for (id, name) in [(ANN, "Ann"), (BO, "Bo")] {
        create(&mut desk, Person::COLLECTION, id, vec![(Person::NAME, name.into())]);
    }
    create(&mut desk, Account::COLLECTION, ACME, vec![(Account::NAME, "Acme".into()), (Account::OWNER, ANN.into())]);
    create(&mut desk, Site::COLLECTION, PLANT, vec![(Site::NAME, "Plant".into()), (Site::ACCOUNT, ACME.into())]);
    desk
}

fn visit(desk: &mut Desk, id: u128, minutes: i64, site: bool, at: Option<Place>) -> VisitId {
    let mut values = vec![
        (Visit::ACCOUNT, ACME.into()),
        (Visit::OWNER, ANN.into()),
        (Visit::ARRIVED, Value::Instant(Instant(NOW.0 + minutes * 60_000))),
    ];
    values.extend(site.then_some((Visit::SITE, PLANT.into())));
    values.extend(at.map(|at| (Visit::ARRIVED_AT, Value::Place(at))));
    create(desk, Visit::COLLECTION, Id(id), values);
    VisitId(Id(id))
}

fn of_site(desk: &Desk) -> Option<VisitId> {
    proposal(&desk.book, "sites", PLANT).map(|proposal| proposal.visit)
}

fn site_place(desk: &Desk) -> Option<Place> {
    desk.book.get::<Site>(PLANT.into()).and_then(|site| site.place)
}

#[test]
fn the_first_check_in_proposes_the_place_of_a_site_without_one() {
    let mut desk = company();
    let (here, there) = (place(31.23, 121.47), place(31.25, 121.49));
    assert_eq!(of_site(&desk), None);
    visit(&mut desk, 20, 0, true, None);
    assert_eq!(of_site(&desk), None, "a check-in without a position says nothing");
    let second = visit(&mut desk, 21, 90, true, Some(there));
    let first = visit(&mut desk, 22, 30, true, Some(here));
    let found = proposal(&desk.book, "sites", PLANT).expect("a proposal");
    assert_eq!((found.visit, found.by, found.place), (first, Some(ANN), here));
    assert_eq!(proposal(&desk.book, "accounts", ACME), None, "the visits were to its site");
    // Refused, the next one is proposed; taken, there is nothing more to propose.
    act(&mut desk, &RefusePlace { visit: first }).expect("is refused");
    assert_eq!(of_site(&desk), Some(second));
    act(&mut desk, &TakePlace { visit: second }).expect("is taken");
    assert_eq!(site_place(&desk), Some(there));
    assert_eq!(of_site(&desk), None);
    assert_eq!(act(&mut desk, &TakePlace { visit: second }), Err(Rejection::Nothing));
}

#[test]
fn taking_a_place_is_one_act_with_one_undo() {
    let mut desk = company();
    let visit = visit(&mut desk, 20, 0, true, Some(place(31.23, 121.47)));
    let before = desk.book.digest();
    let draft = desk.with(|book, context| TakePlace { visit }.decide(book, context)).expect("is taken");
    let batch = desk.keep(draft);
    let undo = desk.book.invert(&batch, fieldbook::book::Cause::Undone(batch.head.id));
    desk.keep(undo.draft);
    assert_eq!(desk.book.digest(), before);
    assert_eq!(of_site(&desk), Some(visit), "it is proposed again");
}

#[test]
fn a_customer_visited_without_a_site_gets_a_place_from_the_visit() {
    let mut desk = company();
    let visit = visit(&mut desk, 20, 0, false, Some(place(31.23, 121.47)));
    assert_eq!(proposal(&desk.book, "accounts", ACME).map(|found| found.visit), Some(visit));
    // In the charge of another: not theirs to set.
    desk.actor = Actor { person: Some(BO), layer: Layer::Salesperson };
    for refused in [act(&mut desk, &TakePlace { visit }), act(&mut desk, &RefusePlace { visit })] {
        assert_eq!(refused, Err(Rejection::NotAllowed { verb: Verb::Change }));
    }
    desk.actor = Actor { person: Some(ANN), layer: Layer::Salesperson };
    act(&mut desk, &TakePlace { visit }).expect("is taken");
    assert_eq!(proposal(&desk.book, "accounts", ACME), None);
}

#[test]
fn what_is_nearest_comes_first_and_areas_lie_where_their_places_are() {
    let mut desk = company();
    create(&mut desk, Area::COLLECTION, Id(8), vec![(Area::NAME, "East".into())]);
    for (id, name, latitude) in [(31, "Near", 31.0), (32, "Far", 33.0), (33, "Nearer", 30.9)] {
        let values = vec![
            (Site::NAME, name.into()),
            (Site::AREA, Id(8).into()),
            (Site::PLACE, Value::Place(place(latitude, 121.0))),
        ];
        create(&mut desk, Site::COLLECTION, Id(id), values);
    }
    let around = Point::of_degrees(30.8, 121.0);
    let names: Vec<String> = nearby(&desk.book, around, 2).into_iter().map(|known| known.name).collect();
    assert_eq!(names, ["Nearer", "Near"]);
    assert_eq!(nearby(&desk.book, None, 10).len(), 3);
    let areas = areas(&desk.book);
    assert_eq!((areas.len(), areas[0].name.as_str()), (1, "East"));
    let (latitude, longitude) = areas[0].point.degrees();
    // (31.0 + 33.0 + 30.9) / 3
    assert!((latitude - 31.633_333).abs() < 1e-5 && (longitude - 121.0).abs() < 1e-6);
}
