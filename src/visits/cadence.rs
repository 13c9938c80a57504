//! How often a customer is to be visited, when and for how long: what its class asks for, with what
//! differs on the customer and on the site.
//!
//! A site with a class or a number of visits of its own is visited for itself; its customer as a whole
//! is then not counted beside it.

use std::collections::HashMap;

use crate::book::Book;
use crate::model::records::{Account, Cadence, Site};
use crate::model::{Day, Id, Window};

/// How long a visit takes where nothing is said: half an hour.
pub const STAY: i64 = 30 * 60;
/// What gate and parking take where nothing is said: a quarter of an hour.
pub const GATE: i64 = 15 * 60;
/// The Monday from which two and four weeks are counted: 1970-01-05.
const MONDAY: i32 = 4;

/// The period in which so many visits are to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Monday to Sunday.
    Week,
    /// Two such weeks.
    TwoWeeks,
    /// Four such weeks.
    FourWeeks,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

impl Every {
    /// Every period with its code in the field tables and its length in days.
    pub const ALL: [(Self, &'static str, i32); 6] = [
        (Self::Week, "week", 7),
        (Self::TwoWeeks, "two_weeks", 14),
        (Self::FourWeeks, "four_weeks", 28),
        (Self::Month, "month", 30),
        (Self::Quarter, "quarter", 91),
        (Self::Year, "year", 365),
    ];

    /// The period of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == code).map(|(every, ..)| *every)
    }

    /// About how many days it has.
    pub fn days(self) -> i32 {
        Self::ALL.iter().find(|(every, ..)| *every == self).map_or(30, |(.., days)| *days)
    }

    /// First and last day of the period that a day lies in.
    pub fn around(self, day: Day) -> (Day, Day) {
        let weeks = |days: i32| {
            let first = Day(MONDAY + (day.0 - MONDAY).div_euclid(days) * days);
            (first, first.plus(days - 1))
        };
        let months = |count: i32| {
            let first = crate::model::Month(day.month().0.div_euclid(count) * count);
            (first.first_day(), crate::model::Month(first.0 + count - 1).last_day())
        };
        match self {
            Self::Week => weeks(7),
            Self::TwoWeeks => weeks(14),
            Self::FourWeeks => weeks(28),
            Self::Month => months(1),
            Self::Quarter => months(3),
            Self::Year => months(12),
        }
    }
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Visits in a period.
    pub visits: u32,
    /// The period.
    pub every: Every,
    /// Fewest days from one visit to the next.
    pub min_gap: i32,
    /// Most days.
    pub max_gap: i32,
}

impl Pace {
    /// Days from one visit to the next where all gaps are alike.
    pub fn even(&self) -> i32 {
        (self.every.days() / i32::try_from(self.visits.max(1)).unwrap_or(1)).max(1)
    }

    /// Whether so many visits do not fit into the period with the gaps between them that are asked for.
    pub fn cannot_fit(&self) -> bool {
        let visits = i64::from(self.visits);
        visits > 1 && (visits - 1) * i64::from(self.min_gap) >= i64::from(self.every.days())
    }
}

/// What holds for the visits to a customer or site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The class.
    pub class: Option<String>,
    /// How often; `None` where nothing says so: it is visited as it comes.
    pub pace: Option<Pace>,
    /// Seconds that a visit takes.
    pub stay: i64,
    /// Seconds that gate and parking take before it.
    pub gate: i64,
    /// When it may be visited; at any time where empty.
    pub windows: Vec<Window>,
}

/// Who is visited: a customer, or one of its sites for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// The customer.
    pub account: Id,
    /// The site.
    pub site: Option<Id>,
}

impl Unit {
    /// As addresses name it: the id of the customer, and after a point that of the site.
    pub fn text(self) -> String {
        match self.site {
            Some(site) => format!("{}.{site}", self.account),
            None => self.account.to_string(),
        }
    }

    /// Reads what [`Unit::text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (account, site) = match text.split_once('.') {
            Some((account, site)) => (account, Some(Id::parse(site)?)),
            None => (text, None),
        };
        Some(Self { account: Id::parse(account)?, site })
    }
}

/// What one record says of visits.
#[derive(Clone, Debug, Default)]
struct Layer {
    visits: Option<f64>,
    every: Option<String>,
    gaps: [Option<f64>; 2],
    stay: Option<i64>,
    gate: Option<i64>,
    windows: Option<Vec<Window>>,
}

macro_rules! layer {
    ($of:expr) => {
        Layer {
            visits: $of.visit_count,
            every: $of.visit_period.clone(),
            gaps: [$of.min_gap, $of.max_gap],
            stay: $of.visit_time,
            gate: $of.gate_time,
            windows: $of.windows.clone(),
        }
    };
}

/// What the company laid down for each class.
#[derive(Debug, Default)]
pub struct Classes(HashMap<String, Layer>);

