//! The figures of the first screen, each with the filter that opens exactly its rows.

use super::deals::{closed_on, in_kinds};
use crate::model::Record;
use crate::model::records::{Deal, Stage};
use crate::query::{Filter, Key, Measure, Measured, MoneyBag, Period, Query, Scan, Source, Test};

/// Deals: how many, and what they are worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// How many.
    pub count: u64,
    /// The sum of their amounts.
    pub sum: MoneyBag,
    /// The sum weighted by the chances of their stages.
    pub weighted: MoneyBag,
    /// Which they are.
    pub rows: Filter,
}

/// What the first screen shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Home {
    /// Open deals.
    pub open: Figure,
    /// Open deals without a next step.
    pub stepless: Figure,
    /// Won in this month.
    pub won_now: Figure,
    /// Won in the month before.
    pub won_before: Figure,
    /// Won at any time.
    pub won: Figure,
    /// Lost at any time.
    pub lost: Figure,
    /// Open deals by open stage, pipeline after pipeline, by rank.
    pub stages: Vec<(Stage, Figure)>,
}

impl Home {
    /// Won ÷ (won + lost) in basis points; `None` where nothing is closed.
    #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
    pub fn win_rate(&self) -> Option<f64> {
        let closed = self.won.count + self.lost.count;
        (closed > 0).then(|| self.won.count as f64 / closed as f64 * 10_000.0)
    }
}

/// Works the figures out.
pub fn home(scan: &Scan<'_>) -> Home {
    let book = scan.book();
    let (open, won, lost) = (in_kinds(book, &["open"]), in_kinds(book, &["won"]), in_kinds(book, &["lost"]));
    let during = |period: Period| won.clone().and(Filter::Is(closed_on(), Test::During(period)));
    let stepless = open.clone().and(Filter::key(field(Deal::NEXT_STEP_ON), Key::Empty));
    let mut stages: Vec<Stage> = book.all::<Stage>().filter(|stage| stage.kind.as_deref() == Some("open")).collect();
    crate::model::order::by(&mut stages, |a, b| (a.pipeline, &a.rank, a.id).cmp(&(b.pipeline, &b.rank, b.id)));
    let by_stage = ask(scan, open.clone(), vec![field(Deal::STAGE)]);
    let stages = stages.into_iter().map(|stage| {
        let key = Key::Record(stage.id.into());
        let group = by_stage.group(std::slice::from_ref(&key));
        let rows = Filter::key(field(Deal::STAGE), key.clone());
        (stage, figure(group.map_or(&[], |group| group.measures.as_slice()), rows))
    });
    let stages = stages.collect();
    let of = |rows: Filter| figure(&ask(scan, rows.clone(), Vec::new()).total, rows);
    Home {
        stages,
        open: of(open),
        stepless: of(stepless),
        won_now: of(during(Period::ThisMonth(0))),
        won_before: of(during(Period::ThisMonth(-1))),
        lost: of(lost),
        won: of(won),
    }
}

fn field(at: usize) -> Source {
    Source::field(&Deal::COLLECTION.fields[at].key)
}

fn ask(scan: &Scan<'_>, filter: Filter, groups: Vec<Source>) -> crate::query::Answer {
    let amount = field(Deal::AMOUNT);
    let measures = vec![Measure::Count, Measure::Sum(amount.clone()), Measure::Weighted(amount)];
    scan.answer(&Query { collection: Deal::COLLECTION.key.to_owned(), filter, groups, measures })
}

fn figure(measures: &[Measured], rows: Filter) -> Figure {
    let money = |at: usize| measures.get(at).map(Measured::money).unwrap_or_default();
    Figure { count: measures.first().map_or(0, Measured::count), sum: money(1), weighted: money(2), rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::command::{Context, Create};
    use crate::book::{Label, Moment};
    use crate::model::id::IdMaker;
    use crate::model::permission::Actor;
    use crate::model::records::Pipeline;
    use crate::model::{Currency, Day, DeviceId, Id, Money, Value, Zone};
    use crate::ports::Keeper;

    #[test]
    fn every_figure_opens_exactly_its_rows() {
        let (zone, day) = (Zone::fixed("UTC", 0), Day::parse("2026-11-10").expect("a day"));
        let mut keeper = Keeper::new(DeviceId(1), zone.start_of(day.plus(-40)));
        let mut seed = 0;
        let mut make = |keeper: &mut Keeper, on: Day, collection: &'static str, id: u128, values: Vec<_>| {
            seed += 1;
            let now = zone.start_of(on);
            let ids = IdMaker::new(now, [seed; 32]);
            let context = Context { actor: Actor::FOUNDER, now, zone: &zone, currency: Currency::USD, ids: &ids };
            let create = Create { collection: collection.into(), id: Id(id), values, label: Label::new("did") };
            keeper.act(&create, &context).expect("valid");
        };
        let text = |field: usize, text: &str| (field, Some(Value::Text(text.into())));
        let early = day.plus(-40);
        make(&mut keeper, early, "pipelines", 1, vec![text(Pipeline::NAME, "Sales")]);
        for (id, name, kind) in [(2, "Talk", "open"), (3, "Won", "won"), (4, "Lost", "lost")] {
            let chance = Value::Percent(crate::model::BasisPoints(5_000));
            let parent = (Stage::PIPELINE, Some(Value::Reference(Id(1))));
            let values =
                vec![text(Stage::NAME, name), parent, text(Stage::KIND, kind), (Stage::PROBABILITY, Some(chance))];
            make(&mut keeper, early, "stages", id, values);
        }
        // Day of entry, stage, dollars, whether a next step is set.
        let deals =
            [(-35, 2, 10, false), (-30, 3, 20, false), (-1, 2, 30, true), (-5, 3, 40, false), (-2, 4, 50, false)];
        for (at, (on, stage, dollars, step)) in (10..).zip(deals) {
            let amount = Money::whole(dollars, Currency::USD).expect("small");
            let mut values = vec![text(Deal::TITLE, "Deal"), (Deal::STAGE, Some(Value::Reference(Id(stage))))];
            values.push((Deal::AMOUNT, Some(Value::Money(amount))));
            values.extend(step.then_some((Deal::NEXT_STEP_ON, Some(Value::Date(day)))));
            make(&mut keeper, day.plus(on), "deals", at, values);
        }
        keeper.advance(zone.start_of(day));
        let scan = Scan::new(keeper.book(), &zone, "deals", Moment::Now).expect("there are deals");
        let home = home(&scan);
        let seen =
            |figure: &Figure| (figure.count, figure.sum.of(Currency::USD), scan.select(&figure.rows).count() as u64);
        assert_eq!(seen(&home.open), (2, 4_000, 2));
        assert_eq!(home.open.weighted.of(Currency::USD), 2_000);
        assert_eq!(seen(&home.stepless), (1, 1_000, 1));
        assert_eq!(seen(&home.won_now), (1, 4_000, 1));
        assert_eq!(seen(&home.won_before), (1, 2_000, 1));
        assert_eq!(home.stages.iter().map(|(_, figure)| seen(figure)).collect::<Vec<_>>(), [(2, 4_000, 2)]);
        assert_eq!(home.win_rate().map(f64::round), Some(6_667.0));
    }
}
