//! Known places, to find one's way by: sites and customers around a point, and where areas lie.

use crate::book::{Book, Table};
use crate::model::place::Point;
use crate::model::records::{Account, Area, Site};
use crate::model::{Id, Role, Value};
use crate::query::title;

/// A record whose place is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The record.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// Where it is, in WGS-84.
    pub point: Point,
}

/// The place of a row.
fn point(table: &Table, row: usize) -> Option<Point> {
    match table.value(row, table.role(Role::Place)?)? {
        Value::Place(place) => Some(place.point()),
        _ => None,
    }
}

fn all(table: &Table) -> impl Iterator<Item = (usize, Point)> + '_ {
    let shown = move |row: &usize| !table.state(*row).archived.on;
    table.live().iter().filter(shown).filter_map(move |row| Some((row, point(table, row)?)))
}

/// The sites and customers nearest to a point, so many; without one, any.
pub fn nearby(book: &Book, around: Option<Point>, most: usize) -> Vec<Known> {
    let tables = [book.of::<Site>(), book.of::<Account>()];
    let places = tables.iter().flat_map(|table| all(table).map(move |(row, point)| (*table, row, point)));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "metres on the Earth")]
    let far = |point: Point| around.map_or(0, |around| around.metres(point) as u64);
    let mut places: Vec<(u64, &Table, usize, Point)> =
        places.map(|(table, row, point)| (far(point), table, row, point)).collect();
    crate::model::order::by_key(&mut places, |(far, table, row, _)| (*far, table.key().clone(), *row));
    places.truncate(most);
    let known = |(_, table, row, point): (u64, &Table, usize, Point)| {
        Some(Known { id: table.id(row)?, name: title::named(book, table, row), point })
    };
    places.into_iter().filter_map(known).collect()
}

/// Where the places of each area lie on average, with its name.
pub fn areas(book: &Book) -> Vec<Known> {
    let mut sums: Vec<(Id, [i64; 3])> = Vec::new();
    for table in [book.of::<Site>(), book.of::<Account>()] {
        let Some(at) = table.role(Role::Area) else { continue };
        for (row, point) in all(table) {
            let Some(area) = table.value(row, at).and_then(|value| value.as_reference()) else { continue };
            let area = book.resolve(area);
            let place = sums.iter().position(|(known, _)| *known == area).unwrap_or_else(|| {
                sums.push((area, [0; 3]));
                sums.len() - 1
            });
            let sum = &mut sums[place].1;
            *sum = [sum[0] + i64::from(point.latitude), sum[1] + i64::from(point.longitude), sum[2] + 1];
        }
    }
    let known = |(id, [latitude, longitude, count]): (Id, [i64; 3])| {
        let mean = |sum: i64| i32::try_from(sum / count).ok();
        let point = Point::new(mean(latitude)?, mean(longitude)?)?;
        Some(Known { id, name: book.get::<Area>(id.into())?.name?, point })
    };
    sums.into_iter().filter_map(known).collect()
}
