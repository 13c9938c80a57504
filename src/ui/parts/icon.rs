//! Icons: 20 x 20 strokes, decoration beside words.

use leptos::prelude::*;

/// The path of each icon.
const PATHS: &[(&str, &str)] = &[
    ("home", "M3 9.25 10 3.5l7 5.75v7.25h-4.75V12h-4.5v4.5H3z"),
    ("board", "M3 3.5h3.5v13H3zM8.25 3.5h3.5v8h-3.5zM13.5 3.5H17v10h-3.5z"),
    ("chart", "M3 16.5h14M5.5 13.5v-4M10 13.5v-9M14.5 13.5v-6"),
    ("deals", "M3.25 3.5H10l6.75 6.75-6.5 6.5L3.25 9.75zM6.75 7h.01"),
    (
        "account",
        "M4 17V4a.75.75 0 0 1 .75-.75h6.5A.75.75 0 0 1 12 4v13M12 8h3.25a.75.75 0 0 1 .75.75V17M2.5 17h15M6.75 6.75h2.5M6.75 10h2.5M6.75 13.25h2.5",
    ),
    ("person", "M10 10a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5zM4 17c0-3 2.6-4.75 6-4.75S16 14 16 17"),
    (
        "contact",
        "M3 4.5h14v11H3zM7.25 10a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM4.75 13.25c.3-1.3 1.25-2 2.5-2s2.2.7 2.5 2M12 8h3M12 11.5h3",
    ),
    ("product", "M10 2.75 16.5 6v8L10 17.25 3.5 14V6zM3.5 6 10 9.25 16.5 6M10 9.25v8"),
    ("area", "M10 17.25s5.5-4.6 5.5-9a5.5 5.5 0 0 0-11 0c0 4.4 5.5 9 5.5 9zM10 10.25a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"),
    (
        "route",
        "M5.5 16.5a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5zM14.5 7a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5zM7.25 14.75h5.5a2.5 2.5 0 0 0 0-5h-5a2.5 2.5 0 0 1 0-5h5",
    ),
    (
        "phone",
        "M5 3.25h2.5l1.25 3.5-1.75 1.25a9 9 0 0 0 5 5l1.25-1.75 3.5 1.25V15a1.75 1.75 0 0 1-1.75 1.75C9 16.75 3.25 11 3.25 5A1.75 1.75 0 0 1 5 3.25z",
    ),
    ("import", "M10 3v9M6.5 8.75 10 12.25l3.5-3.5M3.5 13.5v3h13v-3"),
    ("export", "M10 12.25v-9M6.5 6.5 10 3l3.5 3.5M3.5 13.5v3h13v-3"),
    ("history", "M3.5 10a6.5 6.5 0 1 0 2-4.7M3.5 3.5v3h3M10 6.5V10l2.5 1.5"),
    (
        "settings",
        "M3.5 5.75H10M14 5.75h2.5M12 7.75a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM3.5 14.25H6M10 14.25h6.5M8 16.25a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
    ),
    ("search", "M8.75 14a5.25 5.25 0 1 0 0-10.5 5.25 5.25 0 0 0 0 10.5zM12.6 12.6l4.15 4.15"),
    ("link", "M8.5 11.5l3-3M9.5 6.5 11 5a2.83 2.83 0 0 1 4 4l-1.5 1.5M10.5 13.5 9 15a2.83 2.83 0 0 1-4-4l1.5-1.5"),
    ("plus", "M10 4v12M4 10h12"),
    ("minus", "M4 10h12"),
    ("check", "M4 10.5l4 4 8-9"),
    ("close", "M5 5l10 10M15 5 5 15"),
    ("more", "M4.5 10h.01M10 10h.01M15.5 10h.01"),
    ("menu", "M3.5 5.5h13M3.5 10h13M3.5 14.5h13"),
    (
        "pool",
        "M3 8c1.75-1.5 3-1.5 4.67 0s3 1.5 4.66 0 3-1.5 4.67 0M3 13c1.75-1.5 3-1.5 4.67 0s3 1.5 4.66 0 3-1.5 4.67 0",
    ),
    ("grip", "M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01"),
    ("move", "M3.5 10h9.5M9.5 6l4 4-4 4M17 4v12"),
    ("down", "M5.5 7.75 10 12.25l4.5-4.5"),
    ("up", "M5.5 12.25 10 7.75l4.5 4.5"),
    ("right", "M7.75 5.5l4.5 4.5-4.5 4.5"),
    ("left", "M12.25 5.5 7.75 10l4.5 4.5"),
    ("sort", "M10 4v12M5.5 11.5 10 16l4.5-4.5"),
    ("alert", "M10 3.25 17.25 16H2.75zM10 8v3.5M10 13.75h.01"),
    ("info", "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.25v4M10 6.5h.01"),
    ("clock", "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.5 2"),
    ("offline", "M3 3l14 14M6.75 7.1A4.25 4.25 0 0 0 6 15.5h8.5M9.2 5.1a4.25 4.25 0 0 1 5.1 3.7 3.4 3.4 0 0 1 2.2 5.4"),
    ("file", "M5 2.75h6.5L15 6.25v11H5zM11.5 2.75v3.5H15"),
    ("undo", "M7 4 3.5 7.5 7 11M3.5 7.5h8a4.5 4.5 0 0 1 0 9H7"),
    ("redo", "M13 4l3.5 3.5L13 11M16.5 7.5h-8a4.5 4.5 0 0 0 0 9H13"),
    ("edit", "M4 16l.75-3.25L13.5 4 16 6.5l-8.75 8.75z"),
    ("trash", "M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.75 11h7.5l.75-11"),
    ("pair", "M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1"),
    ("shield", "M10 2.75l6 2.25v4.5c0 3.75-2.5 6.25-6 7.75-3.5-1.5-6-4-6-7.75V5zM7.25 10l2 2 3.5-4"),
    ("screen", "M3 4h14v9.5H3zM10 13.5v3M6.5 16.5h7"),
    ("print", "M6 7.5V3h8v4.5M6 14H3.5V7.5h13V14H14M6 11.5h8V17H6z"),
    ("won", "M5 17V3.5M5 4.5h10l-2 3.25 2 3.25H5"),
];

