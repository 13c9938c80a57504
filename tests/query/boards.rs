//! Boards parted into lanes and by month, limits of stages, and deals expected in another month.

use std::collections::BTreeMap;

use fieldbook::book::bits::Bits;
use fieldbook::book::{Moment, Rejection};
use fieldbook::model::records::{Deal, DealId, Stage};
use fieldbook::model::{BasisPoints, Currency, Day, Id, Month, Record, Value};
use fieldbook::pipeline::board::{Board, BoardQuery, Columns, board, board_after};
use fieldbook::pipeline::carry::{Carry, Wants, asked_by};
use fieldbook::pipeline::commands::{CreateDeal, MoveDeal, Spot, typed_over};
use fieldbook::pipeline::gate::Brought;
use fieldbook::pipeline::given::{Foot, given};
use fieldbook::pipeline::lanes::Numbers;
use fieldbook::pipeline::redate::Redate;
use fieldbook::pipeline::zoom::Strip;
use fieldbook::query::{Filter, Key, Scan, Source};
use proptest::prelude::*;

use crate::world::{NOW, Spec, World};

fn specs() -> impl Strategy<Value = Vec<Spec>> {
    let minor = prop::option::weighted(0.8, (0..100_000_i64, any::<bool>()));
    let spec = (0..4_usize, prop::option::weighted(0.8, 0..3_usize), minor, 0..900_i64)
        .prop_map(|(stage, owner, minor, days)| Spec { stage, owner, minor, days });
    prop::collection::vec(spec, 0..50)
}

fn read(world: &World, query: &BoardQuery) -> Board {
    board(world.book(), &world.zone, query).expect("the pipeline is there")
}

fn usual(world: &World) -> BoardQuery {
    BoardQuery::new(world.pipeline, Filter::ALL, Moment::Now)
}

