//! Places against points published elsewhere, and against themselves.

use super::*;

fn at(latitude: f64, longitude: f64) -> Point {
    Point::of_degrees(latitude, longitude).expect("on the Earth")
}

fn apart(a: Point, b: Point) -> f64 {
    a.metres(b)
}

/// Published by googollee/eviltransform (its tests), WGS-84 to GCJ-02.
const GCJ: [(f64, f64, f64, f64); 3] = [
    (31.177_427_6, 121.527_210_6, 31.175_303_983_645_97, 121.531_541_859_215), // Shanghai
    (22.543_847, 113.912_316, 22.540_796_131_694_766, 113.917_176_480_836_3),  // Shenzhen
    (39.911_954, 116.377_817, 39.913_345_455_360_69, 116.384_047_224_556_57),  // Beijing
];

#[test]
fn published_points_convert_as_published() {
    for (wgs_lat, wgs_lng, gcj_lat, gcj_lng) in GCJ {
        let (wgs, gcj) = (at(wgs_lat, wgs_lng), at(gcj_lat, gcj_lng));
        assert_eq!(wgs.convert(Datum::Wgs84, Datum::Gcj02), gcj);
        assert_eq!(gcj.convert(Datum::Gcj02, Datum::Wgs84), wgs);
    }
    // wandergis/coordtransform's README: the same point taken as each datum in turn. Its way back
    // is one step of the way there, good to a metre or two; hive-third-functions publishes the
    // exact inverse.
    let point = at(39.915, 116.404);
    let near = |got: Point, latitude: f64, longitude: f64, metres: f64| {
        assert!(apart(got, at(latitude, longitude)) <= metres, "{got:?} is not near {latitude}, {longitude}");
    };
    near(point.convert(Datum::Wgs84, Datum::Gcj02), 39.916_404_281_501_64, 116.410_244_499_169_38, 0.02);
    near(point.convert(Datum::Gcj02, Datum::Bd09), 39.921_336_993_510_21, 116.410_369_493_710_29, 0.02);
    near(point.convert(Datum::Bd09, Datum::Gcj02), 39.908_656_739_576_31, 116.397_627_291_193_15, 1.0);
    near(point.convert(Datum::Gcj02, Datum::Wgs84), 39.913_595_718_498_36, 116.397_755_500_830_61, 2.0);
    near(point.convert(Datum::Gcj02, Datum::Wgs84), 39.913_596_801_757_805, 116.397_755_493_164_07, 0.1);
    // Baidu's own service for the example of its documentation (geoconv, from=1, to=5 and to=3).
    let (baidu, amap) =
        (at(29.579_084_288_374_37, 114.230_751_954_676_3), at(29.572_849_121_093_75, 114.224_305_284_288_19));
    let gps = at(29.575_429_778_924, 114.218_927_345_21);
    for (from, point) in [(Datum::Wgs84, gps), (Datum::Gcj02, amap), (Datum::Bd09, baidu)] {
        for (to, (latitude, longitude)) in
            [(Datum::Wgs84, gps.degrees()), (Datum::Gcj02, amap.degrees()), (Datum::Bd09, baidu.degrees())]
        {
            near(point.convert(from, to), latitude, longitude, 1.0);
        }
    }
}

#[test]
fn a_round_trip_ends_within_two_centimetres() {
    for latitude in 19..52 {
        for longitude in 75..134 {
            let start = at(f64::from(latitude) + 0.317, f64::from(longitude) + 0.731);
            for (from, to) in [
                (Datum::Wgs84, Datum::Gcj02),
                (Datum::Wgs84, Datum::Bd09),
                (Datum::Gcj02, Datum::Bd09),
                (Datum::Bd09, Datum::Wgs84),
            ] {
                let there = start.convert(from, to);
                if there == start {
                    continue;
                }
                let back = there.convert(to, from);
                assert!(apart(start, back) < 0.02, "{start:?} {from:?} {to:?} came back as {back:?}");
            }
        }
    }
}

#[test]
fn taking_one_datum_for_another_is_half_a_kilometre_to_one_off() {
    let cities =
        [(31.2304, 121.4737), (39.9042, 116.4074), (23.1291, 113.2644), (30.5728, 104.0668), (34.3416, 108.9398)];
    for (latitude, longitude) in cities {
        let wgs = at(latitude, longitude);
        let shifted = apart(wgs, wgs.convert(Datum::Wgs84, Datum::Gcj02));
        let turned = apart(wgs, wgs.convert(Datum::Wgs84, Datum::Bd09));
        assert!((280.0..700.0).contains(&shifted), "{latitude}, {longitude}: {shifted} m");
        assert!((900.0..1_400.0).contains(&turned), "{latitude}, {longitude}: {turned} m");
    }
}

