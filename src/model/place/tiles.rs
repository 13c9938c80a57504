//! Pictures of the ground from a map server, as tiles: <https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames>.
//! A server's tiles are in a datum of their own; each tile is put where its corners are in WGS-84.

use std::f64::consts::PI;

use super::{Datum, Point, RADIUS, Sketch};

/// Pixels of a side of a tile as it is made.
const SIDE: f64 = 256.0;
/// The most a server is asked to magnify.
const MOST_ZOOM: u8 = 19;
/// More tiles than this fill no screen.
const MOST: usize = 240;
/// The longest address and the longest words about its source.
const LONGEST: usize = 500;
/// What an address holds for each tile.
const PARTS: [&str; 3] = ["{z}", "{x}", "{y}"];

/// A server of tiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiles {
    /// The address of a tile, with `{z}`, `{x}` and `{y}` in the places of its numbers.
    address: String,
    /// The datum of what the tiles show.
    datum: Datum,
    /// Whom the picture is from, as its maker asks for.
    source: String,
}

/// Why a server of tiles is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTiles {
    /// The address does not begin with `https://`: tiles would tell everybody on the way where one looks.
    NotSecure,
    /// The address names no server, or one with a user's name, or holds what no address holds.
    NoServer,
    /// It lacks `{z}`, `{x}` or `{y}`, or has one of them twice or in the server's name.
    Parts,
    /// It has other parts in braces, such as a key that was not filled in.
    Unfilled,
    /// The address or the words about its source are too long.
    TooLong,
    /// Tiles in that datum are cut in another way than these.
    Datum,
    /// It does not say whose the pictures are.
    NoSource,
}

impl Tiles {
    /// A server of tiles, if it is one that can be asked.
    pub fn new(address: &str, datum: Datum, source: &str) -> Result<Self, BadTiles> {
        let (address, source) = (address.trim(), source.split_whitespace().collect::<Vec<_>>().join(" "));
        if address.len() > LONGEST || source.len() > LONGEST {
            return Err(BadTiles::TooLong);
        }
        let start = address.get(..8).filter(|start| start.eq_ignore_ascii_case("https://"));
        let rest = &address[start.ok_or(BadTiles::NotSecure)?.len()..];
        let server = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_plain = |text: &str, more: &str| {
            text.chars().all(|sign| sign.is_ascii_alphanumeric() || (sign.is_ascii() && more.contains(sign)))
        };
        if server.contains('{') {
            return Err(BadTiles::Parts);
        }
        if !server.starts_with(|sign: char| sign.is_ascii_alphanumeric()) || !is_plain(server, "-.:") {
            return Err(BadTiles::NoServer);
        }
        if !is_plain(rest, "-._~:/?#[]@!$&()*+,;=%{}|") {
            return Err(BadTiles::NoServer);
        }
        if PARTS.iter().any(|part| rest.matches(part).count() != 1) {
            return Err(BadTiles::Parts);
        }
        if PARTS.iter().fold(rest.to_owned(), |rest, part| rest.replace(part, "")).contains(['{', '}']) {
            return Err(BadTiles::Unfilled);
        }
        match datum {
            Datum::Bd09 => Err(BadTiles::Datum),
            _ if source.is_empty() => Err(BadTiles::NoSource),
            _ => Ok(Self { address: address.to_owned(), datum, source }),
        }
    }

    /// The address with its places for numbers.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The datum of what the tiles show.
    pub fn datum(&self) -> Datum {
        self.datum
    }

    /// Whom the picture is from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// As a setting of the device keeps it.
    pub fn text(&self) -> String {
        [self.datum.code(), &self.address, &self.source].join("\n")
    }

    /// Reads what [`Tiles::text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (datum, address, source) = (Datum::parse(lines.next()?)?, lines.next()?, lines.next()?);
        Self::new(address, datum, source).ok()
    }

    /// The tiles that fill a window.
    pub fn of(&self, view: &Sketch) -> Vec<Tile> {
        cover(view, self.datum).into_iter().map(|(tile, bounds)| self.tile(tile, bounds)).collect()
    }

    fn tile(&self, (zoom, x, y): Number, (left, top, right, bottom): (f64, f64, f64, f64)) -> Tile {
        let numbers = [zoom.to_string(), x.to_string(), y.to_string()];
        let address = PARTS.iter().zip(&numbers).fold(self.address.clone(), |all, (part, one)| all.replace(part, one));
        // At whole pixels no line shows between two of them.
        let (left, top) = (left.round(), top.round());
        Tile { address, at: (left, top), size: (right.round() - left, bottom.round() - top) }
    }
}

