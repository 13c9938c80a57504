//! Visiting windows: when somebody may be visited, by weekday, several times a day.
//!
//! Written `mon-fri 09:00-11:30 13:00-17:00; sat 09:00-12:00`, which is also how they are typed.

use serde::{Deserialize, Serialize};

use super::order;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// The days of a week as they are written, and other ways to write them.
const WEEKDAYS: [(&str, &str); 7] = [
    ("mon", "1 monday 一 周一 週一 星期一"),
    ("tue", "2 tuesday 二 周二 週二 星期二"),
    ("wed", "3 wednesday 三 周三 週三 星期三"),
    ("thu", "4 thursday 四 周四 週四 星期四"),
    ("fri", "5 friday 五 周五 週五 星期五"),
    ("sat", "6 saturday 六 周六 週六 星期六"),
    ("sun", "7 sunday 日 天 周日 週日 星期日 星期天"),
];

/// A time of one weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Window {
    /// The weekday, 0 for Monday.
    pub weekday: u8,
    /// First minute of the day.
    pub from: u16,
    /// The minute after the last.
    pub to: u16,
}

/// Whether windows are sorted, none empty, none over another.
pub fn are_apart(windows: &[Window]) -> bool {
    let sane = |window: &Window| window.weekday < 7 && window.from < window.to && window.to <= DAY;
    let apart = |pair: &[Window]| (pair[0].weekday, pair[0].to) <= (pair[1].weekday, pair[1].from);
    !windows.is_empty() && windows.iter().all(sane) && windows.windows(2).all(apart)
}

/// Days with the same windows: the first and the last of them, from and to of each window.
pub type Span = ((u8, u8), Vec<(u16, u16)>);

/// Windows by day; days with the same times stand together.
pub fn spans(windows: &[Window]) -> Vec<Span> {
    let times = |weekday: u8| -> Vec<(u16, u16)> {
        windows.iter().filter(|window| window.weekday == weekday).map(|window| (window.from, window.to)).collect()
    };
    let mut spans: Vec<Span> = Vec::new();
    for day in 0..7 {
        let times = times(day);
        match spans.last_mut().filter(|((_, last), same)| *last + 1 == day && *same == times) {
            Some(((_, last), _)) => *last = day,
            None => spans.push(((day, day), times)),
        }
    }
    spans.retain(|(_, times)| !times.is_empty());
    spans
}

/// The text of windows; days with the same times stand together.
pub fn write(windows: &[Window]) -> String {
    let mut text = String::new();
    for ((first, last), times) in spans(windows) {
        text.push_str(if text.is_empty() { "" } else { "; " });
        text.push_str(WEEKDAYS[usize::from(first)].0);
        if last > first {
            text.push('-');
            text.push_str(WEEKDAYS[usize::from(last)].0);
        }
        for (from, to) in times {
            text.push(' ');
            text.push_str(&clock(from));
            text.push('-');
            text.push_str(&clock(to));
        }
    }
    text
}

