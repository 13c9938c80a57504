//! The second step: what each file and each of its columns becomes.

use leptos::prelude::*;

use super::files::AddFiles;
use super::forms::FormChips;
use super::known::KnownChips;
use super::mapping::{Unsure, columns};
use super::near::Near;
use super::refused::words;
use super::shape::ShapeChips;
use super::stages::{Ways, blank_name};
use super::state::{ImportState, Trouble};
use super::words::{collection_options, file_summary};
use super::work::check;
use crate::exchange::csv::{Note, ReadError};
use crate::exchange::{FilePlan, Plan, Recalled};
use crate::model::Key;
use crate::model::messages::Arg;
use crate::ui::context::{App, use_app};
use crate::ui::parts::choose::ChooseChip;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;

/// A file of the plan by name.
fn file_of(state: ImportState, name: StoredValue<String>) -> Option<FilePlan> {
    state.plan.with(|plan| {
        let files = &plan.as_ref()?.files;
        files.iter().find(|file| name.with_value(|name| file.sheet.name() == name)).cloned()
    })
}

/// The position of a file by name.
pub(super) fn place_of(state: ImportState, name: StoredValue<String>) -> Option<usize> {
    state.plan.with_untracked(|plan| {
        plan.as_ref()?.files.iter().position(|file| name.with_value(|name| file.sheet.name() == name))
    })
}

/// The page of this step.
#[component]
pub(super) fn Matching() -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let with_plan =
        move |read: fn(&Plan) -> usize| Memo::new(move |_| state.plan.with(|plan| plan.as_ref().map_or(0, read)));
    let files = with_plan(|plan| plan.files.len());
    let rows = with_plan(|plan| plan.files.iter().map(|file| file.sheet.rows()).sum());
    let taken = with_plan(|plan| plan.files.iter().filter(|file| file.collection.is_some()).count());
    let questions = with_plan(Plan::open_questions);
    let names = move || {
        state.plan.with(|plan| {
            let files = plan.iter().flat_map(|plan| &plan.files);
            files.map(|file| file.sheet.name().to_owned()).collect::<Vec<_>>()
        })
    };
    let skipped = move || {
        let told = |(name, error): &(String, ReadError)| {
            let (place, what) = words(&app, name, &Trouble::Content(error.clone()));
            t!(app, "import-sheet-skipped", place = place, what = what)
        };
        state.skipped.with(|skipped| skipped.iter().map(told).collect::<Vec<_>>())
    };
    let title =
        move || t!(app, "import-files-rows", files = counted(&app, files.get()), rows = counted(&app, rows.get()));
    let blank = Memo::new(move |_| state.plan.with(|plan| plan.as_ref().is_some_and(blank_name)));
    let stuck = move || taken.get() == 0 || blank.get() || state.refused.with(|refused| !refused.is_empty());
    let act = move || if questions.get() > 0 { t!(app, "import-confirm-check") } else { t!(app, "import-check") };
    view! {
        <section class="panel" aria-labelledby="import-files">
            <div class="panel-head"><h2 id="import-files">{title}</h2><AddFiles/></div>
            <For each=names key=Clone::clone let:name><FileCard name=name/></For>
            <For each=skipped key=Clone::clone let:line><p class="small second">{line}</p></For>
        </section>
        <Ways/>
        <Near/>
        <Show when=move || taken.get() == 0><p class="second">{t!(app, "import-no-collection")}</p></Show>
        <div class="form-acts">
            <button class="button" type="button" on:click=move |_| state.reset()>{t!(app, "import-start-over")}</button>
            <button class="button button-primary" type="button" disabled=stuck on:click=move |_| check(app, state)>{act}</button>
        </div>
    }
}

/// A file.
#[component]
fn FileCard(name: String) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    // An id has no space in it.
    let id = format!("file-{}", name.split_whitespace().collect::<Vec<_>>().join("-"));
    let out = t!(app, "import-drop-file", file = name.as_str());
    let title = name.clone();
    let (name, own) = (StoredValue::new(name), StoredValue::new(id.clone()));
    let file = Memo::new(move |_| file_of(state, name));
    let collection = Memo::new(move |_| file.with(|file| file.as_ref()?.collection.clone()));
    let size = move || {
        let (rows, columns) =
            file.with(|file| file.as_ref().map_or((0, 0), |file| (file.sheet.rows(), file.sheet.columns())));
        t!(app, "import-size", rows = counted(&app, rows), columns = counted(&app, columns))
    };
    let recalled = move || {
        let said = |recalled: Recalled| match recalled {
            Recalled::Before => t!(app, "import-recalled"),
            Recalled::Preset(system) => t!(app, "import-preset", system = system),
        };
        file.with(|file| file.as_ref().and_then(|file| file.recalled).map(said).into_iter().collect::<Vec<_>>())
    };
    let notes = move || {
        file.with(|file| {
            file.iter().flat_map(|file| file.sheet.notes()).map(|note| note_text(&app, note)).collect::<Vec<_>>()
        })
    };
    // The list of columns is made anew only when what it lists is another.
    let listed = Memo::new(move |_| {
        file.with(|file| file.as_ref().and_then(|file| Some((file.collection.clone()?, file.sheet.clone()))))
    });
    let pick = move |key: String| {
        let key = (!key.is_empty()).then_some(Key::Owned(key));
        if let Some(at) = place_of(state, name) {
            state.change(app, |plan, book| plan.set_collection(at, key, book));
        }
    };
    let remove = move |_| {
        state.change(app, |plan, book| name.with_value(|name| plan.remove(name, book)));
        if state.plan.with_untracked(|plan| plan.as_ref().is_none_or(|plan| plan.files.is_empty())) {
            state.reset();
        }
    };
    view! {
        <section class="file" aria-labelledby=id.clone()>
            <div class="file-head">
                <Icon name="file"/>
                <h3 class="file-name" id=id.clone()>{title}</h3>
                <span class="second num">{size}</span>
                <ChooseChip
                    id=format!("{id}-is")
                    label=t!(app, "import-becomes")
                    options=collection_options(&app)
                    value=Signal::derive(move || collection.get().map(Key::into_owned).unwrap_or_default())
                    on_pick=Callback::new(pick)
                />
                <button class="button button-quiet button-icon push" type="button" aria-label=out on:click=remove><Icon name="close"/></button>
            </div>
            <For each=recalled key=Clone::clone let:note><p class="small second">{note}</p></For>
            <For each=notes key=Clone::clone let:note><p class="small second">{note}</p></For>
            <details class="fold">
                <summary>
                    <Icon name="right" class="icon-small"/>
                    <span>{move || file.with(|file| file.as_ref().map(|file| file_summary(&app, file)))}</span>
                    <Unsure file=file/>
                </summary>
                <div class="file-options">
                    <ShapeChips file=file name=name id=own.get_value()/>
                    <KnownChips file=file name=name id=own.get_value()/>
                    <FormChips file=file name=name id=own.get_value()/>
                </div>
                {move || listed.get().map(|(key, _)| own.with_value(|id| columns(file, name, &key, id)))}
            </details>
        </section>
    }
}

/// Something worth telling of a file, in words.
fn note_text(app: &App, note: &Note) -> String {
    let args: Vec<(&str, Arg)> = note.args().into_iter().map(|(key, text)| (key, text.into())).collect();
    app.text(note.key(), &args)
}
