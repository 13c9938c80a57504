//! A sketch of a neighbourhood: places as points of a window in pixels, moved and magnified, with a
//! bar of a round length. The projection is that of web maps, so that angles are true.

use super::{Point, RADIUS};

/// Beyond this latitude the projection is of no use.
const MOST_LATITUDE: f64 = 85.0;

/// Metres a pixel: from a doorstep to a continent.
const SCALES: (f64, f64) = (0.1, 20_000.0);

/// Metres a pixel where nothing says more.
const USUAL: f64 = 5.0;

/// The part of the window that points fill at first.
const FILLED: f64 = 0.8;

/// A window over a plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sketch {
    /// The middle, in metres of the projection.
    middle: (f64, f64),
    /// Metres of the projection a pixel.
    scale: f64,
    /// Width and height in pixels.
    size: (f64, f64),
}

/// A bar that says how far things are apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Its length on the ground, in metres: one, two or five times a power of ten.
    pub metres: f64,
    /// Its length in pixels.
    pub pixels: f64,
}

fn project(point: Point) -> (f64, f64) {
    let (latitude, longitude) = point.degrees();
    let latitude = latitude.clamp(-MOST_LATITUDE, MOST_LATITUDE).to_radians();
    (RADIUS * longitude.to_radians(), RADIUS * (latitude / 2.0 + std::f64::consts::FRAC_PI_4).tan().ln())
}

fn latitude_of(northing: f64) -> f64 {
    (2.0 * (northing / RADIUS).exp().atan() - std::f64::consts::FRAC_PI_2).to_degrees()
}

impl Sketch {
    /// A window of a size that shows all points; around one point alone at the usual scale, and around
    /// nothing where there is none.
    pub fn of(points: &[Point], size: (f64, f64)) -> Option<Self> {
        let plane = points.iter().map(|point| project(*point));
        let bounds = plane.fold(None, |bounds: Option<[f64; 4]>, (x, y)| {
            let [west, south, east, north] = bounds.unwrap_or([x, y, x, y]);
            Some([west.min(x), south.min(y), east.max(x), north.max(y)])
        });
        let [west, south, east, north] = bounds?;
        let middle = (f64::midpoint(west, east), f64::midpoint(south, north));
        let needed = ((east - west) / size.0).max((north - south) / size.1) / FILLED;
        let scale = needed.clamp(USUAL, SCALES.1);
        Some(Self { middle, scale, size })
    }

    /// Where a point stands in the window, from its upper left corner.
    pub fn to_window(&self, point: Point) -> (f64, f64) {
        let (x, y) = project(point);
        let (width, height) = self.size;
        ((x - self.middle.0) / self.scale + width / 2.0, (self.middle.1 - y) / self.scale + height / 2.0)
    }

    /// The point under a spot of the window; `None` beyond the edge of the world.
    pub fn to_point(&self, (x, y): (f64, f64)) -> Option<Point> {
        let (width, height) = self.size;
        let (east, north) =
            (self.middle.0 + (x - width / 2.0) * self.scale, self.middle.1 - (y - height / 2.0) * self.scale);
        Point::of_degrees(latitude_of(north), (east / RADIUS).to_degrees())
    }

    /// The point in the middle.
    pub fn middle(&self) -> Option<Point> {
        self.to_point((self.size.0 / 2.0, self.size.1 / 2.0))
    }

