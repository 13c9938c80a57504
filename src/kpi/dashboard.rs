//! The dashboard over deals: every chart and tile of one choice of deals and period, so that all
//! figures on the screen reconcile.

use super::chart::{Chart, Figure, Funnel, Mark, Subject, share};
use super::days::days_to_close;
use super::deals::{area, ask, began_on, closed_on, during, field, in_kinds};
use super::funnel::funnel;
use super::rate::win_rate;
use super::won::{won_by, won_by_time};
use crate::model::records::{Deal, Person, Stage};
use crate::model::{Currency, Day, Id, Record};
use crate::query::{Filter, Key, Measure, Measured, MoneyBag, Period, Scan, Source, Test, title};

/// What to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Which deals.
    pub filter: Filter,
    /// The period: of closing; for the funnel, of the first stage entry. All time where `None`.
    pub period: Option<Period>,
    /// The base currency. Charts over money are in it, unless nothing was won in it.
    pub currency: Currency,
    /// The pipeline of the funnel; the one with most deals where `None`.
    pub pipeline: Option<Id>,
}

/// A number on top, with its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// How many rows.
    pub count: u64,
    /// Their money, in every currency they have.
    pub money: MoneyBag,
    /// The same, weighted by the chances of the stages.
    pub weighted: MoneyBag,
    /// How many of the amounts are estimates.
    pub estimates: u64,
    /// Opens exactly the rows.
    pub rows: Filter,
}

/// The dashboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Dashboard {
    /// Won deals of the period.
    pub won: Tile,
    /// Deals that are open now, whatever the period.
    pub open: Tile,
    /// Won of all closed.
    pub rate: Mark,
    /// Won value over time.
    pub by_time: Chart,
    /// Won value by area.
    pub by_area: Chart,
    /// The funnel.
    pub funnel: Funnel,
    /// Median days to close.
    pub days: Chart,
    /// Win rate by product.
    pub by_product: Chart,
    /// Win rate by person.
    pub by_person: Chart,
    /// Salespeople without a closed deal: they have no base. Nobody where only some deals are chosen.
    pub without_base: Vec<String>,
    /// The currency of the charts over money.
    pub currency: Currency,
    /// First and last day of closing among the won deals.
    pub closed: Option<(Day, Day)>,
}

impl Dashboard {
    /// Works everything out.
    pub fn of(scan: &Scan<'_>, choice: &Choice) -> Self {
        let Choice { filter, period, currency, pipeline } = choice;
        let closing = during(filter, *period);
        let won = tile(scan, closing.clone().and(in_kinds(scan.book(), &["won"])));
        let open = tile(scan, filter.clone().and(in_kinds(scan.book(), &["open"])));
        let currency = main_currency(&won.money, *currency);
        let by_person = win_rate(scan, &closing, &field(Deal::OWNER));
        let begun = match period {
            Some(period) => filter.clone().and(Filter::Is(began_on(), Test::During(*period))),
            None => filter.clone(),
        };
        Self {
            currency,
            closed: closed_between(scan, &won.rows),
            won,
            open,
            rate: by_person.all.clone(),
            by_time: won_by_time(scan, filter, *period, currency),
            by_area: won_by(scan, &closing, currency, &area()),
            funnel: funnel(scan, &begun, &stages(scan, *pipeline)),
            days: days_to_close(scan, &closing),
            by_product: win_rate(scan, &closing, &field(Deal::PRODUCT)),
            without_base: if *filter == Filter::ALL { without_base(scan, &by_person) } else { Vec::new() },
            by_person,
        }
    }

    /// Whether no deal has been closed in the period.
    pub fn is_empty(&self) -> bool {
        self.rate.base == 0
    }

    /// Whether charts over money leave out deals in other currencies.
    pub fn leaves_out(&self) -> bool {
        self.won.money.sums().iter().any(|(have, minor)| *have != self.currency && *minor != 0)
    }
}

/// The base currency where something was won in it, else the one of the greatest sum.
fn main_currency(won: &MoneyBag, base: Currency) -> Currency {
    let greatest = won.sums().iter().max_by_key(|(_, minor)| *minor).map(|(currency, _)| *currency);
    if won.of(base) == 0 { greatest.unwrap_or(base) } else { base }
}

