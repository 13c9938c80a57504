//! A generated company of any size, always the same for a seed: what benchmarks and trials run on.

use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Context, Draft, Label, Rejection};
use crate::model::records::{Account, Area, Deal, Person, Pipeline, Product, Stage};
use crate::model::time::DAY_MS;
use crate::model::{BasisPoints, Id, Instant, Money, Record, Value};

use super::draw::Draw;
use super::rank;
use super::template::by_position;

/// Stages with kinds, and of a hundred deals how many stand in each.
const STAGES: &[(&str, &str, u64)] = &[
    ("Qualified", "open", 12),
    ("Analysis", "open", 11),
    ("Quoted", "open", 9),
    ("Negotiation", "open", 6),
    ("Won", "won", 38),
    ("Lost", "lost", 24),
];

/// Parts of the names of generated accounts: a town, two characters, a trade, a legal form.
const TOWNS: &[&str] =
    &["上海", "重庆", "北京", "广州", "深圳", "杭州", "苏州", "成都", "厦门", "长沙", "西安", "天津"];
const WORDS: &[&str] = &[
    "恒", "瑞", "泰", "华", "信", "达", "康", "盛", "金", "龙", "海", "天", "和", "兴", "隆", "昌", "宏", "远", "博",
    "润",
];
const TRADES: &[&str] = &["医药", "机械", "电子", "化工", "食品", "建材", "贸易", "物流", "纺织", "软件"];
const FORMS: &[&str] = &["有限公司", "股份有限公司", "集团有限公司", ""];
const LATIN: &[&str] = &["Acme", "Hengtai", "Sunrise", "Delta", "Orient", "Pacific", "Golden", "Union"];