#[test]
fn only_what_maps_shift_is_shifted() {
    let moves = |latitude, longitude| {
        let point = at(latitude, longitude);
        point.convert(Datum::Wgs84, Datum::Gcj02) != point
    };
    for (name, latitude, longitude) in [
        ("Harbin", 45.80, 126.53),
        ("Urumqi", 43.83, 87.62),
        ("Kashgar", 39.47, 75.99),
        ("Lhasa", 29.65, 91.17),
        ("Sanya", 18.25, 109.51),
        ("Kunming", 25.04, 102.71),
        ("Xiamen", 24.48, 118.09),
        ("Ningbo", 29.87, 121.54),
        ("Dandong", 40.13, 124.38),
        ("Hong Kong", 22.30, 114.17),
        ("Hulunbuir", 49.21, 119.77),
    ] {
        assert!(moves(latitude, longitude), "{name} is shown shifted");
    }
    for (name, latitude, longitude) in [
        ("Taipei", 25.03, 121.56),
        ("Kaohsiung", 22.62, 120.30),
        ("Seoul", 37.57, 126.98),
        ("Pyongyang", 39.02, 125.75),
        ("Tokyo", 35.68, 139.69),
        ("Hanoi", 21.03, 105.85),
        ("Ulaanbaatar", 47.92, 106.92),
        ("Kathmandu", 27.70, 85.32),
        ("Thimphu", 27.47, 89.64),
        ("Delhi", 28.61, 77.21),
        ("Almaty", 43.24, 76.89),
        ("Vladivostok", 43.12, 131.89),
        ("Singapore", 1.35, 103.82),
        ("Berlin", 52.52, 13.40),
    ] {
        assert!(!moves(latitude, longitude), "{name} is shown where it is");
    }
}

#[test]
fn distances_are_those_of_the_great_circle() {
    // Shanghai Hongqiao to Beijing Capital, and half a turn; chord formula on the mean radius.
    let near = |a: Point, b: Point, want: f64| {
        let got = apart(a, b);
        assert!((got - want).abs() <= want * 0.001 + 0.01, "{got} is not {want}");
    };
    near(at(0.0, 0.0), at(0.0, 1.0), 111_195.1);
    near(at(0.0, 0.0), at(0.0, 180.0), 20_015_114.4);
    near(at(51.4778, 0.0), at(51.4778, 0.0), 0.0);
    // Karney's worked example (JFK to LHR): 5,551.76 km on the ellipsoid, so within 0.6 %.
    let flight = apart(at(40.6, -73.8), at(51.6, -0.5));
    assert!((flight - 5_551_759.4).abs() < 5_551_759.4 * 0.006, "{flight}");
}

#[test]
fn coordinates_are_read_however_people_write_them() {
    let want = at(31.2304, 121.4737);
    for text in [
        "31.2304, 121.4737",
        "31.2304 121.4737",
        "  31.2304，121.4737 ",
        "３１.2304，１21.4737",
        "121.4737, 31.2304",
        "31.2304°N 121.4737°E",
        "N31.2304 E121.4737",
        "E121.4737, N31.2304",
        "北纬31.2304 东经121.4737",
        "東經121.4737°，北緯31.2304°",
        "纬度：31.2304，经度：121.4737",
        "lat: 31.2304, lng: 121.4737",
        "(31.2304, 121.4737)",
        "31°13'49.44\"N 121°28'25.32\"E",
        "31°13′49.44″ 121°28′25.32″",
        "31° 13' 49.44, 121° 28' 25.32",
        "31度13分49.44秒，121度28分25.32秒",
        "31 13 49.44 N, 121 28 25.32 E",
        "31 13.824 121 28.422",
        "31°13.824', 121°28.422'",
    ] {
        assert_eq!(read(text, Datum::Wgs84), Ok(Place::new(want, Datum::Wgs84)), "{text}");
    }
    let south = at(-33.8568, 151.2153);
    for text in
        ["-33.8568, 151.2153", "33.8568 S 151.2153 E", "南纬33.8568 东经151.2153", "33°51'24.48\"S, 151°12'55.08\"E"]
    {
        assert_eq!(read(text, Datum::Wgs84).map(Place::point), Ok(south), "{text}");
    }
    for text in [
        "",
        "Shanghai",
        "31.2304",
        "31.2304, 121.4737, 5",
        "91, 181",
        "31°70', 121°10'",
        "1e1, 2",
        "31.5 10, 121 20",
        "13812345678",
        "N31.2, N121.4",
    ] {
        assert_eq!(read(text, Datum::Wgs84), Err(Unread::NotAPlace), "{text}");
    }
}

