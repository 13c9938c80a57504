//! The stages of a pipeline that are not in its drawing: they can be brought back.

use leptos::prelude::*;

use super::state::{State, written};
use crate::model::Id;
use crate::model::records::StageId;
use crate::ui::parts::icon::Icon;

/// The list; nothing where all are there.
#[component]
pub(super) fn Absent(
    /// The drawing.
    state: State,
) -> impl IntoView {
    let app = state.app;
    let absent = Memo::new(move |_| {
        app.read(|desk| {
            state.read(|sheet| {
                let named = |stage: crate::model::records::Stage| (stage.id, stage.name.unwrap_or_default());
                sheet.absent(desk.book()).into_iter().map(named).collect::<Vec<_>>()
            })
        })
    });
    let line = move |(id, name): (StageId, String)| {
        let back = t!(app, "shape-back-of", stage = name.as_str());
        let bring = move |_| app.peek(|desk| state.change(|sheet| sheet.bring_back(desk.book(), id, &written)));
        view! {
            <li class="own-field" data-absent=Id::from(id).to_string()>
                <span>{name}</span>
                <button class="button" type="button" aria-label=back on:click=bring><Icon name="undo"/>{t!(app, "bring-back")}</button>
            </li>
        }
    };
    move || {
        let all = absent.get();
        (!all.is_empty()).then(|| {
            view! {
                <h3 class="page-part" id="shape-absent">{t!(app, "shape-absent")}</h3>
                <ul class="stack" role="list" aria-labelledby="shape-absent">{all.into_iter().map(line).collect::<Vec<_>>()}</ul>
            }
        })
    }
}
