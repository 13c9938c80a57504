//! Work dealt out to a team: each lot to one of those who can take it, by the way there, the area, whose it
//! is, and how much everybody has to do already. Knows nothing of the book; all times are in seconds.

use crate::model::Id;
use crate::model::place::Point;
use crate::visits::travel::road;

/// Metres that are driven in an hour, roughly: how far a lot lies weighs, not when one would be there.
const SPEED: i64 = 32_000;

/// What it costs, a visit, that somebody else comes than the one whose customer it is.
const STRANGER: i64 = 3_600;

/// What it costs, a visit, that somebody comes from another area.
const ABROAD: i64 = 1_800;

/// What each second costs that somebody has no time for.
const BEYOND: i64 = 8;

/// What can be dealt out: the visits to one customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// Where.
    pub point: Option<Point>,
    /// The area it lies in.
    pub area: Option<Id>,
    /// Whose customer it is, by their place among the hands.
    pub owner: Option<usize>,
    /// Who has it in any case: it is arranged with them.
    pub fixed: Option<usize>,
    /// How many visits.
    pub visits: i64,
    /// How long they take altogether, ways not counted.
    pub seconds: i64,
}

/// Somebody to deal to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Where their days begin.
    pub home: Option<Point>,
    /// The area they work in.
    pub area: Option<Id>,
    /// How much time they have for visits, ways not counted.
    pub seconds: i64,
}

/// The hand of each lot; none where there are no hands with any time.
pub fn deal(lots: &[Lot], hands: &[Hand]) -> Vec<Option<usize>> {
    let dealer = Dealer::new(lots, hands);
    let mut dealt = Dealt { of: vec![None; lots.len()], loads: vec![0; hands.len()] };
    // What is large is dealt out first: what is small fills the gaps.
    let mut order: Vec<usize> = (0..lots.len()).collect();
    order.sort_by_key(|lot| (lots[*lot].fixed.is_none(), lots[*lot].owner.is_none(), -lots[*lot].seconds, *lot));
    for lot in &order {
        let own =
            lots[*lot].fixed.filter(|hand| *hand < hands.len()).or(lots[*lot].owner.filter(|owner| dealer.can(*owner)));
        if let Some(hand) = own.or_else(|| dealer.cheapest(&dealt, *lot)) {
            dealt.give(lots, *lot, hand);
        }
    }
    // Each change makes the whole cheaper, so this ends.
    while dealer.move_one(&mut dealt) || dealer.swap_two(&mut dealt) {}
    dealt.of
}

/// Who has what so far.
struct Dealt {
    of: Vec<Option<usize>>,
    loads: Vec<i64>,
}

impl Dealt {
    fn give(&mut self, lots: &[Lot], lot: usize, hand: usize) {
        if let Some(before) = self.of[lot] {
            self.loads[before] -= lots[lot].seconds;
        }
        self.loads[hand] += lots[lot].seconds;
        self.of[lot] = Some(hand);
    }
}

struct Dealer<'a> {
    lots: &'a [Lot],
    hands: &'a [Hand],
    /// What the ways of a lot cost a hand, at `lot * hands + hand`.
    ways: Vec<i64>,
}

impl<'a> Dealer<'a> {
    fn new(lots: &'a [Lot], hands: &'a [Hand]) -> Self {
        let middles: Vec<Option<Point>> = (0..hands.len()).map(|hand| middle(lots, hands, hand)).collect();
        let way = |lot: &Lot, hand: usize| {
            let metres = lot.point.zip(middles[hand]).map_or(0, |(there, from)| road(from, there));
            let seconds = i64::try_from(metres).unwrap_or(0) * 3_600 / SPEED;
            let is_strange = lot.owner.is_some_and(|owner| owner != hand);
            let is_abroad = lot.area.zip(hands[hand].area).is_some_and(|(there, here)| there != here);
            let strange = if is_strange { STRANGER } else { 0 } + if is_abroad { ABROAD } else { 0 };
            lot.visits.max(1) * (seconds + strange)
        };
        let ways = lots.iter().flat_map(|lot| (0..hands.len()).map(move |hand| (lot, hand)));
        Self { lots, hands, ways: ways.map(|(lot, hand)| way(lot, hand)).collect() }
    }

