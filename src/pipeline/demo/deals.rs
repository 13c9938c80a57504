//! Deals: when they began, how they went through their pipeline, what they came to.

use super::delivery::Sold;
use super::scene::{Bargain, MORNING, Scene, count, of, on, percent, text};
use crate::book::Rejection;
use crate::model::rank::series;
use crate::model::records::{CommitteeMember, Deal, DealLine};
use crate::model::{Day, Id, Instant, Value};

/// How much is begun in each month of a year, January first: little around the Spring Festival, much
/// before the summer and the end of the year.
pub(super) const SEASONS: [u64; 12] = [85, 50, 120, 105, 100, 110, 90, 88, 115, 95, 118, 100];

/// Discounts that are given, in basis points.
const DISCOUNTS: [i64; 7] = [0, 300, 500, 500, 800, 1_000, 1_200];

/// A line of what is to be bought: product, quantity, discount in basis points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) ware: usize,
    pub(super) quantity: i64,
    pub(super) discount: i64,
}

/// Who has a say in a deal: part, attitude and influence.
const PARTS: [(&str, &str, &str); 2] = [("decides", "neutral", "high"), ("uses", "for", "medium")];

/// How a deal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Won,
    Lost,
    Hold,
}

/// A dated entry of a field.
type Entry = (usize, Instant, Option<Value>);

