//! Time zones: the browser's knowledge of a zone, as a table of offsets.

use super::intl::DateTimeFormat;
use crate::model::{Day, Instant, Month, Zone};

/// The years whose offsets are in a table.
const YEARS: std::ops::Range<i32> = 1990..2041;

const MINUTE: i64 = 60_000;

/// The IANA name of the zone that the browser runs in.
pub fn own() -> String {
    let format = DateTimeFormat::with("en-US", &[]);
    format.and_then(|format| format.option("timeZone")).unwrap_or_else(|| "UTC".to_owned())
}

/// The zone of an IANA name; `None` where the browser does not know it.
///
/// Looks at the first of each month and finds the minute of a change by halving. Zones that went
/// forth and back within a month are too old to matter here.
pub fn load(name: &str) -> Option<Zone> {
    let clock = WallClock::new(name)?;
    let mut months = (YEARS.start * 12..YEARS.end * 12).map(|month| start_of(Month(month)));
    let mut before = months.next()?;
    let mut offset = clock.offset(before)?;
    let mut steps = vec![(Instant::ALWAYS, offset)];
    for month in months {
        let next = clock.offset(month)?;
        if next != offset {
            let (mut low, mut high) = (before, month);
            while high.0 - low.0 > MINUTE {
                let middle = Instant(low.0.midpoint(high.0) / MINUTE * MINUTE);
                *(if clock.offset(middle)? == offset { &mut low } else { &mut high }) = middle;
            }
            steps.push((high, next));
            offset = next;
        }
        before = month;
    }
    Some(Zone::from_steps(name, steps))
}

fn start_of(month: Month) -> Instant {
    Instant(i64::from(month.first_day().0) * crate::model::time::DAY_MS)
}

/// What clocks on the wall of a zone show.
struct WallClock(DateTimeFormat);

impl WallClock {
    fn new(zone: &str) -> Option<Self> {
        let mut choices = vec![("timeZone", zone.into()), ("hourCycle", "h23".into())];
        choices.extend(["year", "month", "day", "hour", "minute"].map(|part| (part, "numeric".into())));
        DateTimeFormat::with("en-US", &choices).map(Self)
    }

    /// Minutes east of UTC.
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of these years are exact")]
    fn offset(&self, at: Instant) -> Option<i32> {
        // "7/1/2017, 08:30": the numbers in this order, whatever stands between them.
        let text = self.0.text(at.0 as f64);
        let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<i32>().ok());
        let mut next = || numbers.next();
        let (month, day, year, hour, minute) = (next()?, next()?, next()?, next()?, next()?);
        let day = Day::ymd(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
        let wall = i64::from(day.0) * 1440 + i64::from(hour) * 60 + i64::from(minute);
        i32::try_from(wall - at.0.div_euclid(MINUTE)).ok()
    }
}