/// A tile in a window.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Where its picture is.
    pub address: String,
    /// Its upper left corner in the window, in pixels.
    pub at: (f64, f64),
    /// Its width and height there.
    pub size: (f64, f64),
}

/// Zoom, column and row of a tile.
type Number = (u8, u32, u32);

/// The column and row of the tile at a zoom that a point lies on, which is in the datum of the tiles.
pub fn number(point: Point, zoom: u8) -> (u32, u32) {
    let (latitude, longitude) = point.degrees();
    let count = f64::from(1_u32 << zoom);
    let x = (longitude + 180.0) / 360.0 * count;
    let y = (1.0 - latitude.to_radians().tan().asinh() / PI) / 2.0 * count;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to columns and rows")]
    let whole = |number: f64| number.floor().clamp(0.0, count - 1.0) as u32;
    (whole(x), whole(y))
}

/// The north-western corner of a tile, in the datum of the tiles; of the column or row behind the last one, the
/// other edge.
pub fn corner((zoom, x, y): (u8, u32, u32)) -> Option<Point> {
    let count = f64::from(1_u32 << zoom);
    let latitude = (PI * (1.0 - 2.0 * f64::from(y) / count)).sinh().atan().to_degrees();
    Point::of_degrees(latitude, f64::from(x) / count * 360.0 - 180.0)
}

/// The tiles that fill a window, each with its left, upper, right and lower edge there.
fn cover(view: &Sketch, datum: Datum) -> Vec<(Number, (f64, f64, f64, f64))> {
    let size = view.size();
    let (Some(north_west), Some(south_east)) = (view.to_point((0.0, 0.0)), view.to_point(size)) else {
        return Vec::new();
    };
    let zoom = zoom(view.scale());
    let ((left, top), (right, bottom)) =
        (number(north_west.convert(Datum::Wgs84, datum), zoom), number(south_east.convert(Datum::Wgs84, datum), zoom));
    let place = |x: u32, y: u32| Some(view.to_window(corner((zoom, x, y))?.convert(datum, Datum::Wgs84)));
    let all = (top..=bottom).flat_map(|y| (left..=right).map(move |x| (x, y)));
    let found = all.take(MOST).filter_map(|(x, y)| {
        let ((left, top), (right, bottom)) = (place(x, y)?, place(x + 1, y + 1)?);
        Some(((zoom, x, y), (left, top, right, bottom)))
    });
    found.collect()
}

