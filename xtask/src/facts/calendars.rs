//! Holiday calendars of last year, this year and next: mainland China with its make-up workdays from
//! npm `chinese-days`, Taiwan and Hong Kong from the Python package `holidays`, which also
//! knows what the law says of years that the State Council has not announced yet.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::{Failure, Result, fail, project, run, setup};

/// The version of npm `chinese-days`.
const CHINESE_DAYS: &str = "1.5.7";
/// The version of the Python package `holidays`.
const HOLIDAYS: &str = "0.109";

/// Prints, for a country, its language, its kinds of holidays and some years: days with their names,
/// and worked weekend days. Hong Kong's Good Friday and Taiwan's Labour Day of 2025 are of the kind
/// "optional": free for companies; the day of the armed forces is not.
const ASK: &str = "
import json, sys, holidays
country, language, *years = sys.argv[1:]
years = [int(year) for year in years]
found = holidays.country_holidays(country, years=years, language=language)
extra = {'HK': ('Good Friday', 'The day following Good Friday', 'Easter Monday'), 'TW': ('Labor Day',)}.get(country, ())
if extra:
    own = holidays.country_holidays(country, years=years, language=language, categories=('optional',))
    english = holidays.country_holidays(country, years=years, language='en_US', categories=('optional',))
    for day, name in own.items():
        if day not in found and english[day] in extra:
            found[day] = name
worked = [day.isoformat() for day in getattr(found, 'weekend_workdays', ()) if day.year in years]
print(json.dumps({'off': {day.isoformat(): name for day, name in found.items()}, 'work': worked}))
";

/// Prints this year.
const WHEN: &str = "import datetime; print(datetime.date.today().year)";

/// A calendar file to be written.
struct Sheet {
    title: &'static str,
    source: String,
    /// The first and the last year.
    years: (i32, i32),
    /// The last year that is final.
    settled: i32,
    /// Days that are free and days that are worked, with what they are called.
    off: BTreeMap<String, String>,
    work: BTreeMap<String, String>,
}

/// Writes the files of all calendars.
pub(super) fn write() -> Result<()> {
    let python = setup::python_with("holidays", HOLIDAYS)?;
    let chinese = setup::npm_package("chinese-days", CHINESE_DAYS)?;
    let ask = |words: &[&str], script: &str| run::output(Command::new(&python).args(["-c", script]).args(words));
    let this: i32 =
        ask(&[], WHEN)?.trim().parse().map_err(|error| Failure::new(format!("python3 told no year: {error}")))?;
    let folder = project::root().join("public/facts");
    fs::create_dir_all(&folder)?;
    let years = (this - 1, this + 1);
    let listed = [years.0.to_string(), this.to_string(), years.1.to_string()];
    let law = |country: &str, language: &str| -> Result<Value> {
        let words = [country, language, &listed[0], &listed[1], &listed[2]];
        Ok(serde_json::from_str(&ask(&words, ASK)?)?)
    };
    let mainland = mainland(&chinese, years, &law("CN", "zh_CN")?)?;
    put(&folder, "cn", &mainland)?;
    for (code, title, country, language) in
        [("tw", "Taiwan", "TW", "zh_TW"), ("hk", "Hong Kong (general holidays)", "HK", "zh_HK")]
    {
        let told = law(country, language)?;
        let source = format!("PyPI holidays {HOLIDAYS} (MIT licence, https://github.com/vacanza/holidays)");
        let work = told["work"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let sheet = Sheet {
            title,
            source,
            years,
            settled: this,
            off: named(&told["off"]),
            work: work.map(|day| (day.to_owned(), String::new())).collect(),
        };
        put(&folder, code, &sheet)?;
    }
    println!("The calendars are in {}", folder.display());
    Ok(())
}

/// Days and names out of a JSON object.
fn named(days: &Value) -> BTreeMap<String, String> {
    let days = days.as_object().into_iter().flatten();
    days.map(|(day, name)| (day.clone(), name.as_str().unwrap_or_default().to_owned())).collect()
}

/// Mainland China: what is announced, and of later years what the law says.
fn mainland(package: &Path, years: (i32, i32), law: &Value) -> Result<Sheet> {
    let text = fs::read_to_string(package.join("dist/chinese-days.json"))?;
    let all: Value = serde_json::from_str(&text)?;
    let inside =
        |day: &str| day.get(..4).and_then(|year| year.parse().ok()).filter(|year| (years.0..=years.1).contains(year));
    // "Spring Festival,春节,4": the name in English and Chinese, and of how many days.
    let own = |key: &str| -> BTreeMap<String, String> {
        let days = named(&all[key]).into_iter().filter(|(day, _)| inside(day).is_some());
        days.map(|(day, name)| (day, name.split(',').nth(1).unwrap_or_default().to_owned())).collect()
    };
    let (mut off, work) = (own("holidays"), own("workdays"));
    let Some(settled) = off.keys().filter_map(|day| inside(day)).max() else { fail!("chinese-days lists no day") };
    let later = named(&law["off"]).into_iter().filter(|(day, _)| inside(day).is_some_and(|year: i32| year > settled));
    off.extend(later);
    let source = format!(
        "npm chinese-days {CHINESE_DAYS} (MIT licence, https://github.com/vsme/chinese-days), after the notices of\n\
         # the State Council; later years what the law says, from PyPI holidays {HOLIDAYS} (MIT licence,\n\
         # https://github.com/vacanza/holidays)"
    );
    Ok(Sheet { title: "Mainland China, with make-up workdays", source, years, settled, off, work })
}

/// Writes one file. Days that are weekends anyway are left out.
fn put(folder: &Path, code: &str, sheet: &Sheet) -> Result<()> {
    let mut text = format!(
        "# {}\n# Source: {}\n# Written by `cargo xtask facts calendars`.\n\nweekend 6 7\n",
        sheet.title, sheet.source
    );
    let mut line = |line: String| {
        // Writing to a string cannot fail.
        let _infallible = writeln!(text, "{}", line.trim_end());
    };
    line(format!("covers {}-01-01 {}-12-31", sheet.years.0, sheet.years.1));
    line(format!("settled {}-12-31", sheet.settled));
    let off = sheet.off.iter().filter(|(day, _)| !is_weekend(day)).map(|(day, name)| (day, "off", name));
    let work = sheet.work.iter().filter(|(day, _)| is_weekend(day)).map(|(day, name)| (day, "work", name));
    let mut days: Vec<_> = off.chain(work).collect();
    days.sort();
    for (day, word, name) in days {
        line(format!("{word} {day}{}", if name.is_empty() { String::new() } else { format!(" # {name}") }));
    }
    fs::write(folder.join(format!("calendar-{code}.txt")), text)?;
    Ok(())
}

/// Whether a date is a Saturday or Sunday (Zeller's congruence).
fn is_weekend(date: &str) -> bool {
    let mut parts = date.split('-').filter_map(|part| part.parse::<i32>().ok());
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let from_saturday = (day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400).rem_euclid(7);
    from_saturday < 2
}

#[cfg(test)]
mod tests {
    use super::is_weekend;

    #[test]
    fn weekends_are_known() {
        for (date, want) in [("2026-11-21", true), ("2026-11-22", true), ("2026-11-23", false), ("2024-02-29", false)] {
            assert_eq!(is_weekend(date), want, "{date}");
        }
    }
}
