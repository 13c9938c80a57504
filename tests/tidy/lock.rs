//! Crates that are there in several versions: only those listed, each with its reason.

use std::collections::{BTreeMap, BTreeSet};

use super::files::file;

/// Name, the versions, and what brings them.
const LISTED: [(&str, &[&str], &str); 10] = [
    ("convert_case", &["0.6", "0.11"], "macros of leptos and of its config"),
    ("embedded-io", &["0.4", "0.6"], "postcard lists both; neither is built with `use-std`"),
    ("macroific", &["2", "3"], "indexed_db_futures has 3, its `accessory` and `delegate-display` have 2"),
    ("macroific_attr_parse", &["2", "3"], "as macroific"),
    ("macroific_core", &["2", "3"], "as macroific"),
    ("macroific_macro", &["2", "3"], "as macroific"),
    ("sealed", &["0.6", "0.7"], "macroific and indexed_db_futures"),
    ("syn", &["2", "3"], "macros are moving to 3"),
    ("thiserror", &["1", "2"], "gloo-net has 1"),
    ("thiserror-impl", &["1", "2"], "as thiserror"),
];

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    dependencies: Vec<String>,
}

fn packages(lock: &str) -> Vec<Package> {
    let mut packages: Vec<Package> = Vec::new();
    let quoted = |line: &str| line.split('"').nth(1).unwrap_or("").to_owned();
    for line in lock.lines() {
        if line == "[[package]]" {
            packages.push(Package::default());
        }
        let Some(package) = packages.last_mut() else { continue };
        if line.starts_with("name = ") {
            package.name = quoted(line);
        } else if line.starts_with("version = ") {
            package.version = quoted(line);
        } else if line.starts_with(" \"") {
            package.dependencies.push(quoted(line));
        }
    }
    packages
}

/// What the manifest asks for outside tests, by name.
fn asked_for(manifest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]") && !line.contains("dev-dependencies");
        } else if let Some((name, _)) = line.split_once('=').filter(|_| inside && !line.starts_with('#')) {
            names.insert(name.trim().to_owned());
        }
    }
    names
}

/// The versions of every package that the named one needs, other than for its tests.
fn needed(lock: &str, manifest: &str, root: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (all, asked) = (packages(lock), asked_for(manifest));
    let matches = |dependency: &str, package: &Package| {
        let (name, version) = dependency.split_once(' ').map_or((dependency, None), |(name, rest)| (name, Some(rest)));
        package.name == name
            && version.is_none_or(|version| version.split(' ').next() == Some(package.version.as_str()))
    };
    let mut seen: BTreeSet<&Package> = BTreeSet::new();
    let mut open: Vec<&Package> = all
        .iter()
        .filter(|package| package.name == root)
        .flat_map(|package| &package.dependencies)
        .filter(|dependency| asked.contains(dependency.split(' ').next().unwrap_or("")))
        .flat_map(|dependency| all.iter().filter(|package| matches(dependency, package)))
        .collect();
    while let Some(package) = open.pop() {
        if seen.insert(package) {
            for dependency in &package.dependencies {
                open.extend(all.iter().filter(|package| matches(dependency, package)));
            }
        }
    }
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in seen {
        versions.entry(package.name.clone()).or_default().insert(package.version.clone());
    }
    versions
}

/// What of a version tells it from an incompatible one: `0.6` of 0.6.1, `2` of 2.0.21.
fn compatible(version: &str) -> String {
    let mut parts = version.split('.');
    let (major, minor) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    if major == "0" { format!("0.{minor}") } else { major.to_owned() }
}

fn duplicates(lock: &str, manifest: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut several = needed(lock, manifest, "fieldbook");
    several.retain(|_, versions| versions.len() > 1);
    several
        .into_iter()
        .map(|(name, versions)| (name, versions.iter().map(|version| compatible(version)).collect()))
        .collect()
}

#[test]
fn crates_in_several_versions_are_those_listed() {
    let (lock, manifest) = (file("Cargo.lock").expect("is there"), file("Cargo.toml").expect("is there"));
    let listed: BTreeMap<String, BTreeSet<String>> = LISTED
        .iter()
        .map(|(name, versions, _)| ((*name).to_owned(), versions.iter().map(|version| (*version).to_owned()).collect()))
        .collect();
    assert_eq!(duplicates(&lock.text, &manifest.text), listed, "found on the left, listed on the right");
}

#[test]
fn a_second_version_is_found() {
    let lock = "[[package]]\nname = \"fieldbook\"\nversion = \"0.1.0\"\ndependencies = [\n \"a\",\n \"b 1.0.0\",\n \"test-only\",\n]\n\
        [[package]]\nname = \"a\"\nversion = \"0.3.0\"\ndependencies = [\n \"b 2.1.0\",\n]\n\
        [[package]]\nname = \"b\"\nversion = \"1.0.0\"\n[[package]]\nname = \"b\"\nversion = \"2.1.0\"\n\
        [[package]]\nname = \"c\"\nversion = \"0.1.0\"\n[[package]]\nname = \"c\"\nversion = \"0.2.0\"\n\
        [[package]]\nname = \"test-only\"\nversion = \"1.0.0\"\ndependencies = [\n \"c 0.1.0\",\n \"c 0.2.0\",\n]\n";
    let manifest = "[dependencies]\na = \"0.3\"\n[target.'cfg(x)'.dependencies]\nb = \"1\"\n[dev-dependencies]\ntest-only = \"1\"\n";
    let found = duplicates(lock, manifest);
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        [("b".to_owned(), BTreeSet::from(["1".to_owned(), "2".to_owned()]))]
    );
    assert_eq!((compatible("0.6.1"), compatible("2.0.21")), ("0.6".to_owned(), "2".to_owned()));
}
