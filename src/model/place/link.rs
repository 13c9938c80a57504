//! Links of maps: the point in them, each in the datum of its map.

use super::mercator;
use super::region::is_shifted_abroad;
use super::{Datum, Place, Point};

/// Why a text is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Neither coordinates nor a link of a map.
    NotAPlace,
    /// A shortened link: only its map knows where it leads.
    ShortLink,
    /// A link of a map without a point in it.
    NoPoint,
}

/// Whose link it is: what its numbers mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Map {
    Amap,
    Baidu,
    Tencent,
    Abroad,
    Plain,
}

/// Hosts that shorten.
const SHORT: [&str; 8] = [
    "surl.amap.com",
    "j.map.baidu.com",
    "maps.app.goo.gl",
    "goo.gl",
    "map.app.qq.com",
    "url.cn",
    "w.url.cn",
    "maps.apple",
];

/// Hosts, or what they end in, and schemes of the maps' own applications.
const MAPS: [(&str, Map); 17] = [
    ("amap.com", Map::Amap),
    ("gaode.com", Map::Amap),
    ("autonavi.com", Map::Amap),
    ("iosamap", Map::Amap),
    ("androidamap", Map::Amap),
    ("amapuri", Map::Amap),
    ("baidu.com", Map::Baidu),
    ("baidumap", Map::Baidu),
    ("bdapp", Map::Baidu),
    ("qq.com", Map::Tencent),
    ("qqmap", Map::Tencent),
    ("maps.apple.com", Map::Abroad),
    ("comgooglemaps", Map::Abroad),
    ("openstreetmap.org", Map::Plain),
    ("osm.org", Map::Plain),
    ("geo", Map::Plain),
    ("maps", Map::Abroad),
];

/// A link taken apart.
struct Link {
    map: Map,
    is_short: bool,
    /// Behind the host, decoded.
    path: String,
    /// Names and values, decoded.
    query: Vec<(String, String)>,
}

/// Reads the link in a text; `None` where there is none of a known map.
pub(super) fn read(text: &str) -> Option<Result<Place, Unread>> {
    let link = find(text)?;
    let found = match link.map {
        Map::Amap => amap(&link),
        Map::Baidu => baidu(&link),
        Map::Tencent => tencent(&link),
        Map::Abroad => abroad(&link),
        Map::Plain => standard(&link),
    };
    Some(match found {
        Some((point, datum)) => Ok(Place::new(point, datum)),
        None if link.is_short => Err(Unread::ShortLink),
        None => Err(Unread::NoPoint),
    })
}

/// The first link in a text: what people share has the name of the place before it.
fn find(text: &str) -> Option<Link> {
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || c == '+';
    let colon = text.match_indices(':').map(|(at, _)| at).find(|at| {
        let scheme = text[..*at].rsplit(|c| !is_scheme(c)).next().unwrap_or("").to_ascii_lowercase();
        text[at + 1..].starts_with("//") || scheme == "geo"
    })?;
    let start =
        text[..colon].rfind(|c| !is_scheme(c)).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let scheme = text[start..colon].to_ascii_lowercase();
    let rest = text[colon + 1..].trim_start_matches("//");
    let rest = &rest[..rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>')).unwrap_or(rest.len())];
    // What follows the mark of a fragment counts as path and query too: some maps keep the point there.
    let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = match before.find(['/', '#']) {
        Some(at) if scheme != "geo" => before.split_at(at),
        None if scheme != "geo" => (before, ""),
        _ => ("", before),
    };
    let host = host.split(':').next().unwrap_or("").to_ascii_lowercase();
    let is_of = |name: &str| {
        scheme == name || host == name || host.strip_suffix(name).is_some_and(|front| front.ends_with('.'))
    };
    let is_google = host.split('.').any(|label| label == "google");
    let is_short = SHORT.contains(&host.as_str());
    let map = MAPS.iter().find(|(name, _)| is_of(name)).map(|(_, map)| *map);
    let map = map.or_else(|| (is_google || is_short).then_some(Map::Abroad))?;
    let pairs = query.split(['&', '#']).map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let query = pairs.map(|(name, value)| (decoded(name).to_ascii_lowercase(), decoded(value))).collect();
    Some(Link { map, is_short, path: decoded(path), query })
}

/// Percent signs and pluses undone.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        let (byte, next) = match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => (byte, &after[2..]),
            None => (if *first == b'+' { b' ' } else { *first }, after),
        };
        bytes.push(byte);
        rest = next;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Link {
    fn get(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    /// Two numbers under two names.
    fn pair(&self, latitude: &str, longitude: &str) -> Option<Point> {
        point(self.get(latitude)?, self.get(longitude)?)
    }

    /// The first of these names whose value has latitude before longitude.
    fn latitude_first(&self, names: &[&str]) -> Option<Point> {
        names.iter().find_map(|name| two(self.get(name)?, true))
    }
}

/// A point of two decimal numbers.
fn point(latitude: &str, longitude: &str) -> Option<Point> {
    let degrees = |text: &str| crate::model::number::parse(text.trim());
    Point::of_degrees(degrees(latitude)?, degrees(longitude)?)
}

/// The first two decimal numbers with a comma between them. Where the first can be no latitude the
/// order is the other one.
fn two(text: &str, latitude_first: bool) -> Option<Point> {
    let is_number = |text: &str| text.contains('.') && crate::model::number::parse(text.trim()).is_some();
    let ends = |c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | ' ');
    let commas = text.match_indices(',').map(|(at, _)| at);
    let pairs = commas.map(|at| {
        let a = text[..at].rsplit(ends).next().unwrap_or("").trim();
        let b = text[at + 1..].split(ends).next().unwrap_or("").trim();
        (a, b)
    });
    let (a, b) = pairs.into_iter().find(|(a, b)| is_number(a) && is_number(b))?;
    if latitude_first { point(a, b).or_else(|| point(b, a)) } else { point(b, a).or_else(|| point(a, b)) }
}