impl Scene<'_> {
    /// Makes so many deals, the `part`-th part of them.
    pub(super) fn deals(&mut self, part: usize, count: usize) -> Result<(), Rejection> {
        if self.made.starts.is_empty() {
            self.made.starts = self.starts();
        }
        for at in part * count..(part + 1) * count {
            if let Some(start) = self.made.starts.get(at).copied() {
                self.deal(start)?;
            }
        }
        Ok(())
    }

    /// The days on which deals begin, in order: workdays of the two years, by season, more each year.
    fn starts(&mut self) -> Vec<Day> {
        let first = self.today.plus(-super::HISTORY);
        let days: Vec<Day> = (first.0..self.today.0).map(Day).filter(|day| self.calendar.is_workday(*day)).collect();
        let weights: Vec<u64> = days
            .iter()
            .map(|day| {
                let month = day.month().0.rem_euclid(12).unsigned_abs() as usize;
                let grown = u64::from((day.0 - first.0).unsigned_abs()) * 15 / 365;
                SEASONS[month] * (100 + grown)
            })
            .collect();
        let mut starts: Vec<Day> =
            (0..super::DEALS).map(|_| days[self.draw.weighted(weights.iter().copied())]).collect();
        crate::model::order::sort(&mut starts);
        starts
    }

    fn deal(&mut self, start: Day) -> Result<(), Rejection> {
        let account = self.draw.weighted(self.made.accounts.iter().map(|account| account.weight));
        let (is_dealer, owner) = (self.made.accounts[account].is_dealer, self.made.accounts[account].owner_on(start));
        let way = usize::from(is_dealer).min(self.made.ways.len() - 1);
        let wanted = self.wanted(account);
        let list: i64 = wanted.iter().map(|line| line.quantity * self.made.goods[line.ware].price).sum();
        let signed: i64 = wanted.iter().map(|line| self.value(line)).sum();
        let (walk, end) = self.walk(way, start, self.made.people[owner].skill);
        let (stages, is_over) = self.stages(way, &walk, end);
        let last = walk.last().copied().unwrap_or(start);
        // What was estimated at first, quoted later, signed at last.
        let rounded = list / 100_000 * 100_000;
        let mut dates: Vec<Entry> = stages;
        let mut amount = |scene: &Self, day: Day, minutes: i64, minor: i64, basis: &str| {
            let at = scene.at(day, minutes);
            dates.push((Deal::AMOUNT, at, Some(scene.money(minor))));
            dates.push((Deal::BASIS, at, Some(basis.into())));
        };
        amount(self, start, MORNING, rounded.max(list / 1_000 * 1_000).max(100), "estimate");
        if let Some(quoted) = walk.get(2).filter(|day| **day < self.today) {
            amount(self, *quoted, MORNING, list * 97 / 10_000 * 100, "stated");
        }
        let is_won = is_over && end == End::Won;
        if is_won {
            amount(self, last, MORNING + 60, signed, "stated");
        }
        dates.extend(self.expectations(&walk, way, is_over));
        let values = self.facts(start, account, way, &wanted, is_over.then_some(end));
        let now = self.made.accounts[account].owner_on(if is_over { last } else { self.today });
        dates.push((Deal::OWNER, Instant::ALWAYS, Some(self.made.people[owner].id.into())));
        if let (Some((day, _)), true) = (self.made.accounts[account].before, now != owner) {
            dates.push((Deal::OWNER, self.at(day, 0), Some(self.made.people[now].id.into())));
        }
        let id = self.make_dated::<Deal>(&values, &dates)?;
        if !is_over {
            self.asked_for(id, account, &wanted)?;
        }
        self.made.bargains.push(Bargain { id, account, start, end: is_over.then_some(last) });
        if is_won {
            let shares = self.shares(now);
            self.sold(&Sold { deal: id, account, owner: now, day: last, wanted, shares })?;
        }
        Ok(())
    }

    /// What an open deal is about, and who at the customer has a say in it.
    fn asked_for(&mut self, deal: Id, account: usize, wanted: &[Wanted]) -> Result<(), Rejection> {
        for (line, rank) in wanted.iter().zip(series(wanted.len())) {
            let amount = self.value(line);
            let ware = &self.made.goods[line.ware];
            let values = [
                of(DealLine::DEAL, deal),
                of(DealLine::PRODUCT, ware.id),
                count(DealLine::QUANTITY, line.quantity),
                (DealLine::PRICE, Some(self.money(ware.price))),
                percent(DealLine::DISCOUNT, line.discount),
                (DealLine::AMOUNT, Some(self.money(amount))),
                percent(DealLine::TAX_RATE, self.text.tax()),
                text(DealLine::RANK, rank),
            ];
            self.make::<DealLine>(&values)?;
        }
        let contacts = self.made.accounts[account].contacts.clone();
        for ((contact, (part, attitude, influence)), rank) in contacts.iter().zip(PARTS).zip(series(PARTS.len())) {
            let values = [
                of(CommitteeMember::DEAL, deal),
                of(CommitteeMember::CONTACT, *contact),
                text(CommitteeMember::PART, part),
                text(CommitteeMember::ATTITUDE, attitude),
                text(CommitteeMember::INFLUENCE, influence),
                text(CommitteeMember::RANK, rank),
            ];
            self.make::<CommitteeMember>(&values)?;
        }
        Ok(())
    }

    /// What a customer of its size and kind wants.
    fn wanted(&mut self, account: usize) -> Vec<Wanted> {
        let (is_dealer, weight) = (self.made.accounts[account].is_dealer, self.made.accounts[account].weight);
        let size = i64::try_from(weight).unwrap_or(1) + 2;
        // Two dice: most deals lie in the middle, a few are large.
        let dice = i64::from(self.draw.between(30, 160)) * i64::from(self.draw.between(30, 160)) / 100;
        let yuan = dice * size * if is_dealer { 22 } else { 75 };
        let lines = self.draw.between(1, if is_dealer { 4 } else { 3 });
        let mut wanted: Vec<Wanted> = Vec::new();
        for _ in 0..lines {
            let ware = self.draw.place(self.made.goods.len());
            if wanted.iter().any(|line| line.ware == ware) {
                continue;
            }
            let price = self.made.goods[ware].price.max(1);
            let quantity = (self.text.scaled(yuan * 100) / i64::from(lines) / price).max(1);
            let quantity = if quantity > 20 { quantity / 10 * 10 } else { quantity };
            let discount = DISCOUNTS[self.draw.place(DISCOUNTS.len())];
            wanted.push(Wanted { ware, quantity, discount });
        }
        wanted
    }

    /// What a line comes to after its discount.
    pub(super) fn value(&self, line: &Wanted) -> i64 {
        let list = line.quantity * self.made.goods[line.ware].price;
        // People agree on whole units of a currency.
        crate::model::money::weigh(list, crate::model::BasisPoints(10_000 - line.discount)) / 100 * 100
    }

    /// The days on which each stage was entered, the end last; and how it ends, one day.
    fn walk(&mut self, way: usize, start: Day, skill: u64) -> (Vec<Day>, End) {
        let stages: Vec<i32> = self.made.ways[way].open.iter().map(|(_, days)| *days).collect();
        let usual = if self.made.ways[way].key == "channel" { 60 } else { 44 };
        let end = match self.draw.below(100) {
            roll if roll < usual * skill / 100 => End::Won,
            roll if roll >= 97 && self.made.ways[way].hold.is_some() => End::Hold,
            _ => End::Lost,
        };
        // What is lost is lost anywhere, more often once a price is named.
        let reached = if end == End::Won {
            stages.len()
        } else {
            self.draw.place(stages.len()).max(self.draw.place(stages.len())) + 1
        };
        let mut walk = vec![start];
        let mut day = start;
        for days in stages.iter().take(reached) {
            let stay = (days * self.draw.between(35, 170) / 100).max(2);
            day = self.calendar.plus(day.plus(stay), 0);
            walk.push(day);
        }
        (walk, end)
    }

    /// The stage entries up to yesterday, and whether the end is among them.
    fn stages(&self, way: usize, walk: &[Day], end: End) -> (Vec<Entry>, bool) {
        let path = &self.made.ways[way];
        let ended = match end {
            End::Won => Some(path.won),
            End::Lost => Some(path.lost),
            End::Hold => path.hold,
        };
        let last = walk.len() - 1;
        let mut entries = Vec::new();
        let mut is_over = false;
        for (at, day) in walk.iter().enumerate().take_while(|(_, day)| **day < self.today) {
            let is_end = at == last && at > 0;
            let stage = if is_end { ended } else { path.open.get(at).map(|(id, _)| *id) };
            // Hours apart, so that a day holds them in order.
            let minutes = MORNING + i64::try_from(at).unwrap_or(0) * 30;
            entries.push((Deal::STAGE, self.at(*day, minutes), stage.map(Value::Reference)));
            is_over = is_end;
        }
        (entries, is_over)
    }

    /// When the close was expected: at the beginning, and again as it went on. What is open is mostly
    /// expected in the coming weeks; of some the day has passed.
    fn expectations(&mut self, walk: &[Day], way: usize, is_over: bool) -> Vec<Entry> {
        let all: i32 = self.made.ways[way].open.iter().map(|(_, days)| *days).sum();
        let (start, last) = (walk[0], *walk.last().unwrap_or(&walk[0]));
        let mut entries = Vec::new();
        let mut expect = |scene: &Self, from: Day, day: Day| {
            entries.push((Deal::EXPECTED_CLOSE, scene.at(from, MORNING), Some(Value::Date(day))));
        };
        let slip = self.draw.between(-10, 25);
        expect(self, start, start.plus((all + slip).max(7)));
        let past: Vec<Day> = walk.iter().copied().filter(|day| *day < self.today).collect();
        if let Some(latest) = past.last().copied().filter(|latest| *latest > start) {
            let day = if is_over {
                last
            } else if self.draw.chance(9) {
                self.today.plus(-self.draw.between(1, 12))
            } else {
                self.calendar.plus(last.max(self.today.plus(3)).plus(self.draw.between(0, 14)), 0)
            };
            expect(self, latest, day);
        }
        entries
    }

    /// The fields of a deal that are not dated.
    fn facts(
        &mut self,
        start: Day,
        account: usize,
        way: usize,
        wanted: &[Wanted],
        end: Option<End>,
    ) -> Vec<crate::book::command::Change> {
        let ware = wanted.iter().max_by_key(|line| self.value(line)).map_or(0, |line| line.ware);
        let titles = self.text.list_of("titles", &self.made.ways[way].key);
        let title = self.draw.one(titles).cloned().unwrap_or_default();
        let title = title.replace("{account}", &self.made.accounts[account].short);
        let title = title.replace("{product}", &self.made.goods[ware].name);
        let mut values = vec![
            text(Deal::TITLE, title),
            of(Deal::ACCOUNT, self.made.accounts[account].id),
            of(Deal::PRODUCT, self.made.goods[ware].id),
            (Deal::CODE, Some(self.number("SJ", start))),
        ];
        if self.draw.chance(45) {
            let competitor = self.draw.one(&self.made.competitors).copied();
            values.extend(competitor.map(|id| of(Deal::COMPETITOR, id)));
        }
        if let Some(end) = end {
            let kind = match end {
                End::Won => "won",
                End::Lost => "lost",
                End::Hold => "hold",
            };
            let reasons: Vec<Id> = self.made.reasons.iter().filter(|(of, _)| of == kind).map(|(_, id)| *id).collect();
            values.extend(self.draw.one(&reasons).map(|id| of(Deal::REASON, *id)));
        } else if self.draw.chance(82) {
            // Most open deals have a next step; a few of these are overdue.
            let day = if self.draw.chance(12) {
                self.today.plus(-self.draw.between(1, 9))
            } else {
                self.workday(self.today, 0, 9)
            };
            values.push(text(Deal::NEXT_STEP, self.word("steps")));
            values.push(on(Deal::NEXT_STEP_ON, day));
        }
        values
    }
}
