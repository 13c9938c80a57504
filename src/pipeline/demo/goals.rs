//! Targets of last year and this, budgets, and how large the market is.

use super::deals::SEASONS;
use super::scene::{Scene, count, of, on, text};
use crate::book::Rejection;
use crate::model::records::{Budget, Cadence, MarketTotal, SalesTarget};
use crate::model::{Day, Month};

/// What a salesperson is to sell in a month, in whole yuan, before season and skill.
const MONTHLY: i64 = 52_000;

impl Scene<'_> {
    /// All of them.
    pub(super) fn goals(&mut self) -> Result<(), Rejection> {
        self.commission()?;
        self.cadences()?;
        let this = self.today.month().year_month().0;
        // In hundreds of thousands of yuan.
        let areas = self.made.areas.len();
        let mut markets: Vec<i64> = (0..areas).map(|_| i64::from(self.draw.between(600, 1_800))).collect();
        for year in [this - 1, this] {
            for month in 1..=12 {
                let Some(month) = Month::ym(year, month) else { continue };
                self.targets(month, year == this)?;
                if year == this {
                    self.budgets(month.first_day())?;
                }
            }
            self.market(year, &markets)?;
            for market in &mut markets {
                *market = *market * i64::from(self.draw.between(1_020, 1_090)) / 1_000;
            }
        }
        Ok(())
    }

    /// How often customers of each class are to be visited.
    fn cadences(&mut self) -> Result<(), Rejection> {
        for (class, visits, period) in [("a", 2, "month"), ("b", 1, "month"), ("c", 1, "quarter"), ("d", 1, "year")] {
            let values = [
                text(Cadence::NAME, class.to_uppercase()),
                text(Cadence::CLASS, class),
                count(Cadence::VISIT_COUNT, visits),
                text(Cadence::VISIT_PERIOD, period),
            ];
            self.make::<Cadence>(&values)?;
        }
        Ok(())
    }

    fn targets(&mut self, month: Month, is_this_year: bool) -> Result<(), Rejection> {
        let season = SEASONS[month.0.rem_euclid(12).unsigned_abs() as usize];
        for at in 0..self.made.people.len() {
            let staff = &self.made.people[at];
            let (id, skill, sells, leads) = (staff.id, staff.skill, staff.sells, staff.leads);
            if !sells && !leads {
                continue;
            }
            // A third of the way from everybody alike to what each can do; more this year.
            let able = (200 + skill) / 3;
            let share = season * able * if is_this_year { 112 } else { 100 };
            let yuan = MONTHLY * i64::try_from(share).unwrap_or(0) / 1_000_000;
            let start = on(SalesTarget::STARTS_ON, month.first_day());
            let head = [of(SalesTarget::PERSON, id), text(SalesTarget::PERIOD, "month"), start];
            if leads {
                let mut values = head.to_vec();
                values.push(text(SalesTarget::MEASURE, "new_accounts"));
                values.push(count(SalesTarget::QUANTITY, i64::from(self.draw.between(1, 3))));
                self.make::<SalesTarget>(&values)?;
                continue;
            }
            for (measure, part) in [("sales", 100), ("collection", 105)] {
                let minor = self.text.scaled(yuan / 1_000 * 100_000 * part / 100);
                let mut values = head.to_vec();
                values.push(text(SalesTarget::MEASURE, measure));
                values.push((SalesTarget::AMOUNT, Some(self.money(minor))));
                self.make::<SalesTarget>(&values)?;
            }
        }
        Ok(())
    }

    fn budgets(&mut self, first: Day) -> Result<(), Rejection> {
        for area in self.made.areas.clone() {
            for (kind, yuan) in [("travel", 4_000), ("entertainment", 3_000)] {
                let minor = self.text.scaled(yuan * 100);
                let values = [
                    of(Budget::AREA, area),
                    text(Budget::KIND, kind),
                    on(Budget::STARTS_ON, first),
                    (Budget::AMOUNT, Some(self.money(minor))),
                ];
                self.make::<Budget>(&values)?;
            }
        }
        Ok(())
    }

    fn market(&mut self, year: i32, sizes: &[i64]) -> Result<(), Rejection> {
        let (Some(first), Some(last)) = (Day::ymd(year, 1, 1), Day::ymd(year, 12, 31)) else { return Ok(()) };
        for (area, size) in self.made.areas.clone().into_iter().zip(sizes) {
            let minor = self.text.scaled(size * 10_000_000);
            let values = [
                of(MarketTotal::AREA, area),
                on(MarketTotal::STARTS_ON, first),
                on(MarketTotal::ENDS_ON, last),
                (MarketTotal::AMOUNT, Some(self.money(minor))),
                text(MarketTotal::SOURCE, self.text.one("source")),
            ];
            self.make::<MarketTotal>(&values)?;
        }
        Ok(())
    }
}