    /// The same in a window of another size; what is in the middle stays there.
    #[must_use]
    pub fn sized(self, size: (f64, f64)) -> Self {
        Self { size, ..self }
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (f64, f64) {
        self.size
    }

    /// Metres of the projection a pixel: windows with the same are magnified alike.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// Moved by so many pixels: what lay there is in the middle now.
    #[must_use]
    pub fn moved(self, (x, y): (f64, f64)) -> Self {
        let moved = Self { middle: (self.middle.0 + x * self.scale, self.middle.1 - y * self.scale), ..self };
        // Not beyond the edge of the world, from where nothing leads back.
        if moved.middle().is_some_and(|point| point.degrees().0.abs() < MOST_LATITUDE) { moved } else { self }
    }

    /// Magnified so many times; what is under a spot of the window stays there.
    #[must_use]
    pub fn magnified(self, times: f64, (x, y): (f64, f64)) -> Self {
        let scale = (self.scale / times).clamp(SCALES.0, SCALES.1);
        let (dx, dy) = (x - self.size.0 / 2.0, y - self.size.1 / 2.0);
        let middle = (self.middle.0 + dx * (self.scale - scale), self.middle.1 - dy * (self.scale - scale));
        Self { middle, scale, ..self }
    }

    /// The longest bar of a round length that takes at most so many pixels, true in the middle.
    pub fn bar(&self, most: f64) -> Bar {
        let a_pixel = self.scale * latitude_of(self.middle.1).to_radians().cos();
        let longest = a_pixel * most;
        let power = 10_f64.powf(longest.log10().floor());
        let metres = [5.0, 2.0, 1.0].map(|step| step * power).into_iter().find(|metres| *metres <= longest);
        let metres = metres.unwrap_or(power);
        Bar { metres, pixels: metres / a_pixel }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (f64, f64) = (400.0, 300.0);

    fn point(latitude: f64, longitude: f64) -> Point {
        Point::of_degrees(latitude, longitude).expect("on the Earth")
    }

    fn near(a: (f64, f64), b: (f64, f64)) -> bool {
        (a.0 - b.0).abs() < 0.01 && (a.1 - b.1).abs() < 0.01
    }

    /// The People's Square and the Bund in Shanghai, and Suzhou's station.
    fn places() -> [Point; 3] {
        [point(31.2304, 121.4737), point(31.2397, 121.4906), point(31.3286, 120.6113)]
    }

    #[test]
    fn a_window_shows_all_points_with_a_margin() {
        let sketch = Sketch::of(&places(), SIZE).expect("a sketch");
        for place in places() {
            let (x, y) = sketch.to_window(place);
            assert!((30.0..370.0).contains(&x) && (20.0..280.0).contains(&y), "{x} {y}");
        }
        let [square, bund, station] = places().map(|place| sketch.to_window(place));
        assert!(station.0 < square.0 && square.0 < bund.0, "west is left");
        assert!(station.1 < bund.1 && bund.1 < square.1, "north is up");
        let alone = Sketch::of(&places()[..1], SIZE).expect("a sketch");
        assert!(near(alone.to_window(places()[0]), (200.0, 150.0)));
        assert_eq!(Sketch::of(&[], SIZE), None);
    }

    #[test]
    fn a_spot_of_the_window_is_the_point_that_stands_there() {
        let sketch = Sketch::of(&places(), SIZE).expect("a sketch").magnified(300.0, (17.0, 40.0)).moved((55.0, -8.0));
        for spot in [(0.0, 0.0), (400.0, 300.0), (123.0, 45.0)] {
            let point = sketch.to_point(spot).expect("a point");
            assert!(near(sketch.to_window(point), spot), "{spot:?}");
        }
    }

    #[test]
    fn magnifying_keeps_what_is_under_the_pointer_and_moving_goes_by_pixels() {
        let sketch = Sketch::of(&places(), SIZE).expect("a sketch");
        let spot = (90.0, 250.0);
        let under = sketch.to_point(spot).expect("a point");
        let larger = sketch.magnified(2.0, spot);
        assert!(near(larger.to_window(under), spot));
        let moved = larger.moved((-30.0, 20.0));
        assert!(near(moved.to_window(under), (120.0, 230.0)));
        // There is an end to it on both sides, and at the pole.
        assert_eq!(sketch.magnified(1e9, spot).magnified(2.0, spot), sketch.magnified(1e9, spot));
        assert_eq!(sketch.magnified(1e-9, spot).magnified(0.5, spot), sketch.magnified(1e-9, spot));
        let far = (0..10_000).fold(sketch, |sketch, _| sketch.moved((0.0, -500.0)));
        assert!(far.middle().is_some());
    }

    #[test]
    fn a_window_of_another_size_shows_the_same_middle_as_large() {
        let sketch = Sketch::of(&places(), SIZE).expect("a sketch");
        let wider = sketch.sized((800.0, 300.0));
        assert_eq!((wider.middle(), wider.scale()), (sketch.middle(), sketch.scale()));
        let (a, b) = (sketch.to_window(places()[0]), wider.to_window(places()[0]));
        assert!(near((a.0 + 200.0, a.1), b));
    }

    #[test]
    fn the_bar_is_round_and_true() {
        for times in [1.0, 3.7, 40.0, 2_000.0] {
            let sketch = Sketch::of(&places(), SIZE).expect("a sketch").magnified(times, (200.0, 150.0));
            let bar = sketch.bar(120.0);
            assert!(bar.pixels <= 120.0 && bar.pixels > 45.0, "{bar:?}");
            let digits = format!("{:e}", bar.metres);
            assert!(["1e", "2e", "5e"].iter().any(|round| digits.starts_with(round)), "{digits}");
            // Along the ground, by another formula.
            let (a, b) = (sketch.to_point((200.0, 150.0)), sketch.to_point((200.0 + bar.pixels, 150.0)));
            let metres = a.expect("a point").metres(b.expect("a point"));
            assert!((metres - bar.metres).abs() < bar.metres * 0.001, "{metres} {}", bar.metres);
        }
    }
}