fn path_of(name: &str) -> &'static str {
    PATHS.iter().find(|(have, _)| *have == name).map_or("", |(_, path)| path)
}

/// An icon as a plain element, for what is painted by hand.
pub(in crate::ui) fn drawn(name: &str, class: &str) -> Option<web_sys::Element> {
    const SVG: Option<&str> = Some("http://www.w3.org/2000/svg");
    let icon = document().create_element_ns(SVG, "svg").ok()?;
    for (attribute, value) in [("class", class), ("viewBox", "0 0 20 20"), ("aria-hidden", "true")] {
        icon.set_attribute(attribute, value).ok()?;
    }
    let path = document().create_element_ns(SVG, "path").ok()?;
    path.set_attribute("d", path_of(name)).ok()?;
    icon.append_child(&path).ok()?;
    Some(icon)
}

/// An icon; says nothing to a screen reader.
#[component]
pub(in crate::ui) fn Icon(
    /// Which one.
    name: &'static str,
    /// Classes for another size.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let path = path_of(name);
    view! {
        <svg class=format!("icon {class}") viewBox="0 0 20 20" aria-hidden="true"><path d=path></path></svg>
    }
}

/// The mark of the application.
#[component]
pub(in crate::ui) fn BrandMark(
    /// Its class, which rules its size.
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true">
            <path class="brand-spine" d="M6 2h2v20H6a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4z"></path>
            <path class="brand-cover" d="M8 2h8a6 6 0 0 1 6 6v8a6 6 0 0 1-6 6H8z"></path>
        </svg>
    }
}
