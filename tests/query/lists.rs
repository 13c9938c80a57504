//! Lists and their filters against naive loops over typed records.

use std::time::Instant as Clock;

use fieldbook::book::Moment;
use fieldbook::exchange::Labels;
use fieldbook::exchange::export::{Column, csv};
use fieldbook::model::permission::{Actor, Layer};
use fieldbook::model::records::{Account, Deal, Person};
use fieldbook::model::time::DAY_MS;
use fieldbook::model::{Currency, Id, Instant, Key as CollectionKey, Record, Value};
use fieldbook::query::listing::{Asked, How, OWN, Shown, conditions, rows, rows_by, totals};
use fieldbook::query::views::{SaveView, first, offered};
use fieldbook::query::{Measured, Scan};

use super::world::{NOW, Spec, World};

/// Deals of three people in two areas: stages, amounts in two currencies, ages from 0 to 399 days.
fn world() -> World {
    let spec = |n: usize| Spec {
        stage: n % 4,
        owner: (n % 5 < 3).then_some(n % 3),
        minor: (!n.is_multiple_of(7)).then(|| (i64::try_from(n * n % 1_000_003).unwrap_or(0), n.is_multiple_of(11))),
        days: i64::try_from(n % 400).unwrap_or(0),
    };
    World::new(&(1..400).map(spec).collect::<Vec<_>>())
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    query.split('&').filter_map(pair).collect()
}

/// The ids of the list of an address.
fn listed(world: &World, query: &str, actor: &Actor) -> Vec<Id> {
    let book = world.book();
    let scan = Scan::new(book, &world.zone, "deals", Moment::Now).expect("deals");
    let table = scan.view().table();
    let asked = Asked::read(&pairs(query), book, table);
    let (rows, _) = rows(&scan, &asked, actor);
    rows.iter().filter_map(|row| table.id(*row as usize)).collect()
}

fn entered(world: &World, deal: &Deal) -> i64 {
    let table = world.book().of::<Deal>();
    let row = table.row(deal.id.into()).expect("a row");
    (NOW.0 - table.column(Deal::STAGE).expect("stage").since()[row].0) / DAY_MS
}

#[test]
fn conditions_hold_for_the_rows_of_a_list_and_no_others() {
    let world = world();
    let book = world.book();
    let area = |deal: &Deal| book.get::<Person>(deal.owner?.into())?.area;
    let units = |deal: &Deal| deal.amount.map(|money| f64::from(u32::try_from(money.minor).expect("small")) / 100.0);
    let (north, stage) = (world.areas[0].0, world.stages[1].0);
    let check = |query: &str, want: &dyn Fn(&Deal) -> bool| {
        let mut have = listed(&world, query, &Actor::FOUNDER);
        let mut want: Vec<Id> = book.all::<Deal>().filter(want).map(|deal| deal.id.into()).collect();
        have.sort_unstable();
        want.sort_unstable();
        assert_eq!(have, want, "{query}");
    };
    check("", &|_| true);
    check(&format!("owner.area=in:{north}"), &|deal| area(deal) == Some(north));
    check(&format!("owner.area=!in:{north}"), &|deal| area(deal) != Some(north));
    check("owner.area=in:-", &|deal| area(deal).is_none());
    check("owner=!in:-", &|deal| deal.owner.is_some());
    check("owner.name=has:p", &|deal| deal.owner.is_some());
    check("owner=has:q", &|_| false);
    check(&format!("stage=in:{stage}"), &|deal| deal.stage == Some(stage));
    check("stage.probability=between:50..", &|deal| [1, 2].map(|at| Some(world.stages[at].0)).contains(&deal.stage));
    check("amount=between:100..2500.5", &|deal| units(deal).is_some_and(|units| (100.0..=2500.5).contains(&units)));
    check("amount=more:100", &|deal| units(deal).is_some_and(|units| units > 100.0));
    check("amount=less:100", &|deal| units(deal).is_some_and(|units| units < 100.0));
    check("amount=!between:..100", &|deal| units(deal).is_none_or(|units| units > 100.0));
    check("since(stage)=during:last-30-days", &|deal| entered(&world, deal) < 30);
    check("since(stage)=during:older-30-days", &|deal| entered(&world, deal) > 30);
    check("since(stage)=during:today", &|deal| entered(&world, deal) == 0);
    check("any=amount:more:2000|owner:in:-", &|deal| {
        units(deal).is_some_and(|units| units > 2_000.0) || deal.owner.is_none()
    });
    check(
        &format!("any=owner:in:-|all:stage:in:{stage}%7Camount:less:50&since(stage)=during:last-200-days"),
        &|deal| {
            let inner = deal.stage == Some(stage) && units(deal).is_some_and(|units| units < 50.0);
            (inner || deal.owner.is_none()) && entered(&world, deal) < 200
        },
    );
    check("nothing=in:-", &|_| false);
    // A field that is gone passes no row; the list's own names are no conditions.
    check("q=&page=2&sort=-amount&cols=title&sums=amount:mean&view=-", &|_| true);
}