/// `position=lng,lat` of the address interface, `lat=…&lon=…&dev=` of the application, `p=id,lat,lng`
/// and `q=lat,lng` of shared places.
fn amap(link: &Link) -> Option<(Point, Datum)> {
    let is_gps = link.get("coordinate") == Some("wgs84") || link.get("dev") == Some("1");
    let datum = if is_gps { Datum::Wgs84 } else { Datum::Gcj02 };
    let longitude_first = ["position", "to", "dest", "center", "location"];
    let found = longitude_first
        .iter()
        .find_map(|name| two(link.get(name)?, false))
        .or_else(|| link.latitude_first(&["p", "q"]))
        .or_else(|| link.pair("lat", "lon"))
        .or_else(|| link.pair("lat", "lng"))
        .or_else(|| link.pair("dlat", "dlon"))
        .or_else(|| link.pair("y", "x"));
    Some((found?, datum))
}

/// `location=lat,lng&coord_type=` of the address interface, `/@x,y,zoom` in metres on the web map.
fn baidu(link: &Link) -> Option<(Point, Datum)> {
    let in_metres = |text: &str| {
        let mut parts = text.split(',').map(|part| crate::model::number::parse(part.trim()));
        let (easting, northing) = (parts.next()??, parts.next()??);
        // Degrees are never this large, and places in China never that near to the origin.
        (easting.abs() > 1_000.0)
            .then(|| mercator::degrees(easting, northing))
            .and_then(|(a, b)| Point::of_degrees(a, b))
    };
    if let Some(point) = link.path.split_once('@').and_then(|(_, after)| in_metres(after)) {
        return Some((point, Datum::Bd09));
    }
    let named = ["location", "destination", "latlng", "center"];
    let kind = link.get("coord_type").unwrap_or("bd09ll");
    if let Some(point) = named.iter().find_map(|name| in_metres(link.get(name)?)) {
        return Some((point, Datum::Bd09));
    }
    Some((link.latitude_first(&named)?, Datum::parse(kind).unwrap_or(Datum::Bd09)))
}

/// `marker=coord:lat,lng;…`, `coord=`, `tocoord=` of the address interface, `pointx=&pointy=` of
/// older shared places.
fn tencent(link: &Link) -> Option<(Point, Datum)> {
    let datum = if link.get("coord_type") == Some("1") { Datum::Wgs84 } else { Datum::Gcj02 };
    let found = link.latitude_first(&["marker", "coord", "tocoord", "center"]);
    Some((found.or_else(|| link.pair("pointy", "pointx")).or_else(|| link.pair("lat", "lng"))?, datum))
}

/// Google's and Apple's: shifted where mainland China is shown, else not.
fn abroad(link: &Link) -> Option<(Point, Datum)> {
    let names = ["query", "q", "coordinate", "destination", "daddr", "ll", "sll", "center"];
    let found = pinned(&link.path)
        .or_else(|| link.latitude_first(&names))
        .or_else(|| link.path.split_once('@').and_then(|(_, view)| two(view, true)))
        .or_else(|| two(&link.path, true))?;
    let datum = if is_shifted_abroad(found.degrees()) { Datum::Gcj02 } else { Datum::Wgs84 };
    Some((found, datum))
}

/// `!3dLAT!4dLNG`: the place itself, where `@` is only the middle of the screen. The last one is the
/// end of a route.
fn pinned(path: &str) -> Option<Point> {
    let at = path.rfind("!3d")?;
    let (latitude, rest) = path[at + 3..].split_once("!4d")?;
    point(latitude, rest.split('!').next()?)
}

/// `geo:lat,lng` (RFC 5870), where a question may carry the point; `OpenStreetMap`'s marker or view.
fn standard(link: &Link) -> Option<(Point, Datum)> {
    let marked = link.latitude_first(&["q"]).or_else(|| link.pair("mlat", "mlon"));
    let view = || {
        let (_, after) = link.path.split_once("#map=").or_else(|| {
            let (name, value) = link.query.iter().find(|(name, _)| name == "map")?;
            Some((name.as_str(), value.as_str()))
        })?;
        let mut parts = after.split('/').skip(1);
        point(parts.next()?, parts.next()?)
    };
    let path = || {
        let mut parts = link.path.split([',', ';']);
        point(parts.next()?, parts.next()?)
    };
    Some((marked.or_else(view).or_else(path)?, Datum::Wgs84))
}
