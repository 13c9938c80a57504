//! What becomes of records that are in the book already, and by what they are recognised.

use leptos::prelude::*;

use super::columns::place_of;
use super::state::ImportState;
use crate::exchange::{Existing, FilePlan, keys};
use crate::ui::context::use_app;
use crate::ui::parts::choose::ChooseChip;
use crate::ui::parts::field;

/// Both choices, for a file that becomes records.
#[component]
pub(super) fn KnownChips(
    file: Memo<Option<FilePlan>>,
    name: StoredValue<String>,
    #[prop(into)] id: Signal<String>,
) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let change = move |change: &dyn Fn(&mut FilePlan)| {
        if let Some(at) = place_of(state, name) {
            state.change(app, |plan, _| change(&mut plan.files[at]));
        }
    };
    let ways = Existing::ALL.into_iter().enumerate().map(|(at, way)| (at.to_string(), app.text(way.key(), &[])));
    let ways: Vec<(String, String)> = ways.collect();
    let way = Memo::new(move |_| {
        let existing = file.with(|file| file.as_ref().map(|file| file.existing).unwrap_or_default());
        Existing::ALL.iter().position(|way| *way == existing).unwrap_or(0).to_string()
    });
    let set_way = move |at: String| {
        if let Some(way) = at.parse().ok().and_then(|at: usize| Existing::ALL.get(at).copied()) {
            change(&|file| file.existing = way);
        }
    };
    let marks = Signal::derive(move || {
        let of_fields = file.with(|file| {
            let file = file.as_ref()?;
            app.read(|desk| {
                let collection = file.collection.as_deref()?;
                let table = desk.book().table(collection)?;
                let name = |at: usize| table.column(at).map(|column| field::name(&app, collection, column.field()));
                let fields = keys(file, desk.book()).into_iter();
                Some(fields.filter_map(|at| Some((at.to_string(), name(at)?))).collect::<Vec<_>>())
            })
        });
        let usual = (String::new(), t!(app, "import-known-usual"));
        std::iter::once(usual).chain(of_fields.unwrap_or_default()).collect::<Vec<_>>()
    });
    let mark = Memo::new(move |_| {
        let known_by = file.with(|file| file.as_ref().and_then(|file| file.known_by));
        known_by.map(|at| at.to_string()).unwrap_or_default()
    });
    let set_mark = move |at: String| change(&|file| file.known_by = at.parse().ok());
    let is_taken = Memo::new(move |_| file.with(|file| file.as_ref().is_some_and(|file| file.collection.is_some())));
    let [way_id, mark_id] = ["existing", "known-by"].map(|end| format!("{}-{end}", id.get_untracked()));
    view! {
        <Show when=move || is_taken.get()>
            <ChooseChip id=way_id.clone() label=t!(app, "import-existing") options=ways.clone() value=way on_pick=Callback::new(set_way)/>
            <ChooseChip id=mark_id.clone() label=t!(app, "import-known-by") options=marks value=mark on_pick=Callback::new(set_mark)/>
        </Show>
    }
}
