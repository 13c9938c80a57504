//! Whose a record is, and what each layer may do to it.

use fieldbook::book::command::{Create, Edit, Remove};
use fieldbook::book::{Book, Command, Rejection};
use fieldbook::model::permission::{Actor, Layer, Scope, Verb, scope};
use fieldbook::model::records::{Account, Area, Deal, Person};
use fieldbook::model::{Id, Key, Record, Value};

use super::world::{World, label};

const NORTH: Id = Id(1);
const SOUTH: Id = Id(2);
const HEAD: Id = Id(10);
const LEAD: Id = Id(11);
const REP: Id = Id(12);
const PEER: Id = Id(13);
const FAR: Id = Id(14);

/// A manager over a supervisor over two salespeople in the north, and one salesperson in the south;
/// an account and a deal of each salesperson; an account of nobody in the north, one of nobody at all.
fn company() -> World {
    let mut world = World::new(1);
    let mut create = |collection: &'static str, id: Id, values: &[(usize, Option<Value>)]| {
        let create = Create { collection: Key::Borrowed(collection), id, values: values.to_vec(), label: label() };
        world.act(0, |book, context| create.decide(book, context)).expect("is created");
    };
    for area in [NORTH, SOUTH] {
        create(Area::COLLECTION.key, area, &[(Area::NAME, Some("area".into()))]);
    }
    for (person, manager, area) in [
        (HEAD, None, None),
        (LEAD, Some(HEAD), Some(NORTH)),
        (REP, Some(LEAD), Some(NORTH)),
        (PEER, Some(LEAD), Some(NORTH)),
        (FAR, Some(HEAD), Some(SOUTH)),
    ] {
        let values = [
            (Person::NAME, Some("person".into())),
            (Person::MANAGER, manager.map(Value::from)),
            (Person::AREA, area.map(Value::from)),
        ];
        create(Person::COLLECTION.key, person, &values);
    }
    for owner in [REP, PEER, FAR] {
        let (name, owned) = (Some("record".into()), (Account::OWNER, Some(owner.into())));
        create(Account::COLLECTION.key, Id(owner.0 + 100), &[(Account::NAME, name.clone()), owned]);
        let values = [(Deal::TITLE, name), (Deal::OWNER, Some(owner.into())), (Deal::STAGE, Some(Id(90).into()))];
        create(Deal::COLLECTION.key, Id(owner.0 + 200), &values);
    }
    create(Account::COLLECTION.key, Id(301), &[(Account::NAME, Some("x".into())), (Account::AREA, Some(NORTH.into()))]);
    create(Account::COLLECTION.key, Id(302), &[(Account::NAME, Some("x".into()))]);
    world
}

fn relation(book: &Book, me: Id, collection: &str, id: u128) -> Scope {
    let row = book.table(collection).and_then(|table| table.row(Id(id))).expect("is there");
    book.relation(&Actor { person: Some(me), layer: Layer::Salesperson }, collection, row)
}

#[test]
fn a_record_is_own_of_my_people_of_my_area_or_of_all() {
    let world = company();
    let book = &world.devices[0].book;
    let (accounts, deals, people) = (Account::COLLECTION.key, Deal::COLLECTION.key, Person::COLLECTION.key);
    for (me, collection, id, expected) in [
        (REP, accounts, 112, Scope::Own),
        (REP, accounts, 113, Scope::MyArea),
        (REP, accounts, 114, Scope::All),
        (REP, accounts, 301, Scope::MyArea),
        (REP, accounts, 302, Scope::All),
        (REP, deals, 212, Scope::Own),
        // A deal names no area: its owner's counts.
        (REP, deals, 213, Scope::MyArea),
        (REP, deals, 214, Scope::All),
        (LEAD, accounts, 112, Scope::MyPeople),
        (LEAD, deals, 213, Scope::MyPeople),
        (LEAD, deals, 214, Scope::All),
        (LEAD, accounts, 301, Scope::MyArea),
        // Led through another.
        (HEAD, deals, 212, Scope::MyPeople),
        (HEAD, deals, 214, Scope::MyPeople),
        // Without an area of one's own, nobody's area is one's own.
        (HEAD, accounts, 301, Scope::All),
        (HEAD, accounts, 302, Scope::All),
        // A person's record is that person's own.
        (REP, people, 12, Scope::Own),
        (REP, people, 13, Scope::MyArea),
        (REP, people, 11, Scope::MyArea),
        (LEAD, people, 12, Scope::MyPeople),
        (HEAD, people, 14, Scope::MyPeople),
        (FAR, people, 12, Scope::All),
    ] {
        assert_eq!(relation(book, me, collection, id), expected, "{me} to {collection} {id}");
    }
    // Before anybody was chosen, nothing is anybody's own.
    let row = book.of::<Deal>().row(Id(212)).expect("is there");
    assert_eq!(book.relation(&Actor::FOUNDER, deals, row), Scope::All);
}

#[test]
fn a_circle_of_supervisors_ends() {
    let mut world = company();
    let changes = vec![(Person::MANAGER, Some(REP.into()))];
    let edit =
        Edit { collection: Key::Borrowed(Person::COLLECTION.key), id: HEAD, changes, effective: None, label: label() };
    world.act(0, |book, context| edit.decide(book, context)).expect("is set");
    let book = &world.devices[0].book;
    assert!(book.leads(REP, HEAD) && book.leads(HEAD, REP) && book.leads(REP, REP));
    assert!(!book.leads(FAR, REP));
}