#[test]
fn me_and_my_people_are_whoever_acts() {
    let mut world = world();
    let [lead, led, far] = world.people;
    let change = fieldbook::book::command::Edit {
        collection: CollectionKey::Borrowed(Person::COLLECTION.key),
        id: led.into(),
        changes: vec![(Person::MANAGER, Some(Id::from(lead).into()))],
        effective: None,
        label: fieldbook::book::Label::new("x"),
    };
    world.with(|keeper, context| drop(keeper.act(&change, context).expect("is set")));
    let of = |people: &[Id]| -> usize {
        world.book().all::<Deal>().filter(|deal| deal.owner.is_some_and(|owner| people.contains(&owner))).count()
    };
    let count =
        |query: &str, me: Option<Id>| listed(&world, query, &Actor { person: me, layer: Layer::Supervisor }).len();
    let (lead, led, far) = (Id::from(lead), Id::from(led), Id::from(far));
    assert_eq!(count("owner=in:me", Some(lead)), of(&[lead]));
    assert_eq!(count("owner=in:my-people", Some(lead)), of(&[lead, led]));
    assert_eq!(count("owner=in:my-people", Some(far)), of(&[far]));
    assert_eq!(count("owner=!in:my-people", Some(lead)), world.deals.len() - of(&[lead, led]));
    assert_eq!(count("owner=in:me,my-people", None), 0);
}

#[test]
fn rows_stand_in_order_by_several_columns() {
    let world = world();
    let book = world.book();
    let rank = |deal: &Deal| world.stages.iter().position(|stage| Some(stage.0) == deal.stage);
    let area = |deal: &Deal| {
        let area = deal.owner.and_then(|owner| book.get::<Person>(owner.into()))?.area?;
        world.areas.iter().position(|have| have.0 == area)
    };
    let rows = |query: &str| -> Vec<Deal> {
        let ids = listed(&world, query, &Actor::FOUNDER);
        ids.into_iter().filter_map(|id| book.get::<Deal>(id.into())).collect()
    };
    // Behind all others where there is no value, whichever way the order goes.
    let last = |place: Option<usize>, down: bool| match place {
        None => usize::MAX,
        Some(place) if down => 1_000 - place,
        Some(place) => place,
    };
    for (query, down) in [("sort=owner.area,-stage,amount", false), ("sort=-owner.area,-stage,amount", true)] {
        let key = |deal: &Deal| {
            let money = deal.amount.map(|money| (money.currency.code().to_owned(), money.minor));
            (last(area(deal), down), last(rank(deal), true), money.is_none(), money)
        };
        let have = rows(query);
        assert_eq!(have.len(), world.deals.len());
        assert!(have.windows(2).all(|pair| key(&pair[0]) <= key(&pair[1])), "{query}");
    }
    let ages: Vec<i64> = rows("sort=-since(stage)").iter().map(|deal| entered(&world, deal)).collect();
    assert!(ages.is_sorted());
}

