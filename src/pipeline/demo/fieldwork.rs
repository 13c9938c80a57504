//! What the salespeople do: visits, calls and other activities.

use super::scene::{Scene, of, on, text};
use crate::book::Rejection;
use crate::model::records::{Activity, Visit};
use crate::model::{Day, Id, Place, Value};

/// Days back from today in which every visit is recorded; before that only some are.
const DENSE: i32 = 60;
/// Workdays ahead that are planned.
const AHEAD: i32 = 5;
/// Minutes after midnight at which visits begin.
const SLOTS: [i64; 4] = [9 * 60, 10 * 60 + 30, 14 * 60, 15 * 60 + 45];

/// What of a visit its fields say.
struct Call {
    account: usize,
    seller: usize,
    day: Day,
    minutes: i64,
}

impl Scene<'_> {
    /// The `part`-th part of the days, oldest first; the last part is what lies ahead.
    pub(super) fn fieldwork(&mut self, part: usize, days: usize) -> Result<(), Rejection> {
        let days = i32::try_from(days).unwrap_or(1);
        let first = self.today.plus(-super::HISTORY).plus(i32::try_from(part).unwrap_or(0) * days);
        let last = first.plus(days - 1).min(self.calendar.plus(self.today, AHEAD));
        for day in (first.0..=last.0).map(Day) {
            if self.calendar.is_workday(day) {
                self.workday_of_all(day)?;
            }
        }
        Ok(())
    }

    fn workday_of_all(&mut self, day: Day) -> Result<(), Rejection> {
        let sellers: Vec<usize> = (0..self.made.people.len()).filter(|at| self.made.people[*at].sells).collect();
        for seller in sellers {
            let is_near = day >= self.today.plus(-DENSE);
            let visits = match self.draw.below(100) {
                roll if is_near => 1 + usize::from(roll < 55) + usize::from(roll < 15),
                roll => usize::from(roll < 17),
            };
            let mine: Vec<usize> =
                (0..self.made.accounts.len()).filter(|at| self.made.accounts[*at].owner_on(day) == seller).collect();
            for slot in 0..visits {
                let weights = mine.iter().map(|at| self.made.accounts[*at].weight).collect::<Vec<_>>();
                let Some(account) = mine.get(self.draw.weighted(weights.into_iter())).copied() else { continue };
                // In the morning and in the afternoon, in order.
                let minutes = SLOTS[(slot * 2).min(SLOTS.len() - 1)] + i64::from(self.draw.between(0, 3)) * 15;
                self.visit(&Call { account, seller, day, minutes })?;
            }
            if day < self.today && day.weekday() == 4 && is_near {
                self.expenses(seller, day)?;
            }
        }
        if day < self.today {
            self.activities(day)?;
        }
        Ok(())
    }

    /// A deal of an account that was under way on a day.
    fn deal_on(&self, account: usize, day: Day) -> Option<Id> {
        let under_way = |deal: &&super::scene::Bargain| {
            deal.account == account && deal.start < day && deal.end.is_none_or(|end| day <= end)
        };
        self.made.bargains.iter().find(under_way).map(|deal| deal.id)
    }

    fn visit(&mut self, call: &Call) -> Result<(), Rejection> {
        let customer = &self.made.accounts[call.account];
        let (account, site, contacts) = (customer.id, customer.sites.first().copied(), customer.contacts.clone());
        let starts = self.at(call.day, call.minutes);
        let purposes: Vec<(u64, &str)> = vec![
            (30, "develop"),
            (10, "research"),
            (18, "collect"),
            (14, "service"),
            (6, "complaint"),
            (17, "order"),
            (5, "other"),
        ];
        let purpose = purposes[self.draw.weighted(purposes.iter().map(|(weight, _)| *weight))].1;
        let words = self.text.list_of("purpose", purpose).to_vec();
        let mut values = vec![
            of(Visit::ACCOUNT, account),
            of(Visit::OWNER, self.made.people[call.seller].id),
            (Visit::PURPOSES, Some(Value::Tags(vec![purpose.to_owned()]))),
        ];
        values.extend(site.map(|(site, _)| of(Visit::SITE, site)));
        let is_planned = call.day >= self.today || !self.draw.chance(9);
        if is_planned {
            let length = i64::from(self.draw.between(2, 4)) * 15;
            values.push((Visit::STARTS, Some(Value::Instant(starts))));
            values.push((Visit::ENDS, Some(Value::Instant(self.at(call.day, call.minutes + length)))));
            values.extend(words.first().map(|aim| text(Visit::AIM, aim.as_str())));
        } else {
            values.push(text(Visit::UNPLANNED, "yes"));
        }
        values.extend(self.deal_on(call.account, call.day).map(|deal| of(Visit::DEAL, deal)));
        let status = match self.draw.below(100) {
            _ if call.day >= self.today => "planned",
            roll if !is_planned || roll < 92 => "done",
            roll if roll < 96 => "missed",
            _ => "cancelled",
        };
        values.push(text(Visit::STATUS, status));
        if status == "done" {
            self.made_visit(call, &mut values, site.map(|(_, place)| place), &contacts, &words);
        }
        self.make::<Visit>(&values).map(drop)
    }

    /// Check-in and check-out, who was met, what came of it.
    fn made_visit(
        &mut self,
        call: &Call,
        values: &mut Vec<crate::book::command::Change>,
        place: Option<Place>,
        contacts: &[Id],
        words: &[String],
    ) {
        let arrived = call.minutes + i64::from(self.draw.between(-8, 20));
        let left = arrived + i64::from(self.draw.between(15, 70));
        values.push((Visit::ARRIVED, Some(Value::Instant(self.at(call.day, arrived)))));
        values.push((Visit::LEFT, Some(Value::Instant(self.at(call.day, left)))));
        if let Some(place) = place {
            values.push((Visit::ARRIVED_AT, Some(Value::Place(self.near(place, 60)))));
            values.push((Visit::LEFT_AT, Some(Value::Place(self.near(place, 60)))));
        }
        let met = if self.draw.chance(88) { self.draw.one(contacts).copied() } else { None };
        let Some(met) = met else {
            values.push(text(Visit::FOUND, "nobody"));
            values.push(text(Visit::ACHIEVED, "no"));
            values.push(text(Visit::RESULT, self.text.one("nobody")));
            return;
        };
        values.push(text(Visit::FOUND, "met"));
        values.push(of(Visit::MET, met));
        let (achieved, result) = match self.draw.below(100) {
            0..55 => ("yes", words.get(1)),
            55..82 => ("partly", words.get(2)),
            _ => ("no", words.get(2)),
        };
        values.push(text(Visit::ACHIEVED, achieved));
        values.extend(result.map(|result| text(Visit::RESULT, result.as_str())));
        for (field, word) in [(Visit::COMPETITION, "competition"), (Visit::OPINION, "opinion"), (Visit::NEWS, "news")] {
            if self.draw.chance(12) {
                values.push(text(field, self.word(word)));
            }
        }
        if self.draw.chance(55) {
            let day = self.workday(call.day, 2, 14);
            values.push(text(Visit::NEXT_STEP, self.word("steps")));
            values.push(on(Visit::NEXT_STEP_ON, day));
        }
    }

    /// Calls, messages, meetings and notes of a day, about deals under way.
    fn activities(&mut self, day: Day) -> Result<(), Rejection> {
        let under_way: Vec<(Id, usize)> = self
            .made
            .bargains
            .iter()
            .filter(|deal| deal.start <= day && deal.end.is_none_or(|end| day <= end))
            .map(|deal| (deal.id, deal.account))
            .collect();
        for _ in 0..self.draw.between(2, 6) {
            let Some((deal, account)) = self.draw.one(&under_way).copied() else { return Ok(()) };
            let kinds = [(55, "call"), (25, "message"), (12, "meeting"), (8, "note")];
            let kind = kinds[self.draw.weighted(kinds.iter().map(|(weight, _)| *weight))].1;
            let minutes = i64::from(self.draw.between(9 * 60, 17 * 60));
            let mut values = self.activity(kind, account, day);
            values.push(of(Activity::DEAL, deal));
            values.push((Activity::STARTS, Some(Value::Instant(self.at(day, minutes)))));
            values.push(text(Activity::STATUS, "done"));
            if kind != "note" {
                values.push(text(Activity::DIRECTION, if self.draw.chance(75) { "out" } else { "in" }));
                values.push((Activity::DURATION, Some(Value::Duration(i64::from(self.draw.between(2, 30)) * 60))));
            }
            if kind == "call" {
                let outcomes = ["reached", "reached", "not_reached", "interested", "agreed", "declined", "call_back"];
                values.push(text(Activity::OUTCOME, outcomes[self.draw.place(outcomes.len())]));
            }
            self.make::<Activity>(&values)?;
        }
        // Of what is still open some have a task.
        if day.plus(3) >= self.today {
            for (deal, account) in under_way.into_iter().filter(|_| self.draw.chance(10)).collect::<Vec<_>>() {
                let due = self.workday(self.today, 0, 8);
                let mut values = self.activity("task", account, day);
                values.extend([of(Activity::DEAL, deal), on(Activity::DUE_ON, due), text(Activity::STATUS, "open")]);
                self.make::<Activity>(&values)?;
            }
        }
        Ok(())
    }

    fn activity(&mut self, kind: &str, account: usize, day: Day) -> Vec<crate::book::command::Change> {
        let customer = &self.made.accounts[account];
        let subjects = self.text.list_of("activity", kind);
        let subject = self.draw.one(subjects).cloned().unwrap_or_default().replace("{account}", &customer.short);
        let mut values = vec![
            text(Activity::SUBJECT, subject),
            text(Activity::KIND, kind),
            of(Activity::ACCOUNT, customer.id),
            of(Activity::OWNER, self.made.people[customer.owner_on(day)].id),
        ];
        values.extend(customer.contacts.first().map(|contact| of(Activity::CONTACT, *contact)));
        values
    }
}
