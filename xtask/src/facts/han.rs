//! Han characters: their readings in pinyin, and the simplified form of traditional ones.
//!
//! Readings come from the crate `pinyin`, forms from the npm package `opencc-js`. The crate is
//! read by a small program of its own, so that no other command has to compile it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::process::Command;

use crate::{Result, fail, project, run, setup};

const PINYIN: &str = "0.11.0";
const OPENCC: &str = "1.4.2";

/// Prints `rank reading character` for every reading of every character of the main block; the usual
/// reading has rank 0.
const PROGRAM: &str = "use pinyin::ToPinyinMulti;
fn main() {
    for c in '\\u{4e00}'..='\\u{9fff}' {
        for (rank, reading) in c.to_pinyin_multi().into_iter().flatten().enumerate() {
            println!(\"{} {} {c}\", rank.min(1), reading.plain());
        }
    }
}
";

/// Variants to a line.
const PAIRS: usize = 40;

/// Writes `public/facts/han.txt`.
pub(super) fn write() -> Result<()> {
    let (readings, variants) = (readings()?, variants()?);
    let mut text = format!(
        "# Han characters, written by `cargo xtask facts han`. Do not edit.
# `reading characters`, first the usual readings, then the others: from the crate pinyin {PINYIN} (MIT, its data from pinyin-data, MIT); v stands for \u{fc}.
# `= pairs`: a traditional character and its simplified form, from opencc-js {OPENCC} (MIT AND Apache-2.0, data of OpenCC, Apache-2.0).
"
    );
    for ((_, reading), characters) in &readings {
        writeln!(text, "{reading} {characters}").map_err(|error| crate::Failure::new(error.to_string()))?;
    }
    for pairs in variants.chunks(PAIRS) {
        let pairs: String = pairs.iter().flat_map(|(from, to)| [*from, *to]).collect();
        writeln!(text, "= {pairs}").map_err(|error| crate::Failure::new(error.to_string()))?;
    }
    let folder = project::root().join("public/facts");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("han.txt"), &text)?;
    println!("  public/facts/han.txt: {} readings, {} variants, {} bytes", readings.len(), variants.len(), text.len());
    Ok(())
}

/// The characters of each reading, without tones: of the usual readings, and of the others.
fn readings() -> Result<BTreeMap<(String, String), String>> {
    let folder = project::cargo_target().join("facts/pinyin");
    fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"han\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[dependencies]\npinyin = \"={PINYIN}\"\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/main.rs"), PROGRAM)?;
    let printed = run::output(Command::new(setup::own_cargo()).args(["run", "--quiet"]).current_dir(&folder))?;
    let mut readings: BTreeMap<(String, String), String> = BTreeMap::new();
    for line in printed.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let [rank, reading, character] = words.as_slice() else { fail!("not a reading: {line}") };
        // What is typed for the vowel; the rare syllables of interjections have no letters to type.
        let reading = reading.replace('\u{fc}', "v").replace('\u{ea}', "e");
        let usual = readings.get(&("0".to_owned(), reading.clone())).is_some_and(|usual| usual.ends_with(character));
        let characters = readings.entry(((*rank).to_owned(), reading)).or_default();
        if !usual && !characters.ends_with(character) {
            characters.push_str(character);
        }
    }
    Ok(readings)
}

/// Traditional characters of the main block with their simplified forms, where these differ.
fn variants() -> Result<Vec<(char, char)>> {
    let file = setup::npm_package("opencc-js", OPENCC)?.join("dist/esm-lib/dict/TSCharacters.js");
    let source = fs::read_to_string(&file)?;
    let Some((_, table)) = source.split_once('"') else { fail!("{} holds no table", file.display()) };
    let main = '\u{4e00}'..='\u{9fff}';
    let mut variants = Vec::new();
    for pair in table.trim_end().trim_end_matches([';', '"']).split('|') {
        let mut characters = pair.chars();
        let (from, space, to) = (characters.next(), characters.next(), characters.next());
        let (Some(from), Some(' '), Some(to)) = (from, space, to) else { fail!("not a pair of forms: {pair}") };
        if from != to && main.contains(&from) && main.contains(&to) {
            variants.push((from, to));
        }
    }
    Ok(variants)
}