#[test]
fn totals_are_those_of_the_rows_and_never_mix_currencies() {
    let world = world();
    let book = world.book();
    let table = book.of::<Deal>();
    let all: Vec<u32> = table.live().iter().filter_map(|row| u32::try_from(row).ok()).collect();
    let column = Shown::Value(Deal::AMOUNT);
    let amounts = |currency: Currency| -> Vec<i128> {
        let amounts = book.all::<Deal>().filter_map(|deal| deal.amount);
        amounts.filter(|money| money.currency == currency).map(|money| money.minor.into()).collect()
    };
    let euro = Currency::parse("EUR").expect("a code");
    for how in [How::Sum, How::Mean, How::Least, How::Greatest] {
        let total = totals(book, table, &all, &[column], &[(column, how)]).remove(0);
        let Measured::Money(bag) = total.value else { panic!("money") };
        for currency in [Currency::USD, euro] {
            let amounts = amounts(currency);
            let count = i128::try_from(amounts.len()).expect("few");
            let sum: i128 = amounts.iter().sum();
            let want = match how {
                How::Sum => sum,
                // Half-even, by comparing twice the distance.
                How::Mean => {
                    let down = sum.div_euclid(count);
                    let (below, above) = (sum - down * count, (down + 1) * count - sum);
                    if below < above || (below == above && down % 2 == 0) { down } else { down + 1 }
                }
                How::Least => *amounts.iter().min().expect("some"),
                How::Greatest => *amounts.iter().max().expect("some"),
                How::Nothing => 0,
            };
            assert_eq!(bag.of(currency), want, "{how:?} {currency}");
        }
    }
    assert!(totals(book, table, &all, &[Shown::Value(Deal::TITLE), Shown::Value(Deal::OWNER)], &[]).is_empty());
    let none = totals(book, table, &[], &[column], &[]).remove(0);
    assert_eq!(none.value.money().sums(), []);
}

#[test]
fn archived_records_are_counted_aside() {
    let mut world = world();
    let deal = world.deals[5];
    let archive = fieldbook::book::bulk::Bulk {
        collection: CollectionKey::Borrowed("deals"),
        ids: vec![deal.into()],
        deed: fieldbook::book::bulk::Deed::Archive(true),
    };
    world.with(|keeper, context| drop(keeper.act(&archive, context).expect("is archived")));
    let all = world.deals.len();
    assert_eq!(listed(&world, "", &Actor::FOUNDER).len(), all - 1);
    assert_eq!(listed(&world, "archived=shown", &Actor::FOUNDER).len(), all);
}

#[test]
fn no_field_bears_a_name_that_lists_keep_for_themselves() {
    for collection in fieldbook::model::records::COLLECTIONS {
        for field in collection.fields {
            let taken = OWN.contains(&field.key.as_ref()) || matches!(field.key.as_ref(), "any" | "all");
            assert!(!taken, "{}.{}", collection.key, field.key);
        }
    }
    assert_eq!(conditions(&pairs("q=in:-&title=has:x&title=has:x&utm=x")).len(), 1);
}

