//! What became of a pipeline between two moments: which deals came, went, grew, shrank, moved and
//! slipped. The open deals of the first moment, with what came and grew and without what went and
//! shrank, are those of the second, to the cent.

use crate::book::bits::Bits;
use crate::model::records::{Deal, PipelineId, Stage};
use crate::model::{Currency, Day, Id, Money, Record};
use crate::query::axis::Series;
use crate::query::{Filter, Key, MoneyBag, Scan, Source, Test};

use super::board::{all_stages, stage_source};

/// How the open deals of a pipeline stood at a moment.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The stages of the pipeline by rank.
    stages: Vec<Stage>,
    /// The open deals of the pipeline that pass the filter.
    inside: Bits,
    /// The stage of each row: its place in `stages` from 1, 0 where it stands in none of them.
    stage: Vec<u16>,
    amount: Vec<(i64, u8)>,
    has_amount: Vec<bool>,
    currencies: Vec<Currency>,
    close: Vec<i32>,
}

/// What became of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It was not among the open ones before.
    Came,
    /// It was won since.
    Won,
    /// It was lost since.
    Lost,
    /// It was put on hold since.
    Held,
    /// It is among others now: of another pipeline or person, deleted.
    Left,
    /// It is worth more.
    Grew,
    /// It is worth less.
    Shrank,
    /// It stands in another stage.
    Moved,
    /// It is expected to close later.
    Slipped,
}

impl Change {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 9] = [
        Self::Came,
        Self::Won,
        Self::Lost,
        Self::Held,
        Self::Left,
        Self::Grew,
        Self::Shrank,
        Self::Moved,
        Self::Slipped,
    ];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Held => "held",
            Self::Left => "left",
            Self::Grew => "grew",
            Self::Shrank => "shrank",
            Self::Moved => "moved",
            Self::Slipped => "slipped",
        }
    }

    /// Reads its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.name() == name)
    }

    /// Whether what it counts is part of the way from one sum to the other.
    pub fn counts(self) -> bool {
        !matches!(self, Self::Moved | Self::Slipped)
    }
}

/// Deals, and what they are worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Rows of the table of deals.
    pub rows: Vec<u32>,
    /// By how much the sum of the open deals differs because of them; of deals that moved or slipped,
    /// what they are worth.
    pub money: MoneyBag,
}

/// What became of a pipeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// The open deals of the first moment.
    pub before: Part,
    /// Those of the second.
    pub after: Part,
    /// What happened between, in the order of [`Change::ALL`].
    pub parts: Vec<(Change, Part)>,
}

impl Movement {
    /// The deals of a change.
    pub fn part(&self, change: Change) -> Option<&Part> {
        self.parts.iter().find(|(of, _)| *of == change).map(|(_, part)| part)
    }
}

/// How a deal stood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stood {
    /// The name of its stage, where it stood in one of the pipeline.
    pub stage: Option<String>,
    /// What it was worth.
    pub amount: Option<Money>,
    /// When it was expected to close.
    pub close: Option<Day>,
}

impl Picture {
    /// Looks at a pipeline.
    pub fn of(scan: &Scan<'_>, pipeline: PipelineId, filter: &Filter) -> Self {
        let stages = all_stages(scan.book(), pipeline);
        let rows = scan.view().table().len();
        let is_open = |stage: &&Stage| stage.kind.as_deref() == Some("open");
        let open = stages.iter().filter(is_open).map(|stage| Key::Record(stage.id.into())).collect();
        let inside = scan.select(&filter.clone().and(Filter::Is(stage_source(), Test::In(open))));
        let place = |key: &Key| {
            let at = stages.iter().position(|stage| *key == Key::Record(stage.id.into()));
            at.and_then(|at| u16::try_from(at + 1).ok()).unwrap_or(0)
        };
        let axis = scan.axis(&stage_source()).unwrap_or_default();
        let places: Vec<u16> = axis.keys.iter().map(place).collect();
        // A deal that is not there stands nowhere.
        let live = scan.view().live();
        let stage = |(row, code): (usize, &u32)| {
            if live.get(row) { places.get(*code as usize).copied().unwrap_or(0) } else { 0 }
        };
        let stage = axis.codes.iter().enumerate().map(stage).collect();
        let field = |at: usize| Source::field(&Deal::COLLECTION.fields[at].key);
        let (amount, has_amount, currencies) = match scan.series(&field(Deal::AMOUNT)) {
            Some((Series::Money(cells, currencies), present)) => (cells, present, currencies),
            _ => (vec![(0, 0); rows], vec![false; rows], Vec::new()),
        };
        let close = scan.days(&field(Deal::EXPECTED_CLOSE)).unwrap_or_else(|| vec![i32::MIN; rows]);
        Self { stages, inside, stage, amount, has_amount, currencies, close }
    }

