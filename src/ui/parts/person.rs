//! A person as a disc with initials, decoration beside the name.

use leptos::prelude::*;

/// Initials of a person: two Latin letters, or the first Han character.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [one] if !one.is_ascii() => one.chars().take(1).collect(),
        words => words.iter().take(2).filter_map(|word| word.chars().next()).collect(),
    }
}

/// The disc of a name: one of six, always the same.
pub(in crate::ui) fn disc(name: &str) -> AnyView {
    let sum: usize = name.bytes().map(usize::from).sum();
    view! { <span class=format!("person person-{}", sum % 6 + 1) aria-hidden="true">{initials(name)}</span> }.into_any()
}