/// The zoom at which tiles are most nearly as large as they were made, at so many metres of the projection a pixel.
fn zoom(scale: f64) -> u8 {
    let zoom = (2.0 * PI * RADIUS / (SIDE * scale)).log2().round().clamp(0.0, MOST_ZOOM.into());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to zooms")]
    let zoom = zoom as u8;
    zoom
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://tiles.example.com/street/{z}/{x}/{y}.png?key=a-1";

    fn point(latitude: f64, longitude: f64) -> Point {
        Point::of_degrees(latitude, longitude).expect("on the Earth")
    }

    #[test]
    fn numbers_are_those_of_published_examples() {
        // The wiki of OpenStreetMap: the statue of Hachiko in Tokyo.
        assert_eq!(number(point(35.659_069_9, 139.700_679_3), 18), (232_798, 103_246));
        // The documentation of mercantile: `tile(-105.0, 40.0, 10)` and `ul(486, 332, 10)`.
        assert_eq!(number(point(40.0, -105.0), 10), (213, 387));
        assert_eq!(corner((10, 486, 332)), Some(point(53.330_872_983_017_05, -9.140_625)));
        // The whole world is one tile, which ends short of the poles.
        assert_eq!(corner((0, 0, 0)), Some(point(85.051_128_779_806_6, -180.0)));
        assert_eq!(corner((0, 1, 1)), Some(point(-85.051_128_779_806_6, 180.0)));
        assert_eq!(number(point(89.0, 180.0), 3), (7, 0));
    }

    #[test]
    fn tiles_fill_the_window_without_gaps() {
        let around = [point(31.25, 120.55), point(31.35, 120.70)];
        let tiles = Tiles::new(ADDRESS, Datum::Wgs84, "Example").expect("is a server");
        let view = Sketch::of(&around, (640.0, 480.0)).expect("a sketch");
        for times in [0.2, 1.0, 1.3, 1.9, 7.0] {
            let view = view.magnified(times, (320.0, 240.0));
            let all = tiles.of(&view);
            for spot in [(0.5, 0.5), (639.5, 0.5), (0.5, 479.5), (639.5, 479.5), (320.5, 240.5)] {
                let over = all.iter().filter(|tile| {
                    let (x, y) = (spot.0 - tile.at.0, spot.1 - tile.at.1);
                    (0.0..tile.size.0).contains(&x) && (0.0..tile.size.1).contains(&y)
                });
                assert_eq!(over.count(), 1, "{times} {spot:?}");
            }
            // Never smaller than by the root of two, nor larger.
            assert!(all.iter().all(|tile| (180.0..364.0).contains(&tile.size.0)), "{:?}", all[0]);
        }
    }

    #[test]
    fn shifted_tiles_are_put_where_things_are() {
        // People's Square in Shanghai: its map in GCJ-02 shows it some hundred metres off, and so lies the tile.
        let square = point(31.2304, 121.4737);
        let view = Sketch::of(&[square], (400.0, 300.0)).expect("a sketch");
        for datum in [Datum::Wgs84, Datum::Gcj02] {
            let tiles = Tiles::new(ADDRESS, datum, "Example").expect("is a server").of(&view);
            let shown = square.convert(Datum::Wgs84, datum);
            // Where the picture shows the square, by the tile's own numbers; the window shows it in its middle.
            let zoom = 15;
            let (x, y) = number(shown, zoom);
            let (a, b) = (corner((zoom, x, y)).expect("is there"), corner((zoom, x + 1, y + 1)).expect("is there"));
            let part = |at: i32, from: i32, to: i32| f64::from(at - from) / f64::from(to - from);
            let into = (part(shown.longitude, a.longitude, b.longitude), part(shown.latitude, a.latitude, b.latitude));
            let of = format!("/{zoom}/{x}/{y}.png");
            let tile = tiles.iter().find(|tile| tile.address.contains(&of)).expect("is among them");
            let (left, top) = (tile.at.0 + into.0 * tile.size.0, tile.at.1 + into.1 * tile.size.1);
            // To a pixel and a half: edges are whole pixels, and within a tile latitudes are taken as even.
            assert!((left - 200.0).abs() < 1.5 && (top - 150.0).abs() < 1.5, "{datum:?} {left} {top}");
        }
    }

    #[test]
    fn what_is_no_server_is_refused_with_its_reason() {
        let new = |address: &str| Tiles::new(address, Datum::Wgs84, "Example").map(|tiles| tiles.address);
        assert_eq!(new(&format!("  {ADDRESS} ")).as_deref(), Ok(ADDRESS));
        for (address, why) in [
            ("", BadTiles::NotSecure),
            ("http://a.example/{z}/{x}/{y}", BadTiles::NotSecure),
            ("javascript:alert(1)//{z}{x}{y}", BadTiles::NotSecure),
            ("https:///{z}/{x}/{y}", BadTiles::NoServer),
            ("https://me:secret@a.example/{z}/{x}/{y}", BadTiles::NoServer),
            ("https://a.example/{z}/{x}/{y} onerror=x", BadTiles::NoServer),
            ("https://a.example/{z}/{x}/\"{y}", BadTiles::NoServer),
            ("https://a.example/{z}/{x}", BadTiles::Parts),
            ("https://a.example/{z}/{x}/{y}/{y}", BadTiles::Parts),
            ("https://{z}.example/{x}/{y}/{z}", BadTiles::Parts),
            ("https://a.example/{z}/{x}/{y}?key={key}", BadTiles::Unfilled),
        ] {
            assert_eq!(new(address), Err(why), "{address}");
        }
        assert_eq!(new(&format!("{ADDRESS}{}", "a".repeat(500))), Err(BadTiles::TooLong));
        assert_eq!(Tiles::new(ADDRESS, Datum::Bd09, "Example"), Err(BadTiles::Datum));
        assert_eq!(Tiles::new(ADDRESS, Datum::Gcj02, " \n "), Err(BadTiles::NoSource));
    }

    #[test]
    fn a_server_is_kept_as_a_setting() {
        let tiles = Tiles::new(ADDRESS, Datum::Gcj02, "© Example\nMaps").expect("is a server");
        assert_eq!(tiles.source(), "© Example Maps");
        assert_eq!(Tiles::parse(&tiles.text()), Some(tiles));
        for text in ["", "gcj02", "gcj02\nhttp://a.example/{z}/{x}/{y}\nExample", "x\nhttps://a/{z}/{x}/{y}\nExample"] {
            assert_eq!(Tiles::parse(text), None, "{text}");
        }
    }
}
