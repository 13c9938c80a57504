//! What work in the field costs, who signs it, and what the salespeople earn by it.

use super::scene::{Scene, of, on, text};
use crate::book::Rejection;
use crate::book::command::Change;
use crate::book::content;
use crate::model::money::weigh;
use crate::model::records::{Advance, Approval, CommissionPayment, Expense, Signature};
use crate::model::{BasisPoints, Day, Id, Month, Record, Value};

/// Days after which an expense has been paid.
const PAID: i32 = 21;
/// Days back from today in which some papers still wait for their signature.
const FRESH: i32 = 7;
/// Months back for which commission was paid.
const EARNED: i32 = 12;
/// When papers are handed in, and when they are signed: minutes after midnight.
const HANDED_IN: i64 = 17 * 60 + 20;
const SIGNED: i64 = 8 * 60 + 40;

/// A paper that is to be signed.
struct Paper {
    form: Id,
    content: String,
    /// Place of who hands it in among the people.
    by: usize,
    /// Place of who is asked.
    to: usize,
    day: Day,
}

impl Scene<'_> {
    /// What a week in the field cost somebody.
    pub(super) fn expenses(&mut self, seller: usize, day: Day) -> Result<(), Rejection> {
        for row in self.text.rows("expense") {
            let [kind, purpose] = row else { continue };
            let (chance, low, high) = match kind.as_str() {
                "travel" => (90, 40, 260),
                "meals" => (60, 30, 120),
                "hotel" => (20, 220, 460),
                "entertainment" => (15, 180, 900),
                _ => (8, 60, 400),
            };
            if self.draw.chance(chance) {
                let minor = self.text.scaled(i64::from(self.draw.between(low, high)) * 100);
                self.expense(seller, day, (kind, purpose), minor)?;
            }
        }
        // Of whom the manager is asked to sign there is always one.
        let is_first = self.made.people.iter().position(|staff| staff.sells) == Some(seller);
        if self.draw.chance(4) || (is_first && day.plus(FRESH) >= self.today) {
            self.advance(seller, day)?;
        }
        Ok(())
    }

    fn expense(&mut self, seller: usize, day: Day, (kind, purpose): (&str, &str), minor: i64) -> Result<(), Rejection> {
        let mine: Vec<usize> =
            (0..self.made.accounts.len()).filter(|at| self.made.accounts[*at].owner_on(day) == seller).collect();
        let account = self.draw.one(&mine).map(|at| &self.made.accounts[*at]);
        let (town, short) = account.map(|account| (account.town.as_str(), account.short.as_str())).unwrap_or_default();
        let purpose = purpose.replace("{town}", town).replace("{account}", short);
        let served = account.map(|account| account.id).filter(|_| kind == "entertainment");
        let area = self.made.people[seller].area.and_then(|area| self.made.areas.get(area)).copied();
        let mut values = vec![
            text(Expense::PURPOSE, purpose),
            text(Expense::KIND, kind),
            of(Expense::OWNER, self.made.people[seller].id),
            on(Expense::SPENT_ON, day),
            (Expense::AMOUNT, Some(self.money(minor))),
            text(Expense::STATUS, if day.plus(PAID) < self.today { "paid" } else { "submitted" }),
        ];
        values.extend(served.map(|account| of(Expense::ACCOUNT, account)));
        values.extend(area.map(|area| of(Expense::AREA, area)));
        let leader = self.leader(seller);
        self.handed_in::<Expense>(&values, seller, leader, day)
    }

    /// Money in advance, which the manager signs.
    fn advance(&mut self, seller: usize, day: Day) -> Result<(), Rejection> {
        let minor = self.text.scaled(i64::from(self.draw.between(5, 20)) * 10_000);
        let values = [
            text(Advance::PURPOSE, self.text.one("advance")),
            of(Advance::OWNER, self.made.people[seller].id),
            on(Advance::TAKEN_ON, day),
            (Advance::AMOUNT, Some(self.money(minor))),
            on(Advance::DUE_ON, day.plus(30)),
        ];
        let manager = self.made.people.iter().position(|staff| staff.manages);
        self.handed_in::<Advance>(&values, seller, manager, day)
    }

    /// Who leads the people of somebody's area.
    fn leader(&self, of: usize) -> Option<usize> {
        let area = self.made.people[of].area;
        self.made.people.iter().position(|staff| staff.leads && staff.area == area)
    }

    /// Makes a paper and hands it in to be signed.
    fn handed_in<R: Record>(
        &mut self,
        values: &[Change],
        by: usize,
        to: Option<usize>,
        day: Day,
    ) -> Result<(), Rejection> {
        let form = self.make::<R>(values)?;
        let fields = values.iter().filter_map(|(at, value)| Some((&R::COLLECTION.fields[*at], value.clone()?)));
        let mut content = String::new();
        content::write("", fields, &|id| id, &mut content);
        match to {
            Some(to) => self.signed(Paper { form, content, by, to, day }),
            None => Ok(()),
        }
    }

    /// The request for a signature, and the signature. Of the last days some still wait, and some were
    /// returned with a remark.
    fn signed(&mut self, paper: Paper) -> Result<(), Rejection> {
        let (asked_by, asked_of) = (self.made.people[paper.by].id, self.made.people[paper.to].id);
        let signed_on = self.workday(paper.day, 1, 3);
        let values = [
            of(Approval::FORM, paper.form),
            of(Approval::ASKED_BY, asked_by),
            of(Approval::ASKED_OF, asked_of),
            (Approval::ASKED, Some(Value::Instant(self.at(paper.day, HANDED_IN)))),
            on(Approval::DUE_ON, self.calendar.plus(paper.day, 3)),
        ];
        let approval = self.make::<Approval>(&values)?;
        let is_fresh = paper.day.plus(FRESH) >= self.today;
        if signed_on >= self.today || (is_fresh && (self.made.people[paper.to].manages || self.draw.chance(45))) {
            return Ok(());
        }
        let is_returned = paper.day.plus(2 * FRESH) >= self.today && self.draw.chance(12);
        let (verdict, remark) = match (is_returned, self.draw.chance(15)) {
            (true, _) => ("returned", Some(self.word("returned"))),
            (false, true) => ("approved", Some(self.word("approved"))),
            (false, false) => ("approved", None),
        };
        let mut values = vec![
            of(Signature::FORM, paper.form),
            of(Signature::APPROVAL, approval),
            of(Signature::PERSON, asked_of),
            (Signature::SIGNED, Some(Value::Instant(self.at(signed_on, SIGNED)))),
            text(Signature::VERDICT, verdict),
            text(Signature::DIGEST, content::digest(&paper.content)),
            text(Signature::CONTENT, paper.content),
        ];
        values.extend(remark.map(|remark| text(Signature::REMARK, remark)));
        self.make::<Signature>(&values).map(drop)
    }

    /// Commission on what was shipped to each salesperson's credit in the months of the last year that
    /// are over; paid on the tenth of the month after.
    pub(super) fn commission(&mut self) -> Result<(), Rejection> {
        let Some((_, rate, rule)) = self.made.rules.iter().find(|(measure, _, _)| measure == "sales").cloned() else {
            return Ok(());
        };
        let this = self.today.month();
        for month in (this.0 - EARNED..this.0).map(Month) {
            for at in 0..self.made.people.len() {
                let person = self.made.people[at].id;
                let mine = self.made.credited.iter().filter(|(of, when, _)| *of == person && *when == month);
                let sold: i64 = mine.map(|(_, _, minor)| minor).sum();
                let paid_on = self.calendar.plus(Month(month.0 + 1).first_day().plus(9), 0);
                if sold <= 0 || paid_on >= self.today {
                    continue;
                }
                let earned = weigh(sold, BasisPoints(rate));
                let values = [
                    of(CommissionPayment::PERSON, person),
                    of(CommissionPayment::RULE, rule),
                    on(CommissionPayment::STARTS_ON, month.first_day()),
                    on(CommissionPayment::ENDS_ON, Month(month.0 + 1).first_day().plus(-1)),
                    (CommissionPayment::AMOUNT, Some(self.money(earned))),
                    on(CommissionPayment::PAID_ON, paid_on),
                ];
                self.make::<CommissionPayment>(&values)?;
            }
        }
        Ok(())
    }
}
