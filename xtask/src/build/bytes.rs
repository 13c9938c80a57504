//! The bytes to the first usable screen, against their budget.

use std::path::Path;

use super::finish;
use crate::{Failure, Result, setup};

/// The most the first screen may weigh, compressed.
pub const BUDGET: u64 = 250 * 1024;

/// What the first screen weighs.
#[derive(Debug)]
pub struct Weight {
    /// Each file with its bytes in brotli.
    pub files: Vec<(String, u64)>,
    /// What is loaded when it is needed: later pages, the background worker.
    pub later: Vec<(String, u64)>,
}

impl Weight {
    /// Returns the sum of all files.
    pub fn total(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }

    /// Returns a failure when the sum is over the budget.
    pub fn within_budget(&self) -> Result<()> {
        let total = self.total();
        if total > BUDGET {
            return Err(Failure::new(format!("the first screen takes {} of {}", kib(total), kib(BUDGET))));
        }
        Ok(())
    }

    /// Prints a line per file and the total.
    pub fn print(&self) {
        println!("First screen, brotli 11:");
        for (name, bytes) in &self.files {
            println!("  {:>10}  {name}", kib(*bytes));
        }
        let verdict = if self.total() <= BUDGET { "ok" } else { "over" };
        println!("  {:>10}  of {}: {verdict}", kib(self.total()), kib(BUDGET));
        println!("When it is needed:");
        for (name, bytes) in &self.later {
            println!("  {:>10}  {name}", kib(*bytes));
        }
    }
}

/// Weighs what the first screen loads (page, styles, scripts, wasm and one language), and the code
/// that comes later.
pub fn weigh(dist: &Path) -> Result<Weight> {
    let (first, other): (Vec<String>, Vec<String>) =
        finish::files(dist)?.into_iter().partition(|name| on_first_screen(name));
    let later = other.into_iter().filter(|name| is_later(name)).collect();
    Ok(Weight { files: sizes(dist, first)?, later: sizes(dist, later)? })
}

/// Weighs files, the heaviest first.
fn sizes(dist: &Path, names: Vec<String>) -> Result<Vec<(String, u64)>> {
    let paths: Vec<_> = names.iter().map(|name| dist.join(name)).collect();
    let paths: Vec<&Path> = paths.iter().map(std::path::PathBuf::as_path).collect();
    let sizes = setup::brotli_size(&paths)?;
    let mut files: Vec<_> = names.into_iter().zip(sizes).collect();
    files.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    Ok(files)
}

/// A chunk of a later page, the sheet of later pages, or the worker.
fn is_later(name: &str) -> bool {
    ["split_", "chunk_", "later-", "worker"].iter().any(|kind| name.starts_with(kind))
}

fn on_first_screen(name: &str) -> bool {
    let kind = name.rsplit('.').next().unwrap_or("");
    !is_later(name)
        && name != "sw.js"
        && (matches!(kind, "wasm" | "js" | "css") || name == "index.html" || name == "locales/en.ftl")
}

/// Writes bytes as KiB with one decimal.
#[expect(clippy::cast_precision_loss, reason = "sizes of files for people to read")]
pub fn kib(bytes: u64) -> String {
    format!("{:.1} KiB", bytes as f64 / 1024.0)
}
