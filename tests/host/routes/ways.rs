//! How long ways take, and what a person's own journeys teach.

use fieldbook::model::Point;
use fieldbook::visits::route::Speeds;
use fieldbook::visits::travel::{ByHand, Journey, Known, Roads};

fn even() -> Roads {
    Roads { detour: 1_000, areas: vec![36_000, 18_000], hours: vec![1_000; 24], handling: 0, set: Vec::new() }
}

fn at(latitude: f64, longitude: f64, area: usize) -> Known {
    Known { point: Point::of_degrees(latitude, longitude).expect("on the Earth"), area }
}

#[test]
fn ways_follow_the_great_circle_the_road_factor_and_the_area() {
    // A degree along a meridian is 111.2 km on the sphere: 11,120 s at 10 m/s.
    let places = [at(31.0, 120.0, 0), at(32.0, 120.0, 0), at(32.0, 120.0, 1)];
    let legs = even().legs(&places, &[]);
    assert!((11_118..11_122).contains(&legs.time[1]), "{}", legs.time[1]);
    // Half of the way at half the speed.
    assert!((16_677..16_683).contains(&legs.time[2]), "{}", legs.time[2]);
    assert_eq!(legs.time[5], 0);
    assert_eq!(legs.speeds, None);
    let winding = Roads { detour: 1_500, handling: 60, ..even() }.legs(&places, &[]);
    assert!((16_737..16_743).contains(&winding.time[1]), "{}", winding.time[1]);
}

#[test]
fn a_leg_set_by_hand_holds_at_any_hour_and_in_one_direction() {
    let places = [at(31.0, 120.0, 0), at(31.1, 120.0, 0)];
    let roads = Roads { hours: vec![500; 24], ..even() };
    let legs = roads.legs(&places, &[ByHand { from: 0, to: 1, seconds: 900 }]);
    assert_eq!((legs.time[1], legs.fixed[1], legs.fixed[2]), (900, true, false));
    assert!(legs.time[2] > 1_000);
    assert_eq!(legs.speeds, Some(Speeds { hour: 3_600, thousandths: vec![500; 24] }));
}

#[test]
fn the_table_of_a_server_is_taken_as_it_is() {
    let legs = even().table(2, vec![0, 700, 800, 0], &[]);
    assert_eq!(legs.time, [0, 700, 800, 0]);
}

#[test]
fn journeys_teach_the_speed_of_an_area_and_of_an_hour() {
    // Twice as fast as assumed, at ten; half as fast at eight.
    let fast = Journey { metres: 10_000, seconds: 500, hour: 10, area: 0 };
    let slow = Journey { metres: 10_000, seconds: 2_000, hour: 8, area: 1 };
    let mut journeys = vec![fast; 95];
    journeys.push(slow);
    let learned = even().learned(&journeys);
    assert!((70_000..72_000).contains(&learned.areas[0]), "{learned:?}");
    // One journey weighs little; what nobody drove stays.
    assert_eq!(learned.areas[1], 18_000);
    assert_eq!(learned.hours[3], 1_000);
    // A position that jumped teaches nothing.
    let jump = Journey { metres: 500_000, seconds: 10, hour: 10, area: 0 };
    assert_eq!(even().learned(&[jump; 50]), even());
    // Nor does a way with a break in it: ten kilometres in two hours.
    let rest = Journey { metres: 10_000, seconds: 7_200, hour: 10, area: 0 };
    assert_eq!(even().learned(&[rest; 50]), even());
    // Of ways half of which hold a shorter break, the brisk ones teach.
    let brisk = [fast; 40].into_iter().chain([Journey { seconds: 3_000, ..fast }; 40]);
    let learned = even().learned(&brisk.collect::<Vec<_>>());
    assert!((69_000..72_000).contains(&learned.areas[0]), "{learned:?}");
}
