//! Links out: a place on somebody's map, or the way to it, each in the datum that the map takes.

use super::{Datum, Place, Point, plain};

/// A map that can be opened by a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// 高德.
    Amap,
    /// 百度.
    Baidu,
    /// 腾讯.
    Tencent,
    /// Apple Maps.
    Apple,
    /// Google Maps.
    Google,
}

/// Who asks, as the maps want to be told.
const FROM: &str = "fieldbook";

impl Provider {
    /// Every provider.
    pub const ALL: [Self; 5] = [Self::Amap, Self::Baidu, Self::Tencent, Self::Apple, Self::Google];

    /// Key of its name in the locale files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Amap => "map-amap",
            Self::Baidu => "map-baidu",
            Self::Tencent => "map-tencent",
            Self::Apple => "map-apple",
            Self::Google => "map-google",
        }
    }

    /// Its code among the settings.
    pub fn code(self) -> &'static str {
        match self {
            Self::Amap => "amap",
            Self::Baidu => "baidu",
            Self::Tencent => "tencent",
            Self::Apple => "apple",
            Self::Google => "google",
        }
    }

    /// The provider with a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.code() == code)
    }

    /// The point as this map takes it.
    fn point(self, place: Place) -> Point {
        match self {
            Self::Amap | Self::Tencent => place.point_in(Datum::Gcj02),
            Self::Baidu => place.point_in(Datum::Bd09),
            Self::Apple | Self::Google => {
                let shifted = place.point_in(Datum::Gcj02);
                let abroad = super::region::is_shifted_abroad(place.point().degrees());
                if abroad { shifted } else { place.point() }
            }
        }
    }

    /// A link that shows the place under a name.
    pub fn show(self, place: Place, name: &str) -> String {
        let (latitude, longitude, name) = self.parts(place, name);
        match self {
            Self::Amap => format!(
                "https://uri.amap.com/marker?position={longitude},{latitude}&name={name}&coordinate=gaode&callnative=1&src={FROM}"
            ),
            Self::Baidu => format!(
                "https://api.map.baidu.com/marker?location={latitude},{longitude}&title={name}&content={name}&coord_type=bd09ll&output=html&src=webapp.{FROM}"
            ),
            Self::Tencent => format!(
                "https://apis.map.qq.com/uri/v1/marker?marker=coord:{latitude},{longitude};title:{name};addr:{name}&referer={FROM}"
            ),
            Self::Apple => format!("https://maps.apple.com/?ll={latitude},{longitude}&q={name}"),
            Self::Google => format!("https://www.google.com/maps/search/?api=1&query={latitude},{longitude}"),
        }
    }

    /// A link that leads there by car from where the person is.
    pub fn navigate(self, place: Place, name: &str) -> String {
        let (latitude, longitude, name) = self.parts(place, name);
        match self {
            Self::Amap => format!(
                "https://uri.amap.com/navigation?to={longitude},{latitude},{name}&mode=car&coordinate=gaode&callnative=1&src={FROM}"
            ),
            Self::Baidu => format!(
                "https://api.map.baidu.com/direction?destination=latlng:{latitude},{longitude}|name:{name}&mode=driving&coord_type=bd09ll&output=html&src=webapp.{FROM}"
            ),
            Self::Tencent => format!(
                "https://apis.map.qq.com/uri/v1/routeplan?type=drive&to={name}&tocoord={latitude},{longitude}&referer={FROM}"
            ),
            Self::Apple => format!("https://maps.apple.com/?daddr={latitude},{longitude}&dirflg=d"),
            Self::Google => {
                format!("https://www.google.com/maps/dir/?api=1&destination={latitude},{longitude}&travelmode=driving")
            }
        }
    }

    fn parts(self, place: Place, name: &str) -> (String, String, String) {
        let point = self.point(place);
        (plain(point.latitude), plain(point.longitude), encoded(name))
    }
}

/// A link that hands the place to whatever map the device has (Android): WGS-84, with a pin and its name.
pub fn geo(place: Place, name: &str) -> String {
    let point = place.point();
    let (latitude, longitude) = (plain(point.latitude), plain(point.longitude));
    format!("geo:{latitude},{longitude}?q={latitude},{longitude}({})", encoded(name))
}

/// A name as it stands in a link.
fn encoded(name: &str) -> String {
    use std::fmt::Write;
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _infallible = write!(text, "%{byte:02X}");
        }
        text
    })
}