#[test]
fn a_named_datum_counts_and_what_is_written_reads_back() {
    let gcj = at(31.175_304, 121.531_541_9);
    for text in ["31.175304, 121.5315419 GCJ-02", "31.175304 121.5315419 (gcj02)", "31.175304,121.5315419，GCJ02"] {
        assert_eq!(read(text, Datum::Wgs84), Ok(Place::new(gcj, Datum::Gcj02)), "{text}");
    }
    for datum in Datum::ALL {
        let place = Place::new(gcj, datum);
        assert_eq!(read(&place.text(), Datum::Wgs84), Ok(place));
        assert_eq!(Datum::parse(datum.code()), Some(datum));
        assert_eq!(Datum::parse(datum.name()), Some(datum));
    }
    assert_eq!(Place::new(at(-0.5, 0.000_000_1), Datum::Wgs84).text(), "-0.5000000, 0.0000001");
}

/// The examples of the makers' own documentation, and links as their applications share them.
const LINKS: &[(&str, f64, f64, Datum)] = &[
    (
        "https://uri.amap.com/marker?position=116.473195,39.993253&name=x&src=mypage&coordinate=gaode&callnative=0",
        39.993_253,
        116.473_195,
        Datum::Gcj02,
    ),
    (
        "https://uri.amap.com/marker?position=116.473195,39.993253&coordinate=wgs84",
        39.993_253,
        116.473_195,
        Datum::Wgs84,
    ),
    (
        "https://uri.amap.com/navigation?from=116.478346,39.997361,a&to=116.3246,39.966577,b&mode=car",
        39.966_577,
        116.324_6,
        Datum::Gcj02,
    ),
    (
        "https://wb.amap.com/?p=B0FFG%2C31.2304%2C121.4737%2C%E5%BA%97%2Caddr&src=app_C3090",
        31.230_4,
        121.473_7,
        Datum::Gcj02,
    ),
    ("https://wb.amap.com/?q=31.2304,121.4737,name", 31.230_4, 121.473_7, Datum::Gcj02),
    ("iosamap://viewMap?sourceApplication=x&poiname=A&lat=36.2&lon=116.1&dev=1", 36.2, 116.1, Datum::Wgs84),
    ("androidamap://viewMap?sourceApplication=x&poiname=A&lat=36.2&lon=116.1&dev=0", 36.2, 116.1, Datum::Gcj02),
    (
        "http://api.map.baidu.com/marker?location=40.047669,116.313082&title=我的位置&content=百度奎科大厦&output=html&src=webapp.baidu.openAPIdemo",
        40.047_669,
        116.313_082,
        Datum::Bd09,
    ),
    (
        "http://api.map.baidu.com/geocoder?location=39.990912172420714,116.32715863448607&coord_type=gcj02&output=html",
        39.990_912_2,
        116.327_158_6,
        Datum::Gcj02,
    ),
    (
        "baidumap://map/direction?destination=latlng:34.264642646862,108.95108518068|name:x&mode=driving",
        34.264_642_6,
        108.951_085_2,
        Datum::Bd09,
    ),
    (
        "https://apis.map.qq.com/uri/v1/marker?marker=coord:39.892326,116.342763;title:超好吃冰激凌;addr:手帕口桥北铁路道口&referer=myapp",
        39.892_326,
        116.342_763,
        Datum::Gcj02,
    ),
    (
        "https://apis.map.qq.com/uri/v1/geocoder?coord=39.904956,116.389449&coord_type=1",
        39.904_956,
        116.389_449,
        Datum::Wgs84,
    ),
    (
        "https://map.qq.com/?type=marker&isopeninfowin=1&pointx=116.342763&pointy=39.892326&name=x",
        39.892_326,
        116.342_763,
        Datum::Gcj02,
    ),
    (
        "https://www.google.com/maps/place/X/@48.8583701,2.2919064,17z/data=!3m1!4b1!4m6!3m5!1s0x47e66e!8m2!3d48.8583701!4d2.2944813!16zL20",
        48.858_370_1,
        2.294_481_3,
        Datum::Wgs84,
    ),
    (
        "https://www.google.com/maps/search/?api=1&query=47.5951518,-122.3316393",
        47.595_151_8,
        -122.331_639_3,
        Datum::Wgs84,
    ),
    ("https://maps.google.com/?q=31.2304,121.4737", 31.230_4, 121.473_7, Datum::Gcj02),
    ("https://www.google.com.hk/maps/@22.2986,114.1726,15z", 22.298_6, 114.172_6, Datum::Wgs84),
    ("https://maps.apple.com/?ll=50.894967,4.341626&q=x", 50.894_967, 4.341_626, Datum::Wgs84),
    ("https://maps.apple.com/?daddr=25.0339,121.5645", 25.033_9, 121.564_5, Datum::Wgs84),
    ("geo:48.2010,16.3695,183", 48.201, 16.369_5, Datum::Wgs84),
    ("geo:0,0?q=34.99,-106.61(Treasure)", 34.99, -106.61, Datum::Wgs84),
    ("https://www.openstreetmap.org/?mlat=31.2304&mlon=121.4737#map=17/31.1/121.1", 31.230_4, 121.473_7, Datum::Wgs84),
    ("https://www.openstreetmap.org/#map=17/31.2304/121.4737", 31.230_4, 121.473_7, Datum::Wgs84),
    (
        "我在这里：人民广场 https://uri.amap.com/marker?position=121.4737,31.2304 快来",
        31.230_4,
        121.473_7,
        Datum::Gcj02,
    ),
];