#[test]
fn views_are_offered_to_whom_they_belong_and_one_comes_first() {
    let mut world = world();
    let (me, other) = (Id::from(world.people[0]), Id::from(world.people[1]));
    let mut save = |who: Id, name: &str, shared: bool, is_first: bool| {
        let view = SaveView {
            view: None,
            collection: CollectionKey::Borrowed("deals"),
            name: name.to_owned(),
            query: format!("title=has:{name}"),
            shared,
            first: is_first,
        };
        world.with(|keeper, context| {
            let actor = Actor { person: Some(who), layer: Layer::Owner };
            let context = fieldbook::book::Context { actor, ..*context };
            drop(keeper.act(&view, &context).expect("is saved"));
        });
    };
    save(me, "b mine", false, false);
    save(other, "a theirs", false, true);
    save(other, "c shared", true, true);
    let names = |world: &World, who: Id| -> Vec<String> {
        let actor = Actor { person: Some(who), layer: Layer::Owner };
        offered(world.book(), &actor, "deals").into_iter().filter_map(|view| view.name).collect()
    };
    let opens = |world: &World, who: Id| {
        first(world.book(), &Actor { person: Some(who), layer: Layer::Owner }, "deals").and_then(|view| view.name)
    };
    assert_eq!(names(&world, me), ["b mine", "c shared"]);
    assert_eq!(names(&world, other), ["a theirs", "c shared"]);
    assert_eq!(offered(world.book(), &Actor { person: Some(me), layer: Layer::Owner }, "accounts"), []);
    assert_eq!(opens(&world, me).as_deref(), Some("c shared"));
    // One's own comes before a shared one, and a new first one takes the place of the last.
    assert_eq!(opens(&world, other).as_deref(), Some("a theirs"));
    let mut save = |name: &str| {
        let view = SaveView {
            view: None,
            collection: CollectionKey::Borrowed("deals"),
            name: name.to_owned(),
            query: String::new(),
            shared: false,
            first: true,
        };
        world.with(|keeper, context| {
            let actor = Actor { person: Some(other), layer: Layer::Owner };
            drop(keeper.act(&view, &fieldbook::book::Context { actor, ..*context }).expect("is saved"));
        });
    };
    save("0 newest");
    assert_eq!(opens(&world, other).as_deref(), Some("0 newest"));
    let firsts = offered(world.book(), &Actor { person: Some(other), layer: Layer::Owner }, "deals");
    let firsts = firsts.iter().filter(|view| view.first.as_deref() == Some("yes")).count();
    assert_eq!(firsts, 2, "one of the person's own, one shared");
}

/// Prints how long lists take, of a hundred thousand accounts where the build is optimised. Times are
/// never asserted.
#[test]
fn lists_of_many_rows_say_what_they_take() {
    let many: usize = if cfg!(debug_assertions) { 2_000 } else { 100_000 };
    let mut world = World::new(&[]);
    let people = world.people;
    let draft = world.with(|keeper, context| {
        let label = fieldbook::book::Label::new("x");
        let mut edit =
            fieldbook::book::command::Editor::new(keeper.book(), context.now, label, fieldbook::book::Cause::Typed);
        for n in 0..many {
            let values: Vec<(usize, Option<Value>)> = vec![
                (Account::NAME, Some(Value::Text(format!("Account {} of {}", n * 7919 % many, n % 97)))),
                (Account::OWNER, Some(Id::from(people[n % 3]).into())),
                (Account::REVENUE, Some(Value::Number(f64::from(u32::try_from(n * 31 % 9_973).unwrap_or(0))))),
                (Account::SECTOR, Some(Value::Text(format!("sector {}", n % 40)))),
            ];
            edit.create("accounts", context.ids.next_id(), &values, &[]).expect("valid");
        }
        edit.finish().expect("something")
    });
    world.with(|keeper, context| drop(keeper.take(draft, context, Vec::new())));
    let book = world.book();
    for query in [
        "",
        "sort=-revenue",
        "sort=owner,-revenue,name",
        "sort=owner.area,sector",
        "sector=has:or 1",
        "q=count 9",
        "owner=in:me,my-people&sort=sector",
        "any=sector:has:or 1|all:revenue:more:5000%7Cowner.area:!in:-&sort=name",
    ] {
        let mut best = f64::MAX;
        let mut count = 0;
        for _ in 0..9 {
            let clock = Clock::now();
            let scan = Scan::new(book, &world.zone, "accounts", Moment::Now).expect("accounts");
            let table = scan.view().table();
            let asked = Asked::read(&pairs(query), book, table);
            let actor = Actor { person: Some(people[0].into()), layer: Layer::Owner };
            let (rows, _) = rows(&scan, &asked, &actor);
            let totals = totals(book, table, &rows, &asked.columns, &asked.totals);
            best = best.min(clock.elapsed().as_secs_f64() * 1e3);
            count = rows.len() + totals.len();
        }
        println!("{query:60} {count:7} rows {best:7.1} ms");
    }
}

