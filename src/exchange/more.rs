//! Files that join a plan later.

use super::csv::Sheet;
use super::plan::Plan;
use crate::book::{Book, Context};

impl Plan {
    /// This plan with more files. What a person has changed stays; the rest is guessed anew, since
    /// files explain one another. A file takes the place of one with the same name.
    #[must_use]
    pub fn with_more(&self, sheets: Vec<Sheet>, book: &Book, context: &Context<'_>) -> Self {
        let own = || self.files.iter().map(|file| file.sheet.clone());
        let guess = |sheets| Self::guess_by(self.labels.clone(), sheets, book, context);
        let guessed = guess(own().collect());
        let mut all: Vec<Sheet> = own().collect();
        for sheet in sheets {
            match all.iter_mut().find(|known| known.name() == sheet.name()) {
                Some(known) => *known = sheet,
                None => all.push(sheet),
            }
        }
        let mut plan = guess(all);
        for (file, guessed) in self.files.iter().zip(&guessed.files) {
            let now = plan.files.iter_mut().find(|now| now.sheet == file.sheet);
            if let Some(now) = now.filter(|_| file != guessed) {
                *now = file.clone();
            }
        }
        if self.pipeline != guessed.pipeline {
            plan.pipeline = self.pipeline.clone();
        }
        plan.currency = self.currency;
        plan.stages.clone_from(&self.stages);
        plan.near.clone_from(&self.near);
        plan.refresh(book);
        plan
    }

    /// Leaves a file out for good.
    pub fn remove(&mut self, name: &str, book: &Book) {
        self.files.retain(|file| file.sheet.name() != name);
        self.refresh(book);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Target, csv};
    use crate::model::id::IdMaker;
    use crate::model::permission::Actor;
    use crate::model::{Currency, Instant, Zone};

    fn sheet(name: &str, text: &str) -> Sheet {
        csv::read(name, text.as_bytes()).expect("a sheet")
    }

    #[test]
    fn a_file_that_comes_later_leaves_changes_as_they_are() {
        let (book, zone) = (Book::new(Instant(0)), Zone::fixed("UTC", 0));
        let ids = IdMaker::new(Instant(0), [7; 32]);
        let currency = Currency::USD;
        let context = Context { actor: Actor::FOUNDER, now: Instant(0), zone: &zone, currency, ids: &ids };
        let accounts = sheet("accounts.csv", "account,sector\nAcme,toys\nBeta,tea\n");
        let mut plan = Plan::guess(vec![accounts], &book, &context);
        assert_ne!(plan.files[0].columns[1].target, Target::Ignore);
        plan.set_target(0, 1, Target::Ignore, &book);
        plan.currency = Currency::CNY;

        let products = sheet("products.csv", "product,sales_price\nTea,5\n");
        let plan = plan.with_more(vec![products], &book, &context);
        assert_eq!((plan.files.len(), plan.currency), (2, Currency::CNY));
        assert_eq!(plan.files[0].columns[1].target, Target::Ignore);

        let mended = sheet("accounts.csv", "account,sector\nAcme,toys\n");
        let mut plan = plan.with_more(vec![mended], &book, &context);
        assert_eq!(plan.files.len(), 2);
        assert_ne!(plan.files[0].columns[1].target, Target::Ignore);
        plan.remove("products.csv", &book);
        assert_eq!(plan.files.len(), 1);
    }
}
