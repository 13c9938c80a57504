//! A person as a disc with initials, decoration beside the name.

use leptos::prelude::*;

/// Initials of a person: two Latin letters, or the first Han character.
pub(in crate::ui) fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [one] if !one.is_ascii() => one.chars().take(1).collect(),
        words => words.iter().take(2).filter_map(|word| word.chars().next()).collect(),
    }
}

/// The class of the disc of a name: one of six, always the same.
pub(in crate::ui) fn disc_class(name: &str) -> &'static str {
    const CLASSES: [&str; 6] = [
        "person person-1",
        "person person-2",
        "person person-3",
        "person person-4",
        "person person-5",
        "person person-6",
    ];
    let sum: usize = name.bytes().map(usize::from).sum();
    CLASSES[sum % CLASSES.len()]
}

/// The disc of a name.
pub(in crate::ui) fn disc(name: &str) -> AnyView {
    view! { <span class=disc_class(name) aria-hidden="true">{initials(name)}</span> }.into_any()
}