    fn money(&self, row: usize) -> Option<Money> {
        let (minor, code) = *self.amount.get(row).filter(|_| self.has_amount[row])?;
        Some(Money::new(minor, *self.currencies.get(usize::from(code))?))
    }

    fn stage(&self, row: usize) -> Option<&Stage> {
        self.stages.get(usize::from(*self.stage.get(row)?).checked_sub(1)?)
    }

    fn stage_id(&self, row: usize) -> Option<Id> {
        self.stage(row).map(|stage| stage.id.into())
    }

    fn close(&self, row: usize) -> Option<i32> {
        self.close.get(row).copied().filter(|day| *day != i32::MIN)
    }

    /// How a deal stood then.
    pub fn stood(&self, row: u32) -> Stood {
        let row = row as usize;
        Stood {
            stage: self.stage(row).and_then(|stage| stage.name.clone()),
            amount: self.money(row),
            close: self.close(row).map(Day),
        }
    }

    fn whole(&self) -> Part {
        let mut part = Part::default();
        for row in self.inside.iter() {
            part.add(row, self.money(row), false);
        }
        part
    }

    /// Why a deal is no longer among the open ones.
    fn gone(&self, row: usize) -> Change {
        match self.stage(row).and_then(|stage| stage.kind.as_deref()) {
            Some("won") => Change::Won,
            Some("lost") => Change::Lost,
            Some("hold") => Change::Held,
            _ => Change::Left,
        }
    }
}

impl Part {
    fn add(&mut self, row: usize, money: Option<Money>, less: bool) {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        if self.rows.last() != Some(&row) {
            self.rows.push(row);
        }
        if let Some(money) = money {
            let minor = i128::from(money.minor);
            self.money.add(if less { -minor } else { minor }, money.currency);
        }
    }
}

/// What happened between two pictures of the same pipeline and the same choice of deals.
pub fn movement(before: &Picture, after: &Picture) -> Movement {
    let mut parts: Vec<(Change, Part)> = Change::ALL.iter().map(|change| (*change, Part::default())).collect();
    let mut add = |change: Change, row: usize, money: Option<Money>, less: bool| {
        if let Some((_, part)) = parts.iter_mut().find(|(of, _)| *of == change) {
            part.add(row, money, less);
        }
    };
    for row in 0..before.stage.len().max(after.stage.len()) {
        match (before.inside.get(row), after.inside.get(row)) {
            (false, false) => {}
            (false, true) => add(Change::Came, row, after.money(row), false),
            (true, false) => add(after.gone(row), row, before.money(row), true),
            (true, true) => {
                let (was, is) = (before.money(row), after.money(row));
                if was != is {
                    worth(&mut add, row, was, is);
                }
                if before.stage_id(row) != after.stage_id(row) {
                    add(Change::Moved, row, is, false);
                }
                if let (Some(was), Some(now)) = (before.close(row), after.close(row))
                    && now > was
                {
                    add(Change::Slipped, row, is, false);
                }
            }
        }
    }
    Movement { before: before.whole(), after: after.whole(), parts }
}

/// A deal that is worth something else: by the difference; in another currency, less of the one and
/// more of the other.
fn worth(add: &mut impl FnMut(Change, usize, Option<Money>, bool), row: usize, was: Option<Money>, is: Option<Money>) {
    let currency = is.or(was).map(|money| money.currency);
    let same = was.is_none_or(|money| Some(money.currency) == currency);
    let minor = |money: Option<Money>| money.map_or(0, |money| money.minor);
    if let (true, Some(currency)) = (same, currency) {
        let more = minor(is).saturating_sub(minor(was));
        let change = if more < 0 { Change::Shrank } else { Change::Grew };
        if more != 0 {
            add(change, row, Some(Money::new(more, currency)), false);
        }
    } else {
        add(Change::Shrank, row, was, true);
        add(Change::Grew, row, is, false);
    }
}