/// A draft that creates so many accounts with names, codes and telephones.
pub fn accounts(book: &Book, context: &Context<'_>, rows: usize, seed: u64) -> Result<Draft, Rejection> {
    let mut draw = Draw::new(seed);
    let mut edit = Editor::new(book, context.now, Label::new("label-import").with("files", "sample"), Cause::Imported);
    for at in 0..rows {
        let mut part = |of: &[&'static str]| draw.one(of).copied().unwrap_or_default();
        let name = if at % 8 == 7 {
            format!("{} Trading {at} Co., Ltd.", part(LATIN))
        } else {
            [part(TOWNS), part(WORDS), part(WORDS), part(TRADES), part(FORMS)].concat()
        };
        let values = [
            (Account::NAME, Some(Value::Text(name))),
            (Account::CODE, Some(Value::Text(format!("KH-{at:06}")))),
            (Account::PHONE, Some(Value::Text(format!("138{:08}", draw.below(100_000_000))))),
        ];
        edit.create(Account::COLLECTION.key, context.ids.next_id(), &values, &[])?;
    }
    edit.finish()
}

/// A draft that creates a company with so many deals over the two years before now.
pub fn company(book: &Book, context: &Context<'_>, deals: usize, seed: u64) -> Result<Draft, Rejection> {
    let mut draw = Draw::new(seed);
    let mut edit = Editor::new(book, context.now, Label::new("label-import").with("files", "sample"), Cause::Imported);
    let text = |at: usize, text: String| (at, Some(Value::Text(text)));
    let make = |edit: &mut Editor<'_>, collection: &str, values: &[Change]| -> Result<Id, Rejection> {
        let id = context.ids.next_id();
        edit.create(collection, id, values, &[]).map(|()| id)
    };
    let mut areas = Vec::new();
    for name in ["North", "East", "South"] {
        areas.push(make(&mut edit, Area::COLLECTION.key, &[text(Area::NAME, name.to_owned())])?);
    }
    let mut people = Vec::new();
    for at in 1..=35 {
        let area = draw.one(&areas).copied().map(Value::Reference);
        people.push(make(
            &mut edit,
            Person::COLLECTION.key,
            &[text(Person::NAME, format!("Person {at}")), (Person::AREA, area)],
        )?);
    }
    let (mut accounts, mut products) = (Vec::new(), Vec::new());
    for at in 1..=500 {
        accounts.push(make(&mut edit, Account::COLLECTION.key, &[text(Account::NAME, format!("Account {at}"))])?);
    }
    for at in 1..=20 {
        products.push(make(&mut edit, Product::COLLECTION.key, &[text(Product::NAME, format!("Product {at}"))])?);
    }
    let pipeline = make(&mut edit, Pipeline::COLLECTION.key, &[text(Pipeline::NAME, "Sample".to_owned())])?;
    let open = STAGES.iter().filter(|stage| stage.1 == "open").count();
    let mut stages = Vec::new();
    for (at, ((name, kind, _), rank)) in STAGES.iter().zip(rank::series(STAGES.len())).enumerate() {
        let share = match *kind {
            "open" => by_position(at + 1, open),
            "won" => BasisPoints::WHOLE,
            _ => BasisPoints(0),
        };
        let values = [
            text(Stage::NAME, (*name).to_owned()),
            (Stage::PIPELINE, Some(pipeline.into())),
            text(Stage::RANK, rank),
            (Stage::KIND, Some((*kind).into())),
            (Stage::PROBABILITY, Some(Value::Percent(share))),
            (Stage::EXPECTED_DAYS, Some(Value::Number(30.0))),
        ];
        stages.push(make(&mut edit, Stage::COLLECTION.key, &values)?);
    }
    let today = context.zone.day_of(context.now);
    for at in 1..=deals {
        let mut part = draw.below(100);
        let stage = STAGES.iter().position(|(_, _, weight)| {
            let here = part < *weight;
            part = part.saturating_sub(*weight);
            here
        });
        let stage = stage.unwrap_or(0);
        let closed = STAGES[stage].1 != "open";
        let days = |n: u64| i64::try_from(n).unwrap_or(0) * DAY_MS;
        let ended = Instant(context.now.0 - days(draw.below(600)));
        let began = Instant(ended.0 - days(5 + draw.below(120)));
        let minor = i64::try_from(50_000 + draw.below(9_950_000)).unwrap_or(0);
        let values = [
            text(Deal::TITLE, format!("Account {} · deal {at}", draw.below(500) + 1)),
            (Deal::ACCOUNT, draw.one(&accounts).copied().map(Value::Reference)),
            (Deal::AMOUNT, Some(Money::new(minor, context.currency).into())),
            (Deal::OWNER, draw.one(&people).copied().map(Value::Reference)),
            (Deal::PRODUCT, draw.one(&products).copied().map(Value::Reference)),
            (Deal::EXPECTED_CLOSE, Some(Value::Date(today.plus(i32::try_from(draw.below(90)).unwrap_or(0))))),
        ];
        let entry = |at: Instant, stage: usize| (Deal::STAGE, at, stages.get(stage).copied().map(Value::Reference));
        let dates = if closed { vec![entry(began, 0), entry(ended, stage)] } else { vec![entry(began, stage)] };
        edit.create(Deal::COLLECTION.key, context.ids.next_id(), &values, &dates)?;
    }
    edit.finish()
}

/// A draft that gives every deal so many dated entries over the two years before now: other amounts,
/// other people in charge, other days of expected close.
pub fn dated(book: &Book, context: &Context<'_>, each: usize, seed: u64) -> Result<Draft, Rejection> {
    let mut draw = Draw::new(seed);
    let mut edit = Editor::new(book, context.now, Label::new("label-import").with("files", "sample"), Cause::Imported);
    let table = book.of::<Deal>();
    let people: Vec<Id> = book.all::<Person>().map(|person| person.id.into()).collect();
    let today = context.zone.day_of(context.now);
    for id in table.live().iter().filter_map(|row| table.id(row)) {
        for nth in 0..each {
            // Of a millisecond of its own, so that none takes the place of another.
            let back = i64::try_from(draw.below(730) * 1_000).unwrap_or(0) + i64::try_from(nth).unwrap_or(0);
            let effective = Instant(context.now.0 - back * (DAY_MS / 1_000));
            let change = match nth % 3 {
                0 => (Deal::OWNER, draw.one(&people).copied().map(Value::Reference)),
                1 => {
                    let minor = i64::try_from(50_000 + draw.below(9_950_000)).unwrap_or(0);
                    (Deal::AMOUNT, Some(Money::new(minor, context.currency).into()))
                }
                _ => (Deal::EXPECTED_CLOSE, Some(Value::Date(today.plus(draw.between(-400, 90))))),
            };
            edit.date(Deal::COLLECTION.key, id, change, effective)?;
        }
    }
    edit.finish()
}
