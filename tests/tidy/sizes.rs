//! How long files are.

use super::files::{File, Wrong, none, under};

/// Longer files say why.
const MOST: usize = 500;

/// The comment that a file begins with.
fn opening(file: &File) -> String {
    let is_doc = |line: &&str| line.starts_with("//!") || line.starts_with("/*") || line.starts_with(" *");
    file.text.lines().take_while(is_doc).collect::<Vec<_>>().join(" ")
}

fn too_long(file: &File) -> Option<Wrong> {
    let lines = file.text.lines().count();
    let says_why = opening(file).contains(&format!("{MOST} lines"));
    (lines > MOST && !says_why).then(|| {
        let what = format!("{lines} lines: split it, or say in the opening comment why it is over {MOST} lines");
        Wrong::new(&file.path, lines, what)
    })
}

/// Every Rust file says first what it is.
fn undocumented(file: &File) -> Option<Wrong> {
    (!file.text.starts_with("//!"))
        .then(|| Wrong::new(&file.path, 1, "begins without `//!`: what is it, and what is it not?"))
}

#[test]
fn files_are_short_or_say_why() {
    let kinds = [("src", ".rs"), ("tests", ".rs"), ("xtask", ".rs"), ("style", ".css"), ("public", ".js")];
    let files: Vec<File> = kinds.iter().flat_map(|(folder, ending)| under(folder, ending)).collect();
    none(&files.iter().filter_map(too_long).collect::<Vec<_>>());
    let rust = kinds[..3].iter().flat_map(|(folder, ending)| under(folder, ending));
    none(&rust.filter_map(|file| undocumented(&file)).collect::<Vec<_>>());
}

#[test]
fn a_long_file_is_found_unless_it_says_why() {
    let long = "fn f() {}\n".repeat(MOST + 1);
    assert!(too_long(&File::sample("a.rs", &format!("//! A table.\n{long}"))).is_some());
    assert!(
        too_long(&File::sample("a.rs", &format!("//! A table, which is why it is over 500 lines.\n{long}"))).is_none()
    );
    assert!(too_long(&File::sample("a.rs", &"x\n".repeat(MOST))).is_none());
    assert!(undocumented(&File::sample("a.rs", "use a;")).is_some());
}