/// Expects each deal on a day.
fn expect(world: &mut World, days: &[Option<i32>]) {
    let deals = world.deals.clone();
    world.write(NOW, |edit| {
        for (deal, day) in deals.iter().zip(days) {
            let change = (Deal::EXPECTED_CLOSE, day.map(|day| Value::Date(Day(day))));
            edit.set(Deal::COLLECTION.key, deal.0, change, None).expect("may be set");
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn lanes_part_the_columns(specs in specs(), by in prop::sample::select(vec!["owner", "owner.area", "gone_field"])) {
        let world = World::new(&specs);
        let query = BoardQuery { lanes: Some(Source::field(by)), ..usual(&world) };
        let board = read(&world, &query);
        // Person n works in area n modulo 2.
        let lane_of = |spec: &Spec| match (by, spec.owner) {
            ("owner", Some(owner)) => Key::Record(world.people[owner].0),
            ("owner.area", Some(owner)) => Key::Record(world.areas[owner % 2].0),
            _ => Key::Empty,
        };
        let mut wanted: BTreeMap<Key, Vec<&Spec>> = BTreeMap::new();
        for spec in &specs {
            wanted.entry(lane_of(spec)).or_default().push(spec);
        }
        prop_assert!(board.lanes.len() == wanted.len() || (specs.is_empty() && by == "gone_field"));
        for lane in &board.lanes {
            let mine = wanted.get(&lane.key).cloned().unwrap_or_default();
            prop_assert_eq!(lane.count, mine.len() as u64);
            prop_assert_eq!(lane.cells.len(), board.columns.len());
            let sum = |specs: &[&Spec]| -> i128 {
                specs.iter().filter_map(|spec| spec.minor).filter(|minor| !minor.1).map(|minor| i128::from(minor.0)).sum()
            };
            prop_assert_eq!(lane.sum.of(Currency::USD), sum(&mine));
            for (at, (cell, column)) in lane.cells.iter().zip(&board.columns).enumerate() {
                let here: Vec<&Spec> = mine.iter().copied().filter(|spec| spec.stage == at).collect();
                prop_assert_eq!((cell.rows.len(), cell.sum.of(Currency::USD)), (here.len(), sum(&here)));
                // In the order of the column.
                let places: Vec<_> = cell.rows.iter().map(|row| column.rows.iter().position(|other| other == row)).collect();
                prop_assert!(places.iter().all(Option::is_some) && places.is_sorted());
            }
        }
        // What has nothing there stands last.
        prop_assert!(board.lanes.iter().rev().skip(1).all(|lane| lane.key != Key::Empty));
    }

    #[test]
    fn columns_by_month_hold_the_open_deals_of_the_month(
        deals in prop::collection::vec((0..4_usize, prop::option::weighted(0.8, 20_600..21_000_i32), 0..100_000_i64), 0..40),
    ) {
        let spec = |(stage, _, minor): &(usize, Option<i32>, i64)| Spec { stage: *stage, owner: None, minor: Some((*minor, false)), days: 1 };
        let specs: Vec<Spec> = deals.iter().map(spec).collect();
        let mut world = World::new(&specs);
        let days: Vec<Option<i32>> = deals.iter().map(|(_, day, _)| *day).collect();
        expect(&mut world, &days);
        let query = BoardQuery { columns: Columns::ByMonth, lanes: Some(Source::field("stage")), ..usual(&world) };
        let board = read(&world, &query);
        prop_assert!(board.columns.is_empty());
        // Stages 0 and 1 are open.
        let mut wanted: BTreeMap<Option<Month>, Vec<(i32, i64)>> = BTreeMap::new();
        for (_, day, minor) in deals.iter().filter(|(stage, _, _)| *stage < 2) {
            wanted.entry(day.map(|day| Day(day).month())).or_default().push((day.unwrap_or(0), *minor));
        }
        prop_assert_eq!(board.count, wanted.values().map(Vec::len).sum::<usize>() as u64);
        for column in &board.months {
            let mine = wanted.remove(&column.month).unwrap_or_default();
            prop_assert_eq!((column.count, column.rows.len()), (mine.len() as u64, mine.len()));
            prop_assert_eq!(column.sum.of(Currency::USD), mine.iter().map(|(_, minor)| i128::from(*minor)).sum::<i128>());
            let mut order: Vec<i32> = mine.iter().map(|(day, _)| *day).collect();
            order.sort_unstable();
            let table = world.book().of::<Deal>();
            let shown: Vec<i32> = column
                .rows
                .iter()
                .map(|row| match table.value(*row as usize, Deal::EXPECTED_CLOSE) {
                    Some(Value::Date(day)) => day.0,
                    _ => 0,
                })
                .collect();
            prop_assert_eq!(shown, order);
        }
        prop_assert!(wanted.is_empty(), "{:?} have no column", wanted);
        // This month and the next two are there in any case; months stand in order, without a day last.
        let months: Vec<Option<Month>> = board.months.iter().map(|column| column.month).collect();
        let this = world.zone.day_of(NOW).month();
        prop_assert!((0..3).all(|by| months.contains(&Some(Month(this.0 + by)))));
        let dated: Vec<Month> = months.iter().flatten().copied().collect();
        prop_assert!(dated.is_sorted() && months.iter().rev().skip(1).all(Option::is_some));
        prop_assert_eq!(board.lanes.iter().map(|lane| lane.count).sum::<u64>(), board.count);
    }

    #[test]
    fn a_stage_says_how_far_it_is_over(specs in specs(), most in prop::option::of(1..12_u8), each in prop::option::of(1..5_u8)) {
        let mut world = World::new(&specs);
        let stage = world.stages[0].0;
        world.write(NOW, |edit| {
            for (field, limit) in [(Stage::LIMIT, most), (Stage::LIMIT_EACH, each)] {
                let limit = limit.map(|limit| Value::Number(limit.into()));
                edit.set(Stage::COLLECTION.key, stage, (field, limit), None).expect("may be set");
            }
        });
        // A filter hides deals; the work in hand stays what it is.
        let nobody = Filter::key(Source::field("owner"), Key::Record(Id(1)));
        for filter in [Filter::ALL, nobody] {
            let board = read(&world, &BoardQuery { filter, ..usual(&world) });
            prop_assert!(board.columns[1..].iter().all(|column| column.over.is_none()));
            let here: Vec<&Spec> = specs.iter().filter(|spec| spec.stage == 0).collect();
            let by = most.map_or(0, |most| here.len().saturating_sub(most.into()));
            let mut people: Vec<(usize, Id, usize)> = Vec::new();
            for (at, person) in world.people.iter().enumerate() {
                let held = here.iter().filter(|spec| spec.owner == Some(at)).count();
                let over = each.map_or(0, |each| held.saturating_sub(each.into()));
                if over > 0 {
                    people.push((over, person.0, held));
                }
            }
            people.sort_by_key(|(over, person, _)| (std::cmp::Reverse(*over), *person));
            match &board.columns[0].over {
                None => prop_assert!(by == 0 && people.is_empty()),
                Some(over) => {
                    prop_assert!(by > 0 || !people.is_empty());
                    prop_assert_eq!((over.held, over.by), (here.len(), by));
                    let found: Vec<_> = over.people.iter().map(|holder| (holder.by, holder.person.0, holder.held)).collect();
                    prop_assert_eq!(found, people);
                }
            }
        }
    }
}

#[test]
fn a_deal_is_expected_in_another_month_and_again_as_before() {
    let mut world = World::new(&[Spec { stage: 0, owner: None, minor: None, days: 1 }]);
    let deal = world.deals[0];
    expect(&mut world, &[Day::parse("2027-01-31").map(|day| day.0)]);
    let before = world.book().digest();
    let expected = |world: &World| world.book().get::<Deal>(deal).and_then(|deal| deal.expected_close);
    let to = |month: Option<&str>| Redate { deal, to: month.and_then(Month::parse), effective: None };
    let later = fieldbook::model::Instant(NOW.0 + 1_000);
    let done = world.at(later, |keeper, context| keeper.act(&to(Some("2027-02")), context)).expect("may be");
    assert_eq!(expected(&world), Day::parse("2027-02-28"));
    let again = world.at(later, |keeper, context| keeper.act(&to(Some("2027-02")), context));
    assert!(matches!(again, Err(Rejection::Nothing)));
    let batch = world.keeper.queued(done.head.id).cloned().expect("it waits to be stored");
    world.at(later, |keeper, context| keeper.invert(&batch, context)).expect("an undo");
    assert_eq!(world.book().digest(), before);
    world.at(later, |keeper, context| keeper.act(&to(None), context)).expect("may be");
    assert_eq!(expected(&world), None);
    let gone = Redate { deal: Id(2).into(), to: None, effective: None };
    let refused = world.at(later, |keeper, context| keeper.act(&gone, context));
    assert!(matches!(refused, Err(Rejection::Gone { .. })));
}

#[test]
fn a_chance_of_its_own_weighs_a_deal_as_long_as_it_is_open() {
    let spec = |stage| Spec { stage, owner: None, minor: Some((10_000, false)), days: 3 };
    // A third, a third, and a won one whose own chance is history.
    let mut world = World::new(&[spec(0), spec(0), spec(2)]);
    let weighted = |world: &World, moment| {
        let board = read(world, &BoardQuery::new(world.pipeline, Filter::ALL, moment));
        [0, 2].map(|at: usize| board.columns[at].weighted.of(Currency::USD))
    };
    assert_eq!(weighted(&world, Moment::Now), [3_333 * 2, 10_000]);
    let deals = [world.deals[1], world.deals[2]];
    let later = fieldbook::model::Instant(NOW.0 + 60_000);
    world.write(later, |edit| {
        for deal in deals {
            let half = (Deal::PROBABILITY, Some(Value::Percent(BasisPoints(5_000))));
            edit.set(Deal::COLLECTION.key, deal.0, half, None).expect("may be set");
        }
    });
    assert_eq!(weighted(&world, Moment::Now), [3_333 + 5_000, 10_000]);
    assert_eq!(weighted(&world, Moment::At(NOW)), [3_333 * 2, 10_000]);
}

#[test]
fn a_deal_is_carried_to_another_column_and_lane_as_one_act() {
    let spec = Spec { stage: 0, owner: Some(0), minor: Some((100, false)), days: 3 };
    let mut world = World::new(&[spec]);
    let (deal, digest) = (world.deals[0], world.book().digest());
    let owner = Source::field("owner");
    let lane =
        |world: &World, at: usize| asked_by(world.book(), &owner, &Key::Record(world.people[at].0)).expect("a field");
    let wants = vec![Wants::Stage(world.stages[1]), lane(&world, 2), Wants::Month(Month::parse("2027-02"))];
    let command = Carry { deal, wants, spot: Spot::Usual };
    let later = fieldbook::model::Instant(NOW.0 + 1_000);
    let done = world.at(later, |keeper, context| keeper.act(&command, context)).expect("is carried");
    let now = world.book().get::<Deal>(deal).expect("is there");
    assert_eq!((now.stage, now.owner), (Some(world.stages[1].0), Some(world.people[2].0)));
    assert_eq!(now.expected_close, Day::parse("2027-02-28"));
    let again = world.at(later, |keeper, context| keeper.act(&command, context));
    assert!(matches!(again, Err(Rejection::Nothing)));
    // One act, one way back.
    let batch = world.keeper.queued(done.head.id).cloned().expect("it waits to be stored");
    world.at(later, |keeper, context| keeper.invert(&batch, context)).expect("an undo");
    assert_eq!(world.book().digest(), digest);
    // Where a lane is of something that other records say, nothing done to the deal brings it there.
    let area = Source::field("owner.area");
    assert_eq!(asked_by(world.book(), &area, &Key::Record(world.areas[1].0)), None);
    let none = asked_by(world.book(), &owner, &Key::Empty);
    assert_eq!(none, Some(Wants::Field((Deal::OWNER, None))));
    let closes = Source::field("expected_close").month();
    assert_eq!(asked_by(world.book(), &closes, &Key::Empty), Some(Wants::Month(None)));
}

#[test]
fn lanes_keep_their_numbers_while_others_come_and_go() {
    let text = |text: &str| Key::Text(text.to_owned());
    let mut numbers = Numbers::default();
    let mut all = |keys: &[&str]| -> Vec<u32> { keys.iter().map(|key| numbers.number(&text(key))).collect() };
    assert_eq!(all(&["call", "send"]), [0, 1]);
    assert_eq!(all(&["ask", "send", "call"]), [2, 1, 0]);
    assert_eq!((numbers.key(2), numbers.key(3)), (Some(&text("ask")), None));
    assert_eq!(numbers.number(&Key::Empty), 3);
}

#[test]
fn lanes_by_a_text_of_its_own_for_each_deal_stand_in_order() {
    let specs = vec![Spec { stage: 0, owner: None, minor: Some((100, false)), days: 1 }; 2_000];
    let mut world = World::new(&specs);
    let deals = world.deals.clone();
    world.write(NOW, |edit| {
        for (deal, nth) in deals.iter().zip((0..2_000).rev()) {
            let step = Some(Value::from(format!("step {nth:04}").as_str()));
            edit.set(Deal::COLLECTION.key, deal.0, (Deal::NEXT_STEP, step), None).expect("may be set");
        }
    });
    let query = BoardQuery { lanes: Some(Source::field("next_step")), ..usual(&world) };
    let board = read(&world, &query);
    let keys: Vec<Key> = board.lanes.iter().map(|lane| lane.key.clone()).collect();
    let wanted: Vec<Key> = (0..2_000).map(|nth| Key::Text(format!("step {nth:04}"))).collect();
    assert_eq!(keys, wanted);
    assert!(board.lanes.iter().all(|lane| (lane.count, lane.sum.of(Currency::USD)) == (1, 100)));
}

#[test]
fn what_is_left_empty_leaves_what_the_filter_gives() {
    let [stage, filtered, chosen] = [7, 8, 9].map(|id| Some(Value::Reference(Id(id))));
    let given = vec![(Deal::STAGE, stage.clone()), (Deal::ACCOUNT, filtered.clone())];
    let typed = |account: &Option<Value>| {
        vec![(Deal::TITLE, Some("Hall".into())), (Deal::ACCOUNT, account.clone()), (Deal::AMOUNT, None)]
    };
    let value = |values: &[(usize, Option<Value>)], field: usize| -> Vec<Option<Value>> {
        values.iter().filter(|(at, _)| *at == field).map(|(_, value)| value.clone()).collect()
    };
    for (account, wanted) in [(None, filtered), (chosen.clone(), chosen)] {
        let values = typed_over(given.clone(), typed(&account));
        assert_eq!(value(&values, Deal::ACCOUNT), [wanted]);
        assert_eq!((value(&values, Deal::STAGE), value(&values, Deal::AMOUNT)), (vec![stage.clone()], vec![None]));
        assert_eq!(value(&values, Deal::TITLE), [Some("Hall".into())]);
    }
}

#[test]
fn a_strip_of_many_stages_is_seen_whole_on_a_phone() {
    let counts = [9_000, 8_000, 20_000, 3_000, 0, 30_000, 4_000, 6_000, 1, 10_000, 9_000, 999];
    let many: Vec<usize> = counts.iter().chain(&counts).chain(&counts).copied().collect();
    for (counts, width) in [(counts.to_vec(), 328.0), (counts.to_vec(), 1_200.0), (many, 328.0)] {
        for part in [0.0, 0.5, 1.0] {
            let strip = Strip::new(&counts, (width, 480.0), part);
            let last = strip.spans.last().expect("a stage");
            assert!(last.left + last.width <= width + 0.5, "{width} {part}");
            // No square reaches into the next column.
            let wide = |at: usize| f64::from(u32::try_from(strip.spans[at].across).expect("few")) * strip.cell;
            let next = |at: usize| strip.spans.get(at + 1).map_or(width, |span| span.left);
            let apart = |at: usize| counts[at] == 0 || strip.spans[at].left + wide(at) <= next(at) + 0.5;
            assert!((0..counts.len()).all(apart), "{width} {part}");
        }
    }
    // A hundred thousand at once.
    assert!(Strip::new(&counts, (328.0, 480.0), 0.0).height <= 480.0);
}

#[test]
fn a_board_is_the_same_whatever_was_before() {
    let spec = |at: usize| Spec {
        stage: at % 4,
        owner: None,
        minor: Some((i64::try_from(at).expect("small"), false)),
        days: i64::try_from(at * 7 % 40).expect("small"),
    };
    let mut world = World::new(&(0..1_200).map(spec).collect::<Vec<_>>());
    let query = usual(&world);
    let rows = |board: &Board| board.columns.iter().map(|column| column.rows.clone()).collect::<Vec<_>>();
    let mut before = read(&world, &query);
    for at in 0..40 {
        let (deal, to) = (world.deals[at * 29 % 1_200], world.stages[at * 3 % 4]);
        let spot = match at % 3 {
            0 => Spot::Usual,
            1 => Spot::Before(world.deals[at * 53 % 1_200]),
            _ => Spot::Last,
        };
        let command = MoveDeal { deal, to, spot, effective: None, brought: Brought::default() };
        // Where it stands there already nothing changes.
        drop(world.with(|keeper, context| keeper.act(&command, context)));
        let scan = Scan::new(world.book(), &world.zone, Deal::COLLECTION.key, Moment::Now).expect("deals");
        let after = board_after(&scan, &query, Some(&before)).expect("a board");
        assert_eq!(rows(&after), rows(&read(&world, &query)), "after move {at}");
        before = after;
    }
    // What was before may be of another book, whose rows are other deals.
    let other = World::new(&(0..1_190).map(|at| spec(at * 11 % 1_200)).collect::<Vec<_>>());
    let scan = Scan::new(other.book(), &other.zone, Deal::COLLECTION.key, Moment::Now).expect("deals");
    let query = usual(&other);
    let after = board_after(&scan, &query, Some(&before)).expect("a board");
    assert_eq!(rows(&after), rows(&read(&other, &query)));
}

/// Adds a deal at the foot of the cell that lies in a lane of people, under a filter.
fn add_in_lane(world: &mut World, column: Wants, person: Option<usize>, filter: &Filter, me: Option<Id>) -> DealId {
    let source = Source::field("owner");
    let key = person.map_or(Key::Empty, |at| Key::Record(world.people[at].0));
    let lane = asked_by(world.book(), &source, &key);
    let foot = Foot { wants: std::iter::once(column).chain(lane).collect(), first: Some(world.stages[0]) };
    let typed = vec![(Deal::TITLE, Some("New".into())), (Deal::ACCOUNT, None), (Deal::AMOUNT, None)];
    let values = typed_over(given(world.book(), &foot, filter, me), typed);
    let id = DealId(world.with(|_, context| context.ids.next_id()));
    let create = CreateDeal { id, values, lines: Vec::new() };
    world.with(|keeper, context| keeper.act(&create, context).map(drop)).expect("is added");
    id
}

#[test]
fn a_deal_added_in_a_lane_stands_in_that_lane_and_column() {
    let spec = |stage: usize, owner: Option<usize>| Spec { stage, owner, minor: None, days: 3 };
    let specs = [spec(0, Some(0)), spec(1, Some(1)), spec(0, None)];
    let mut world = World::new(&specs);
    let (b, me) = (world.stages[1], world.people[2].0);
    let query = BoardQuery { lanes: Some(Source::field("owner")), ..usual(&world) };
    let cell = |world: &World, person: Option<usize>, stage: usize| -> Vec<Id> {
        let board = read(world, &query);
        let key = person.map_or(Key::Empty, |at| Key::Record(world.people[at].0));
        let lane = board.lanes.iter().find(|lane| lane.key == key).expect("the lane");
        let table = world.book().of::<Deal>();
        lane.cells[stage].rows.iter().filter_map(|row| table.id(*row as usize)).collect()
    };
    // In the lane of another person, and in that of nobody: not in the charge of whoever adds it.
    let of_person = add_in_lane(&mut world, Wants::Stage(b), Some(0), &Filter::ALL, Some(me));
    assert_eq!(cell(&world, Some(0), 1), [Id::from(of_person)]);
    let of_nobody = add_in_lane(&mut world, Wants::Stage(b), None, &Filter::ALL, Some(me));
    assert_eq!(cell(&world, None, 1), [Id::from(of_nobody)]);
    let owner = |world: &World, deal: DealId| world.book().get::<Deal>(deal).and_then(|deal| deal.owner);
    assert_eq!(owner(&world, of_nobody), None);
    // The lane goes before the filter, which goes before whoever adds it.
    let filter = Filter::key(Source::field("owner"), Key::Record(world.people[1].0));
    let foot = |wants: Vec<Wants>| Foot { wants, first: Some(world.stages[0]) };
    let lane = Wants::Field((Deal::OWNER, Some(world.people[0].0.into())));
    let owners = |wants: Vec<Wants>, filter: &Filter| {
        let values = given(world.book(), &foot(wants), filter, Some(me));
        values.into_iter().find(|(at, _)| *at == Deal::OWNER).and_then(|(_, value)| value?.as_reference())
    };
    assert_eq!(owners(vec![Wants::Stage(b), lane], &filter), Some(world.people[0].0));
    assert_eq!(owners(vec![Wants::Stage(b)], &filter), Some(world.people[1].0));
    assert_eq!(owners(vec![Wants::Stage(b)], &Filter::ALL), Some(me));
    // By month it begins in the first stage, on the last day of the month.
    let month = Month::ym(2027, 2).expect("a month");
    let dated = add_in_lane(&mut world, Wants::Month(Some(month)), Some(1), &Filter::ALL, Some(me));
    let deal = world.book().get::<Deal>(dated).expect("is there");
    let stood = (deal.stage, deal.expected_close, deal.owner);
    assert_eq!(stood, (Some(world.stages[0].0), Day::ymd(2027, 2, 28), Some(world.people[1].0)));
}

#[test]
fn what_is_archived_is_kept_out_of_a_scan_and_comes_back() {
    let spec = |at: usize| Spec { stage: at % 4, owner: Some(at % 3), minor: None, days: 1 };
    let mut world = World::new(&(0..200).map(spec).collect::<Vec<_>>());
    let kept = |world: &World| -> Vec<usize> {
        let scan = Scan::new(world.book(), &world.zone, Deal::COLLECTION.key, Moment::Now).expect("deals");
        scan.kept().select(&Filter::ALL).iter().collect()
    };
    let mut away: Vec<usize> = Vec::new();
    for (step, on) in [(3, true), (7, true), (3, false), (2, true)] {
        let deals: Vec<DealId> = world.deals.iter().copied().step_by(step).collect();
        world.write(NOW, |edit| {
            for deal in &deals {
                edit.archive(Deal::COLLECTION.key, deal.0, on).expect("may be");
            }
        });
        away.retain(|at| !at.is_multiple_of(step));
        away.extend((0..200).step_by(step).filter(|_| on));
        let table = world.book().of::<Deal>();
        let mut wanted: Vec<usize> =
            (0..200).filter(|at| !away.contains(at)).filter_map(|at| table.row(world.deals[at].0)).collect();
        wanted.sort_unstable();
        assert_eq!(kept(&world), wanted, "every {step}: {on}");
        // Seen by somebody who sees less, there is no more of it.
        let seen = std::rc::Rc::new(Bits::those(table.len(), |row| row < 50));
        let scan = Scan::new(world.book(), &world.zone, Deal::COLLECTION.key, Moment::Now).expect("deals");
        let less: Vec<usize> = scan.seen(Some(seen)).kept().select(&Filter::ALL).iter().collect();
        assert_eq!(less, wanted.into_iter().filter(|row| *row < 50).collect::<Vec<_>>());
    }
}