#[test]
fn a_joined_person_is_one_person() {
    let mut world = company();
    // The same salesperson was entered twice; records of the second entry are theirs, too.
    let people = Key::Borrowed(Person::COLLECTION.key);
    world.draft(0, |_, draft| draft.join(&people, REP, PEER, true));
    let book = &world.devices[0].book;
    for me in [REP, PEER] {
        assert_eq!(relation(book, me, Account::COLLECTION.key, 112), Scope::Own);
        assert_eq!(relation(book, me, Account::COLLECTION.key, 113), Scope::Own);
        assert_eq!(relation(book, me, Person::COLLECTION.key, 12), Scope::Own);
    }
    // Supervisors, too.
    world.draft(0, |_, draft| draft.join(&people, LEAD, Id(9), true));
    world.draft(0, |_, draft| draft.create(&people, Id(9)));
    let book = &world.devices[0].book;
    assert!(book.leads(Id(9), REP) && book.leads(LEAD, REP) && book.leads(HEAD, LEAD));
}

/// How far each layer may go: See, Change, Remove, Import, Configure; `-` for not at all.
const TABLE: [(Layer, &str); 6] = [
    (Layer::Salesperson, "own own - own -"),
    (Layer::OfficeHead, "area people own people -"),
    (Layer::Supervisor, "area area people area -"),
    (Layer::Manager, "all all all all all"),
    (Layer::Owner, "all all all all all"),
    (Layer::Office, "all all - all -"),
];

const VERBS: [Verb; 5] = [Verb::See, Verb::Change, Verb::Remove, Verb::Import, Verb::Configure];

#[test]
fn the_permission_table_is_what_was_agreed() {
    for (layer, row) in TABLE {
        for (verb, word) in VERBS.into_iter().zip(row.split(' ')) {
            let expected = match word {
                "own" => Some(Scope::Own),
                "people" => Some(Scope::MyPeople),
                "area" => Some(Scope::MyArea),
                "all" => Some(Scope::All),
                _ => None,
            };
            assert_eq!(scope(layer, verb), expected, "{layer:?} {verb:?}");
        }
    }
}

#[test]
fn permit_allows_what_the_scope_holds_and_names_what_it_refuses() {
    let world = company();
    let book = &world.devices[0].book;
    let deals = Deal::COLLECTION.key;
    let row = |id| book.of::<Deal>().row(Id(id)).expect("is there");
    for (layer, _) in TABLE {
        for verb in VERBS {
            for me in [None, Some(REP), Some(LEAD), Some(HEAD)] {
                for id in [212, 213, 214] {
                    let actor = Actor { person: me, layer };
                    let relation = book.relation(&actor, deals, row(id));
                    let allowed = scope(layer, verb).is_some_and(|reach| reach >= relation);
                    let answer = book.permit(&actor, verb, deals, Some(row(id)));
                    assert_eq!(answer.is_ok(), allowed, "{layer:?} {verb:?} {me:?} {id}");
                    if !allowed {
                        assert_eq!(answer, Err(Rejection::NotAllowed { verb }));
                    }
                }
                // What is new is one's own.
                let answer = book.permit(&Actor { person: me, layer }, verb, deals, None);
                assert_eq!(answer.is_ok(), scope(layer, verb).is_some());
            }
        }
    }
}

#[test]
fn commands_ask_and_a_refusal_changes_nothing() {
    let mut world = company();
    let digest = world.devices[0].book.digest();
    let edit = |id| {
        let changes = vec![(Deal::TITLE, Some("mine".into()))];
        Edit { collection: Key::Borrowed(Deal::COLLECTION.key), id: Id(id), changes, effective: None, label: label() }
    };
    let remove =
        |id, archive| Remove { collection: Key::Borrowed(Deal::COLLECTION.key), id: Id(id), archive, label: label() };
    let change = Rejection::NotAllowed { verb: Verb::Change };
    let delete = Rejection::NotAllowed { verb: Verb::Remove };
    world.actor = Actor { person: Some(REP), layer: Layer::Salesperson };
    let written = world.log.len();
    for (refused, command) in [
        (&change, &edit(213) as &dyn Command),
        (&change, &edit(214)),
        (&delete, &remove(212, false)),
        (&delete, &remove(212, true)),
    ] {
        assert_eq!(world.act(0, |book, context| command.decide(book, context)).err().as_ref(), Some(refused));
    }
    assert_eq!((world.devices[0].book.digest(), world.log.len()), (digest, written));
    world.act(0, |book, context| edit(212).decide(book, context)).expect("one's own");
    assert_eq!(world.log.last().and_then(|batch| batch.head.actor), Some(REP));
    world.actor = Actor { person: Some(LEAD), layer: Layer::Supervisor };
    world.act(0, |book, context| remove(213, false).decide(book, context)).expect("of my people");
    let gone = world.act(0, |book, context| edit(213).decide(book, context));
    assert!(matches!(gone, Err(Rejection::Gone { id, .. }) if id == Id(213)));
    let same = edit(212);
    assert_eq!(world.act(0, |book, context| same.decide(book, context)).err(), Some(Rejection::Nothing));
}
