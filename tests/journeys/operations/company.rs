//! A company of so many deals, made up as four files like those of the shared sales data set, and what
//! can be said of it without the application.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use fieldbook::model::Day;
use xtask::{Result, project};

/// People in charge, each with as many deals.
pub(super) const PEOPLE: usize = 10;
/// Accounts.
const ACCOUNTS: usize = 200;
/// What a deal of each tenth is: two in ten are prospects, two engaged, four won, two lost.
const STAGES: [&str; 10] =
    ["Prospecting", "Prospecting", "Engaging", "Engaging", "Won", "Won", "Won", "Won", "Lost", "Lost"];
const PRODUCTS: [&str; 3] = ["Press brake", "Roller", "Shear"];
/// The first day on which a deal was engaged: 2 January 2024.
const FIRST: Day = Day(19_724);

/// The company.
#[derive(Clone, Copy, Debug)]
pub(super) struct Company {
    /// How many deals it has.
    pub(super) deals: usize,
}

impl Company {
    /// How many deals stand in a stage.
    pub(super) fn in_stage(self, stage: &str) -> usize {
        (0..self.deals).filter(|at| STAGES[at % STAGES.len()] == stage).count()
    }

    /// How many of a person's deals stand in a stage.
    pub(super) fn of_person(self, person: usize, stage: &str) -> usize {
        (0..self.deals).filter(|at| STAGES[at % STAGES.len()] == stage && Self::person(*at) == person).count()
    }

    /// How many deals were engaged and not closed at the end of a day.
    pub(super) fn engaged_on(self, day: Day) -> usize {
        let open = |at: &usize| Self::engaged(*at).is_some_and(|from| from <= day) && !Self::ended_by(*at, day);
        (0..self.deals).filter(open).count()
    }

    /// How many were engaged after one day and by another.
    pub(super) fn came(self, after: Day, by: Day) -> usize {
        let came = |at: &usize| Self::engaged(*at).is_some_and(|from| from > after && from <= by);
        (0..self.deals).filter(|at| came(at) && !Self::ended_by(*at, by)).count()
    }

    fn ended_by(at: usize, day: Day) -> bool {
        Self::ended(at).is_some_and(|end| end <= day)
    }

    fn person(at: usize) -> usize {
        at / STAGES.len() % PEOPLE
    }

    /// When a deal was engaged; prospects never were.
    fn engaged(at: usize) -> Option<Day> {
        let later = i32::try_from(at * 7 % 500).unwrap_or(0);
        (STAGES[at % STAGES.len()] != "Prospecting").then_some(Day(FIRST.0 + later))
    }

    /// When it was won or lost.
    fn ended(at: usize) -> Option<Day> {
        let later = 10 + i32::try_from(at * 13 % 90).unwrap_or(0);
        let is_over = matches!(STAGES[at % STAGES.len()], "Won" | "Lost");
        Self::engaged(at).filter(|_| is_over).map(|from| Day(from.0 + later))
    }

    /// Writes its files into a folder.
    pub(super) fn write(self) -> Result<Vec<PathBuf>> {
        let folder = project::cargo_target().join(format!("company-{}-{}", std::process::id(), self.deals));
        fs::create_dir_all(&folder)?;
        let mut teams = "sales_agent,manager,regional_office\n".to_owned();
        for person in 0..PEOPLE {
            writeln!(teams, "{},Director {},Office {}", name(person), person % 2, person % 3).ok();
        }
        let mut accounts =
            "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n".to_owned();
        for at in 0..ACCOUNTS {
            writeln!(accounts, "Works {at:03},machines,1990,{}.5,{},Germany,", 100 + at, 20 + at).ok();
        }
        let mut products = "product,series,sales_price\n".to_owned();
        for (at, product) in PRODUCTS.iter().enumerate() {
            writeln!(products, "{product},Line {at},{}", 1000 * (at + 1)).ok();
        }
        let mut deals =
            "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n".to_owned();
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        for at in 0..self.deals {
            let value = Self::ended(at).map(|_| (500 + at % 4000).to_string()).unwrap_or_default();
            let (person, product) = (name(Self::person(at)), PRODUCTS[at % PRODUCTS.len()]);
            let (stage, from, to) = (STAGES[at % STAGES.len()], day(Self::engaged(at)), day(Self::ended(at)));
            writeln!(deals, "D{at:06},{person},{product},Works {:03},{stage},{from},{to},{value}", at % ACCOUNTS).ok();
        }
        let parts = [
            ("sales_teams.csv", teams),
            ("accounts.csv", accounts),
            ("products.csv", products),
            ("sales_pipeline.csv", deals),
        ];
        let mut files = Vec::new();
        for (name, text) in parts {
            let file = folder.join(name);
            fs::write(&file, text)?;
            files.push(file);
        }
        Ok(files)
    }
}

/// The name of a person.
pub(super) fn name(person: usize) -> String {
    let first = ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gail", "Hugo", "Ida", "Jan"];
    format!("{} Seller", first[person % first.len()])
}
