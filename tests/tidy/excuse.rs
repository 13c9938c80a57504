//! Exceptions with their reasons.

use super::files::Wrong;

/// A file, or a folder ending in `/`, something said of it in the check's own words, and why it may be.
pub(crate) type Excuse = (&'static str, &'static str, &'static str);

/// What is wrong and not excused, and which excuses excuse nothing any more.
pub(crate) fn judge(wrongs: Vec<Wrong>, excuses: &[Excuse]) -> Vec<Wrong> {
    let excuses_it = |excuse: &Excuse, wrong: &Wrong| {
        let here = wrong.path == excuse.0 || (excuse.0.ends_with('/') && wrong.path.starts_with(excuse.0));
        here && wrong.what.contains(excuse.1)
    };
    let mut left: Vec<Wrong> = excuses
        .iter()
        .filter(|excuse| !wrongs.iter().any(|wrong| excuses_it(excuse, wrong)))
        .map(|(path, what, _)| Wrong::new(path, 0, format!("the exception for `{what}` is no longer needed")))
        .collect();
    left.extend(wrongs.into_iter().filter(|wrong| !excuses.iter().any(|excuse| excuses_it(excuse, wrong))));
    left
}

#[test]
fn excuses_take_what_they_name_and_must_be_needed() {
    let wrongs = vec![Wrong::new("src/a/b.rs", 1, "uses x"), Wrong::new("src/a/c.rs", 2, "uses y")];
    assert_eq!(judge(wrongs.clone(), &[("src/a/b.rs", "x", "why")]), wrongs[1..]);
    assert_eq!(judge(wrongs.clone(), &[("src/a/", "uses", "why")]), []);
    assert_eq!(judge(wrongs.clone(), &[("src/a/c.rs", "x", "why")]).len(), 3);
}