fn tile(scan: &Scan<'_>, rows: Filter) -> Tile {
    let amount = field(Deal::AMOUNT);
    let measures = vec![Measure::Count, Measure::Sum(amount.clone()), Measure::Weighted(amount)];
    let total = ask(scan, rows.clone(), Vec::new(), measures).total;
    let estimate = Filter::key(field(Deal::BASIS), Key::Text("estimate".to_owned()));
    let money = |at: usize| total.get(at).map(Measured::money).unwrap_or_default();
    let count = total.first().map_or(0, Measured::count);
    let estimates = scan.select(&rows.clone().and(estimate)).count() as u64;
    Tile { count, money: money(1), weighted: money(2), estimates, rows }
}

fn closed_between(scan: &Scan<'_>, won: &Filter) -> Option<(Day, Day)> {
    let days = scan.days(&closed_on())?;
    // A row without a day holds the least number.
    let closed = scan.select(won).iter().map(|row| days[row]).filter(|day| *day != i32::MIN).collect::<Vec<_>>();
    Some((Day(*closed.iter().min()?), Day(*closed.iter().max()?)))
}

/// The stages by rank of a pipeline, of the one with most deals where none is named.
fn stages(scan: &Scan<'_>, pipeline: Option<Id>) -> Vec<Stage> {
    let mut all: Vec<Stage> = scan.book().all::<Stage>().collect();
    crate::model::order::by(&mut all, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let pipeline = pipeline.or_else(|| busiest(scan));
    all.retain(|stage| stage.pipeline == pipeline);
    all
}

fn busiest(scan: &Scan<'_>) -> Option<Id> {
    let by = Source::field("stage.pipeline");
    let answer = ask(scan, Filter::ALL, vec![by], vec![Measure::Count]);
    let count = |group: &&crate::query::Group| group.measures.first().map_or(0, Measured::count);
    match answer.groups.iter().max_by_key(count).and_then(|group| group.keys.first()) {
        Some(Key::Record(id)) => Some(*id),
        _ => scan.book().all::<Stage>().find_map(|stage| stage.pipeline),
    }
}

fn without_base(scan: &Scan<'_>, by_person: &Chart) -> Vec<String> {
    let closes = |id: Id| by_person.marks.iter().any(|mark| mark.of == Subject::Key(Key::Record(id)));
    // People beyond the bars of the chart stand among its others, not here.
    if by_person.marks.iter().any(|mark| matches!(mark.of, Subject::Others(_))) {
        return Vec::new();
    }
    let sells = |person: &Person| person.role.as_deref() == Some("salesperson") && !closes(person.id.into());
    let mut names: Vec<String> = scan.book().all::<Person>().filter(sells).filter_map(|person| person.name).collect();
    crate::model::order::sort(&mut names);
    names
}

/// What deals can be picked by: the records that a source leads to, by name.
pub fn picks(scan: &Scan<'_>, by: &Source) -> Vec<(Id, String)> {
    let answer = ask(scan, Filter::ALL, vec![by.clone()], vec![Measure::Count]);
    let named = |group: &crate::query::Group| match group.keys.first() {
        Some(Key::Record(id)) => Some((*id, title::anywhere(scan.book(), *id)?)),
        _ => None,
    };
    let mut picks: Vec<(Id, String)> = answer.groups.iter().filter_map(named).collect();
    picks.sort_by_cached_key(|(id, name)| (name.to_lowercase(), *id));
    picks
}

/// The calendar years in which deals were closed, the latest first.
pub fn years(scan: &Scan<'_>) -> Vec<i32> {
    let closed = in_kinds(scan.book(), &["won", "lost"]);
    let answer = ask(scan, closed, vec![closed_on().month()], vec![Measure::Count]);
    let year = |group: &crate::query::Group| match group.keys.first() {
        Some(Key::Month(month)) => Some(month.year_month().0),
        _ => None,
    };
    let mut years: Vec<i32> = answer.groups.iter().filter_map(year).collect();
    years.dedup();
    years.reverse();
    years
}

/// The win rate of counts, as a figure; `None` without a closed deal.
pub fn rate(won: u64, closed: u64) -> Option<Figure> {
    share(won, closed).map(Figure::Share)
}

/// The collection that the dashboard is about.
pub const COLLECTION: &str = Deal::COLLECTION.key;
