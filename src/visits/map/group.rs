//! Spots of a window that would cover one another, and the spot under a finger. Lengths are pixels.

use std::collections::HashMap;

/// Groups of spots: each spot joins the nearest group whose first spot is less than so many pixels away, the earlier
/// of two, else it is the first of a new one. A grid finds them. Distances alone decide, so that moving the window
/// changes no group.
pub fn groups(spots: &[(f64, f64)], apart: f64) -> Vec<Vec<usize>> {
    #[expect(clippy::cast_possible_truncation, reason = "a cell of a window")]
    let cell = |(x, y): (f64, f64)| ((x / apart).floor() as i64, (y / apart).floor() as i64);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut grid: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    for (at, spot) in spots.iter().enumerate() {
        let (column, row) = cell(*spot);
        let mut nearest: Option<(f64, usize)> = None;
        for beside in (-1..=1).flat_map(|x| (-1..=1).map(move |y| (column + x, row + y))) {
            for group in grid.get(&beside).into_iter().flatten() {
                let far = distance(spots[groups[*group][0]], *spot);
                if far < apart && nearest.is_none_or(|known| (far, *group) < known) {
                    nearest = Some((far, *group));
                }
            }
        }
        if let Some((_, group)) = nearest {
            groups[group].push(at);
        } else {
            grid.entry((column, row)).or_default().push(groups.len());
            groups.push(vec![at]);
        }
    }
    groups
}

/// The spot nearest to a point of the window, so many pixels away at most; the earlier of two.
pub fn hit(spots: &[(f64, f64)], at: (f64, f64), within: f64) -> Option<usize> {
    let far = spots.iter().map(|spot| distance(*spot, at)).enumerate().filter(|(_, far)| *far <= within);
    far.min_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(number, _)| number)
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}
