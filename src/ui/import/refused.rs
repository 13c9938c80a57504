//! Files that could not be taken: what is wrong, and where.

use leptos::prelude::*;

use super::state::{ImportState, Trouble};
use crate::model::messages::Arg;
use crate::ui::context::{App, use_app};
use crate::ui::parts::icon::Icon;

/// A notice for each such file, until it is chosen again or given up.
#[component]
pub(super) fn Refused() -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let notice = move |(name, trouble): (String, Trouble)| {
        let (title, text) = words(&app, &name, &trouble);
        let give_up = move |_| state.refused.update(|refused| refused.retain(|(known, _)| *known != name));
        view! {
            <div class="notice notice-bad" role="alert">
                <Icon name="alert"/>
                <p class="notice-title">{title}</p>
                <p>{text}</p>
                <p>{t!(app, "import-refused-rest")}</p>
                <div class="row">
                    <button class="button" type="button" on:click=give_up>{t!(app, "import-refused-give-up")}</button>
                </div>
            </div>
        }
    };
    view! { <For each=move || state.refused.get() key=|(name, trouble)| (name.clone(), format!("{trouble:?}")) children=notice/> }
}

/// Where it is, and what is wrong.
pub(super) fn words(app: &App, name: &str, trouble: &Trouble) -> (String, String) {
    match trouble {
        Trouble::Unreadable => (name.to_owned(), t!(app, "import-error-unreadable")),
        Trouble::NoWorker => (name.to_owned(), t!(app, "import-error-no-worker")),
        Trouble::Content(error) => {
            let args = error.args();
            let grouped = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |n| app.format().number(n, 0));
            let args: Vec<(&str, Arg)> = args.iter().map(|(key, text)| (*key, Arg::from(grouped(text)))).collect();
            let file = if error.sheet.is_empty() { name.to_owned() } else { format!("{name} · {}", error.sheet) };
            let place: Vec<(&str, Arg)> = args.iter().cloned().chain([("file", Arg::from(file))]).collect();
            (app.text("import-error-title", &place), app.text(error.key(), &args))
        }
    }
}