    /// Whether somebody has any time at all.
    fn can(&self, hand: usize) -> bool {
        self.hands.get(hand).is_some_and(|hand| hand.seconds > 0)
    }

    fn way(&self, lot: usize, hand: usize) -> i64 {
        self.ways[lot * self.hands.len() + hand]
    }

    /// What it costs that somebody has so much to do: the fuller a week, the dearer each hour in it.
    fn load(&self, hand: usize, load: i64) -> i64 {
        let time = self.hands[hand].seconds.max(1);
        let even = i128::from(load) * i128::from(load) / (2 * i128::from(time));
        let beyond = (load - self.hands[hand].seconds.max(0)).max(0);
        i64::try_from(even).unwrap_or(i64::MAX / 4).saturating_add(beyond * BEYOND)
    }

    /// What it costs that somebody gets so much more, or less, to do.
    fn more(&self, dealt: &Dealt, hand: usize, more: i64) -> i64 {
        let load = dealt.loads[hand];
        self.load(hand, load + more) - self.load(hand, load)
    }

    fn cheapest(&self, dealt: &Dealt, lot: usize) -> Option<usize> {
        let cost = |hand: &usize| self.way(lot, *hand) + self.more(dealt, *hand, self.lots[lot].seconds);
        (0..self.hands.len()).filter(|hand| self.can(*hand)).min_by_key(|hand| (cost(hand), *hand))
    }

    /// Gives one lot to somebody else where that is cheaper.
    fn move_one(&self, dealt: &mut Dealt) -> bool {
        let mut moved = false;
        for (lot, what) in self.lots.iter().enumerate().filter(|(_, what)| what.fixed.is_none()) {
            let Some(from) = dealt.of[lot] else { continue };
            let freed = self.more(dealt, from, -what.seconds) - self.way(lot, from);
            let cost = |to: &usize| freed + self.way(lot, *to) + self.more(dealt, *to, what.seconds);
            let others = (0..self.hands.len()).filter(|to| *to != from && self.can(*to));
            if let Some(to) = others.min_by_key(|to| (cost(to), *to)).filter(|to| cost(to) < 0) {
                dealt.give(self.lots, lot, to);
                moved = true;
            }
        }
        moved
    }

    /// Lets two people change lots where that is cheaper.
    fn swap_two(&self, dealt: &mut Dealt) -> bool {
        let mut swapped = false;
        let free: Vec<usize> = (0..self.lots.len()).filter(|lot| self.lots[*lot].fixed.is_none()).collect();
        for (at, one) in free.iter().enumerate() {
            for other in &free[at + 1..] {
                let Some((a, b)) = dealt.of[*one].zip(dealt.of[*other]).filter(|(a, b)| a != b) else { continue };
                let ways = self.way(*one, b) + self.way(*other, a) - self.way(*one, a) - self.way(*other, b);
                let more = self.lots[*other].seconds - self.lots[*one].seconds;
                if ways + self.more(dealt, a, more) + self.more(dealt, b, -more) < 0 {
                    dealt.give(self.lots, *one, b);
                    dealt.give(self.lots, *other, a);
                    swapped = true;
                }
            }
        }
        swapped
    }
}

/// Where somebody starts from: home, else the middle of their own customers.
fn middle(lots: &[Lot], hands: &[Hand], hand: usize) -> Option<Point> {
    if let Some(home) = hands[hand].home {
        return Some(home);
    }
    let own: Vec<Point> = lots.iter().filter(|lot| lot.owner == Some(hand)).filter_map(|lot| lot.point).collect();
    let count = i64::try_from(own.len()).ok().filter(|count| *count > 0)?;
    let mean = |of: fn(&Point) -> i32| i32::try_from(own.iter().map(|point| i64::from(of(point))).sum::<i64>() / count);
    Point::new(mean(|point| point.latitude).ok()?, mean(|point| point.longitude).ok()?)
}