#[test]
fn links_are_read_in_the_datum_of_their_map() {
    for (link, latitude, longitude, datum) in LINKS {
        assert_eq!(read(link, Datum::Wgs84), Ok(Place::new(at(*latitude, *longitude), *datum)), "{link}");
    }
}

#[test]
fn baidus_metres_become_degrees() {
    // wh1100717/BaiduMapPointConverter's README, and TeslaMate's tests of the way there.
    for (easting, northing, latitude, longitude) in [
        (12_958_160.97, 4_825_907.72, 39.914_889, 116.403_874),
        (12_958_175.0, 4_825_923.77, 39.915, 116.404),
        (13_525_353.98, 3_641_593.36, 31.240, 121.499),
    ] {
        let link = format!("https://map.baidu.com/poi/%E5%BA%97/@{easting},{northing},19z");
        let place = read(&link, Datum::Wgs84).expect("read");
        assert_eq!(place.datum, Datum::Bd09);
        assert!(apart(place.point_in(Datum::Bd09), at(latitude, longitude)) < 0.3, "{link}");
    }
}

#[test]
fn links_without_a_point_say_so() {
    for link in
        ["https://surl.amap.com/2Gv5zXp1bcdE", "分享 https://j.map.baidu.com/s80", "https://maps.app.goo.gl/abc"]
    {
        assert_eq!(read(link, Datum::Wgs84), Err(Unread::ShortLink), "{link}");
    }
    for link in [
        "https://www.amap.com/place/B0FFFAB6J2",
        "https://map.baidu.com/search/x",
        "https://maps.apple.com/?address=x",
        "geo:x",
    ] {
        assert_eq!(read(link, Datum::Wgs84), Err(Unread::NoPoint), "{link}");
    }
    assert_eq!(read("https://example.org/?q=31.2,121.5", Datum::Wgs84), Err(Unread::NotAPlace));
}

#[test]
fn a_link_out_leads_back_to_the_place() {
    for (latitude, longitude) in [(31.2304, 121.4737), (22.2986, 114.1726), (25.0339, 121.5645), (48.8584, 2.2945)] {
        let place = Place::new(at(latitude, longitude), Datum::Wgs84);
        for provider in Provider::ALL {
            assert_eq!(Provider::parse(provider.code()), Some(provider));
            for link in [provider.show(place, "张江 & Co; a|b"), provider.navigate(place, "张江 & Co")] {
                let back = read(&link, Datum::Wgs84).expect("read");
                assert!(apart(back.point(), place.point()) < 0.05, "{link} leads to {back:?}");
                assert!(crate::model::validate::is_safe_link(&link), "{link}");
            }
        }
        let back = read(&super::geo(place, "张江 (1)"), Datum::Wgs84).expect("read");
        assert!(apart(back.point(), place.point()) < 0.05, "{back:?}");
    }
}