impl Classes {
    /// Of a book. Of two records for one class the one made first holds.
    pub fn of(book: &Book) -> Self {
        let table = book.of::<Cadence>();
        let in_use = |cadence: &Cadence| table.row(cadence.id.into()).is_some_and(|row| !table.is_archived(row));
        let mut all: Vec<Cadence> = book.all::<Cadence>().filter(in_use).collect();
        crate::model::order::by_key(&mut all, |cadence| cadence.id);
        let mut classes = HashMap::new();
        for cadence in all {
            let layer = layer!(cadence);
            if let Some(class) = cadence.class {
                classes.entry(class).or_insert(layer);
            }
        }
        Self(classes)
    }

    /// What holds for a customer, or for a site of it.
    pub fn terms(&self, account: &Account, site: Option<&Site>) -> Terms {
        let own = site.and_then(|site| site.class.clone());
        let class = own.clone().or_else(|| account.class.clone());
        let of = |class: &Option<String>| class.as_ref().and_then(|class| self.0.get(class)).cloned();
        // What is nearest to the customer's door is asked first.
        let layers = [site.map(|site| layer!(site)), of(&own), Some(layer!(account)), of(&account.class)];
        let layers: Vec<Layer> = layers.into_iter().flatten().collect();
        Terms {
            class,
            pace: pace(&layers),
            stay: first(&layers, |layer| layer.stay).unwrap_or(STAY).max(0),
            gate: first(&layers, |layer| layer.gate).unwrap_or(GATE).max(0),
            windows: first(&layers, |layer| layer.windows.clone()).unwrap_or_default(),
        }
    }
}

fn first<T>(layers: &[Layer], says: impl Fn(&Layer) -> Option<T>) -> Option<T> {
    layers.iter().find_map(says)
}

/// A number of days or visits; `None` for what is none.
fn whole(number: f64) -> Option<i32> {
    #[expect(clippy::cast_possible_truncation, reason = "within the bounds of the field")]
    (0.0..=1000.0).contains(&number).then(|| number.round() as i32)
}

fn pace(layers: &[Layer]) -> Option<Pace> {
    let visits = u32::try_from(whole(first(layers, |layer| layer.visits)?)?).ok().filter(|visits| *visits > 0)?;
    let every = first(layers, |layer| layer.every.as_deref().and_then(Every::parse)).unwrap_or(Every::Month);
    let gap = |at: usize| first(layers, |layer| layer.gaps[at]).and_then(whole);
    // Where no gaps are said: from half the even distance to one and a half of it.
    let (days, twice) = (every.days(), i32::try_from(visits).unwrap_or(1) * 2);
    let min_gap = gap(0).unwrap_or(days / twice);
    let max_gap = gap(1).unwrap_or((days * 3 + twice - 1) / twice);
    Some(Pace { visits, every, min_gap, max_gap: max_gap.max(min_gap).max(1) })
}

/// A customer or site that is visited, with what holds for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visited {
    /// Who.
    pub unit: Unit,
    /// What it is called.
    pub name: String,
    /// Who visits.
    pub owner: Option<Id>,
    /// The area it lies in.
    pub area: Option<Id>,
    /// What holds.
    pub terms: Terms,
}

/// Everybody who is visited: customers that are in use, and sites of them that stand for themselves.
pub fn everybody(book: &Book) -> Vec<Visited> {
    let (accounts, sites) = (book.of::<Account>(), book.of::<Site>());
    let classes = Classes::of(book);
    let mut own: HashMap<Id, Vec<Site>> = HashMap::new();
    for site in book.all::<Site>() {
        let is_archived = sites.row(site.id.into()).is_some_and(|row| sites.is_archived(row));
        let account = site.account.map(|account| book.resolve(account)).filter(|_| !is_archived);
        if let Some(account) = account.filter(|_| site.class.is_some() || site.visit_count.is_some()) {
            own.entry(account).or_default().push(site);
        }
    }
    let mut all = Vec::new();
    for account in book.all::<Account>() {
        let id = Id::from(account.id);
        if accounts.row(id).is_some_and(|row| accounts.is_archived(row)) {
            continue;
        }
        let (owner, area) = (account.owner.map(|owner| book.resolve(owner)), account.area);
        let visited = |site: Option<&Site>| Visited {
            unit: Unit { account: id, site: site.map(|site| site.id.into()) },
            name: site.map_or(&account.name, |site| &site.name).clone().unwrap_or_default(),
            owner,
            area: site.and_then(|site| site.area).or(area).map(|area| book.resolve(area)),
            terms: classes.terms(&account, site),
        };
        match own.get(&id) {
            Some(sites) => all.extend(sites.iter().map(|site| visited(Some(site)))),
            None => all.push(visited(None)),
        }
    }
    all
}

/// What holds for a visit to a customer, or to a site of it.
pub fn terms(book: &Book, account: Id, site: Option<Id>) -> Option<Terms> {
    let account = book.get::<Account>(account.into())?;
    let site = site.and_then(|site| book.get::<Site>(site.into()));
    Some(Classes::of(book).terms(&account, site.as_ref()))
}
