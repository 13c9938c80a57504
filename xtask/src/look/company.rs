//! A small made-up company as four CSV files: the same from run to run but for its dates, which
//! end today.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::{Failure, Result};

const TEAMS: &[(&str, &str, &str)] = &[
    ("Lin Xiaoyu", "Chen Guohua", "East"),
    ("王立群", "Chen Guohua", "East"),
    ("Maria Oliveira-Fernández", "Chen Guohua", "East"),
    ("赵敏", "刘建国", "South"),
    ("Jonas Bergström", "刘建国", "South"),
    ("周子涵", "刘建国", "South"),
    ("Aisha Rahman", "Petra Novak", "West"),
    ("孙悦", "Petra Novak", "West"),
];

const PRODUCTS: &[(&str, &str, u32)] = &[
    ("Field Scanner S", "Scanner", 550),
    ("Field Scanner Pro", "Scanner", 4821),
    ("便携检测仪 A2", "Instrument", 1096),
    ("Service contract, three years", "Service", 3393),
    ("Calibration kit", "Instrument", 55),
];

const ACCOUNTS: &[(&str, &str, &str)] = &[
    ("华东精密机械有限公司", "manufacturing", "China"),
    ("Acme Corporation", "technology", "United States"),
    ("Nordlicht Windenergie GmbH & Co. KG", "energy", "Germany"),
    ("苏州海川生物医药", "medical", "China"),
    ("Brightwater Municipal Utilities District", "utilities", "United States"),
    ("广州天河连锁超市", "retail", "China"),
    ("Zażółć Logistics", "transport", "Poland"),
    ("台州新叶包装", "manufacturing", "China"),
    ("Okafor & Daughters", "retail", "Nigeria"),
    ("北京燕山数据服务", "technology", "China"),
    ("Société Générale de Mesure", "manufacturing", "France"),
    ("Kiwi Orchards", "agriculture", "New Zealand"),
];

const DEALS: u32 = 320;
const DAY: u64 = 86_400;

/// Writes the four files and returns their paths.
pub(super) fn write(folder: &Path) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let files = [
        ("sales_teams.csv", teams()),
        ("accounts.csv", accounts()),
        ("products.csv", products()),
        ("sales_pipeline.csv", deals(today()?)),
    ];
    let mut paths = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text)?;
        paths.push(path);
    }
    Ok(paths)
}

fn teams() -> String {
    TEAMS.iter().fold("sales_agent,manager,regional_office\n".to_owned(), |text, (agent, manager, office)| {
        text + &format!("{agent},{manager},{office}\n")
    })
}

fn accounts() -> String {
    let head = "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n";
    let mut dice = Dice(7);
    ACCOUNTS.iter().fold(head.to_owned(), |text, (name, sector, place)| {
        let (year, revenue, staff) = (1960 + dice.below(60), dice.below(9_000), 20 + dice.below(8_000));
        text + &format!("{name},{sector},{year},{revenue}.5,{staff},{place},\n")
    })
}

fn products() -> String {
    PRODUCTS.iter().fold("product,series,sales_price\n".to_owned(), |text, (name, series, price)| {
        text + &format!("\"{name}\",{series},{price}\n")
    })
}

fn deals(today: u64) -> String {
    let mut text =
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n".to_owned();
    let mut dice = Dice(42);
    for number in 0..DEALS {
        let (agent, _, _) = TEAMS[dice.place(TEAMS.len())];
        let (product, _, price) = PRODUCTS[dice.place(PRODUCTS.len())];
        let (account, _, _) = ACCOUNTS[dice.place(ACCOUNTS.len())];
        let engaged = today - u64::from(dice.below(420));
        let closed = engaged + 5 + u64::from(dice.below(110));
        let value = price + price * dice.below(40) / 100;
        let (stage, from, to, value) = match dice.below(10) {
            0 => ("Prospecting", String::new(), String::new(), String::new()),
            1..=3 => ("Engaging", date(engaged), String::new(), String::new()),
            _ if closed > today => ("Engaging", date(engaged), String::new(), String::new()),
            4..=7 => ("Won", date(engaged), date(closed), value.to_string()),
            _ => ("Lost", date(engaged), date(closed), "0".to_owned()),
        };
        // Writing to a string cannot fail.
        let _infallible = writeln!(text, "D{number:05},{agent},\"{product}\",{account},{stage},{from},{to},{value}");
    }
    text
}

/// Returns today as days since 1970.
fn today() -> Result<u64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    Ok(now.map_err(|error| Failure::new(format!("the clock is wrong: {error}")))?.as_secs() / DAY)
}

/// Writes days since 1970 as a date.
fn date(day: u64) -> String {
    // Years are counted from March, so that the leap day comes last.
    let shifted = day + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{of_month:02}")
}

/// A small random generator: the same numbers from run to run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = u32::try_from(self.0 >> 33).unwrap_or(0);
        high % bound
    }

    fn place(&mut self, length: usize) -> usize {
        self.below(u32::try_from(length).unwrap_or(1)) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(19_782), "2024-02-29");
        assert_eq!(date(20_779), "2026-11-22");
    }
}