#[test]
fn the_list_of_a_past_moment_shows_what_held_then() {
    let world = world();
    let book = world.book();
    for back in [0, 50, 200, 399] {
        let at = Instant(NOW.0 - back * DAY_MS);
        let moment = Moment::At(at);
        let still = book.still("deals", moment);
        let scan = Scan::new(book, &world.zone, "deals", moment).expect("deals");
        let table = still.of::<Deal>();
        let asked = Asked::read(&pairs("sort=-since(stage)"), &still, table);
        let (found, _) = rows_by(&scan, &still, &asked, &Actor::FOUNDER);
        let stage = table.column(Deal::STAGE).expect("stage");
        let since: Vec<Instant> = found.iter().map(|row| stage.since()[*row as usize]).collect();
        assert!(since.iter().all(|since| *since <= at), "{back} days ago nothing later was known");
        assert!(since.is_sorted_by(|a, b| a >= b), "the latest move first");
        let mut have: Vec<Id> = found.iter().filter_map(|row| table.id(*row as usize)).collect();
        let mut want: Vec<Id> =
            book.all::<Deal>().filter(|deal| entered(&world, deal) >= back).map(|deal| deal.id.into()).collect();
        have.sort_unstable();
        want.sort_unstable();
        assert_eq!(have, want, "{back} days ago");
        assert_eq!(still.now(), at);
        // What deals refer to is there, too; what they do not is not.
        assert_eq!(still.of::<Person>().len(), book.of::<Person>().len());
    }
}

#[test]
fn a_past_list_is_exported_as_it_stood_then() {
    let mut world = world();
    // Today all of it is another: what was in the first stage is won, and dearer.
    let (deals, won) = (world.deals.clone(), world.stages[2]);
    world.write(NOW, |edit| {
        for deal in deals.iter().step_by(4) {
            let stage = (Deal::STAGE, Some(won.0.into()));
            edit.set("deals", deal.0, stage, None).expect("may be");
        }
    });
    let book = world.book();
    let exported = |moment: Moment| -> Vec<String> {
        let still = book.still("deals", moment);
        let scan = Scan::new(book, &world.zone, "deals", moment).expect("deals");
        let table = still.of::<Deal>();
        let asked = Asked::read(&pairs("sort=since(stage)"), &still, table);
        let (found, _) = rows_by(&scan, &still, &asked, &Actor::FOUNDER);
        let rows: Vec<usize> = found.iter().map(|row| *row as usize).collect();
        let column = |at: usize| Column::named(table, at, &at.to_string(), Vec::new(), &Labels::none());
        let columns: Vec<Column> = [Deal::STAGE].into_iter().map(column).collect();
        csv(&still, table, &rows, &columns, Currency::USD).lines().skip(1).map(str::to_owned).collect()
    };
    // The names of the stages are A to D; a deal stands in the list from the day of its entry on.
    let stage = |n: usize| ["A", "B", "C", "D"][n % 4].to_owned();
    for back in [1, 50, 200] {
        let moment = Moment::At(Instant(NOW.0 - back * DAY_MS));
        let mut wanted: Vec<(usize, String)> =
            (1..400).filter(|n| i64::try_from(n % 400).unwrap_or(0) >= back).map(|n| (n, stage(n))).collect();
        wanted.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        let mut have = exported(moment);
        let mut wanted: Vec<String> = wanted.into_iter().map(|(_, stage)| stage).collect();
        have.sort();
        wanted.sort();
        assert_eq!(have, wanted, "{back} days ago");
    }
    let now = exported(Moment::Now);
    let count = |name: &str| now.iter().filter(|line| *line == name).count();
    // The deals at places 0, 4, 8 ... are those of n = 1, 5, 9 ...: of stage B until today.
    assert_eq!((now.len(), count("A"), count("B"), count("C")), (399, 99, 0, 200));
}