/// A minute of a day as a clock shows it.
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Reads the text of windows, sorted; `None` where it is none. Whether they are apart is
/// [`are_apart`]'s to say.
pub fn parse(text: &str) -> Option<Vec<Window>> {
    let mut windows = Vec::new();
    for part in text.split([';', '；', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let mut words = part.split([' ', ',', '，', '、', '\u{3000}']).filter(|word| !word.is_empty());
        let (first, last) = weekdays(words.next()?)?;
        let before = windows.len();
        let mut blank = false;
        for time in words {
            let (from, to) = time.split_once(DASHES)?;
            if from.is_empty() && to.is_empty() {
                // One that was added and not filled in.
                blank = true;
                continue;
            }
            let (from, to) = (minute(from)?, minute(to)?);
            windows.extend((first..=last).map(|weekday| Window { weekday, from, to }));
        }
        if windows.len() == before && !blank {
            return None;
        }
    }
    order::by_key(&mut windows, |window| *window);
    (!windows.is_empty()).then_some(windows)
}

/// The windows of one weekday while they are being typed: from and to, as far as they are said.
pub type Times = Vec<(String, String)>;

/// The windows of a text while they are being typed, for each day from Monday on.
pub fn week(text: &str) -> [Times; 7] {
    let mut week: [Times; 7] = Default::default();
    for part in text.split([';', '；', '\n']).map(str::trim) {
        let mut words = part.split([' ', ',', '，', '、', '\u{3000}']).filter(|word| !word.is_empty());
        let Some((first, last)) = words.next().and_then(weekdays) else { continue };
        for time in words {
            let Some((from, to)) = time.split_once(DASHES) else { continue };
            let plain = |text: &str| minute(text).map_or_else(|| text.to_owned(), clock);
            for day in first..=last {
                week[usize::from(day)].push((plain(from), plain(to)));
            }
        }
    }
    week
}

/// The text of windows, said or not.
pub fn join(week: &[Times; 7]) -> String {
    let day = |(name, times): (&str, &Times)| {
        let times: Vec<String> = times.iter().map(|(from, to)| format!("{from}-{to}")).collect();
        format!("{name} {}", times.join(" "))
    };
    let said = WEEKDAYS.iter().map(|(name, _)| *name).zip(week).filter(|(_, times)| !times.is_empty());
    said.map(day).collect::<Vec<_>>().join("; ")
}

/// Whether nothing is said in a text of windows: at most that there shall be one.
pub fn is_blank(text: &str) -> bool {
    let blank = |(from, to): &(String, String)| from.is_empty() && to.is_empty();
    let week = week(text);
    let any = week.iter().any(|times| !times.is_empty());
    text.trim().is_empty() || (any && week.iter().flatten().all(blank))
}

/// What stands between the two times of a window.
const DASHES: [char; 6] = ['-', '–', '—', '~', '～', '至'];

fn weekdays(text: &str) -> Option<(u8, u8)> {
    let (first, last) = text.split_once(['-', '–', '—', '~', '至']).unwrap_or((text, text));
    let (first, last) = (weekday(first)?, weekday(last)?);
    (first <= last).then_some((first, last))
}

fn weekday(text: &str) -> Option<u8> {
    let text = text.to_ascii_lowercase();
    let named = |(short, others): &(&str, &str)| *short == text || others.split(' ').any(|other| other == text);
    WEEKDAYS.iter().position(named).and_then(|at| u8::try_from(at).ok())
}

/// Reads a minute of a day as a clock shows it.
pub fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once([':', '：']).unwrap_or((text, "0"));
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let (hours, minutes): (u16, u16) =
        if digits(hours) && digits(minutes) { (hours.parse().ok()?, minutes.parse().ok()?) } else { return None };
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= DAY).then_some(minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(weekday: u8, from: u16, to: u16) -> Window {
        Window { weekday, from: from * 60, to: to * 60 }
    }

    #[test]
    fn windows_read_and_are_written_in_one_way() {
        let week = "mon-fri 09:00-11:30 13:00-17:00; sat 09:00-12:00";
        let read = parse(week).expect("windows");
        assert_eq!((read.len(), write(&read).as_str(), are_apart(&read)), (11, week, true));
        for (text, want) in [
            ("周一 9-12", "mon 09:00-12:00"),
            ("星期三，9：30-12", "wed 09:30-12:00"),
            ("sun 0-24; mon 8-9", "mon 08:00-09:00; sun 00:00-24:00"),
            ("mon 8-9; tue 8-9; thu 8-9", "mon-tue 08:00-09:00; thu 08:00-09:00"),
            ("周一至周五 9-12", "mon-fri 09:00-12:00"),
        ] {
            assert_eq!(parse(text).map(|windows| write(&windows)).as_deref(), Some(want), "{text}");
        }
        for text in ["", "mon", "mon 9", "fri-mon 9-12", "mon 25-26", "mon 9:60-10", "xyz 9-10", "mon 9-12 13"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn windows_are_typed_one_by_one() {
        let time = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let typed = week("mon-tue 9-11:30 13:00-; sat -");
        assert_eq!(typed[0], [time("09:00", "11:30"), time("13:00", "")]);
        assert_eq!((&typed[1], &typed[5]), (&typed[0], &vec![time("", "")]));
        assert_eq!(join(&typed), "mon 09:00-11:30 13:00-; tue 09:00-11:30 13:00-; sat -");
        assert_eq!(week(&join(&typed)), typed);
        // What was added and left empty is nothing; what is half said is wrong.
        assert_eq!(parse("mon 9-12; sat -").map(|windows| write(&windows)).as_deref(), Some("mon 09:00-12:00"));
        assert_eq!(parse("mon 9-"), None);
        for (text, blank) in [("", true), ("sat -", true), ("sat -; sun -", true), ("sat 9-", false), ("xyz", false)] {
            assert_eq!(is_blank(text), blank, "{text}");
        }
        let all = "mon-fri 09:00-11:30 13:00-17:00; sat 09:00-24:00";
        assert_eq!(parse(&join(&week(all))), parse(all));
    }

    #[test]
    fn windows_over_one_another_are_refused() {
        for (windows, apart) in [
            (vec![window(0, 9, 12), window(0, 12, 17)], true),
            (vec![window(0, 9, 12), window(0, 11, 17)], false),
            (vec![window(1, 9, 12), window(0, 9, 12)], false),
            (vec![window(0, 12, 12)], false),
            (vec![window(7, 9, 12)], false),
            (vec![window(0, 9, 25)], false),
            (vec![], false),
        ] {
            assert_eq!(are_apart(&windows), apart, "{windows:?}");
        }
    }
}
