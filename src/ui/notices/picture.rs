//! Small pictures of other programs' screens: where to press. Each stands beside its words.

use leptos::prelude::*;

/// What is pictured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picture {
    /// A browser's bar below the page, with the share button.
    ShareButton,
    /// The row that adds to the home screen.
    AddRow,
    /// The home screen with the application on it.
    HomeScreen,
    /// The three dots at the top right.
    Dots,
    /// The row that opens the system's browser.
    BrowserRow,
}

/// A screen with rounded corners.
const FRAME: &str = "M10 2h52a6 6 0 0 1 6 6v40a6 6 0 0 1-6 6H10a6 6 0 0 1-6-6V8a6 6 0 0 1 6-6z";
/// A menu of three rows, the middle one marked.
const ROWS: &str = "M12 11h26M12 45h22";

impl Picture {
    /// The outline, and what is marked in it.
    fn paths(self) -> (&'static str, &'static str) {
        match self {
            Self::ShareButton => (
                "M4 37h64M12 11h30M12 19h44M12 27h24M14 46h4M58 46h.01",
                "M36 49v-9M32.5 43l3.5-3.5 3.5 3.5M32 45.5h-2v6.5h12v-6.5h-2",
            ),
            Self::AddRow => (ROWS, "M9 19h54v18H9zM14 28h22M50 28h8M54 24v8"),
            Self::HomeScreen => (
                "M13 10h11v11H13zM48 10h11v11H48zM13 31h11v11H13zM31 31h11v11H31zM48 31h11v11H48z",
                "M30.500 9h12v13h-12zM34 9v13",
            ),
            Self::Dots => {
                ("M4 17h64M12 10h20M12 27h44M12 35h36M12 43h40", "M49 10h.01M54 10h.01M59 10h.01M46 5h16v10H46z")
            }
            Self::BrowserRow => (
                ROWS,
                "M9 19h54v18H9zM14 28h22M54 34a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM56.500 25.500l-1.500 3.500-3.500 1.500 1.500-3.500z",
            ),
        }
    }
}

/// A step: its picture and its words.
pub(super) struct Step(pub(super) Picture, pub(super) String);

/// Steps in order.
#[component]
pub(super) fn Steps(steps: Vec<Step>) -> impl IntoView {
    let step = |Step(picture, text): Step| {
        let (outline, marked) = picture.paths();
        view! {
            <li class="picture-step">
                <svg class="picture" viewBox="0 0 72 56" aria-hidden="true">
                    <path class="picture-frame" d=FRAME></path>
                    <path d=outline></path>
                    <path class="picture-mark" d=marked></path>
                </svg>
                <span>{text}</span>
            </li>
        }
    };
    view! { <ol class="picture-steps">{steps.into_iter().map(step).collect_view()}</ol> }
}
