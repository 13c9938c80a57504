//! Many deals go to a stage: which, and which of them its gate holds up.

use leptos::prelude::*;

use super::{Choice, Many};
use crate::model::records::{Deal, Stage, StageId};
use crate::pipeline::many::Deed;
use crate::ui::context::use_app;
use crate::ui::moves::named;
use crate::ui::parts::count::counted;
use crate::ui::parts::dialog::Dialog;

/// Names that are told of those that stay.
const TOLD: usize = 5;

/// The dialog that asks where to.
#[component]
pub(super) fn MoveMany(many: Many) -> impl IntoView {
    let app = use_app();
    let n = many.now().len();
    let item = move |(stage, name, _): Choice| {
        let press = move |_| {
            many.close();
            many.move_to(stage);
        };
        view! { <li><button class="menu-item" type="button" on:click=press>{name}</button></li> }
    };
    let items: Vec<_> = many.choices(|_| true).into_iter().map(item).collect();
    view! {
        <Dialog title=t!(app, "many-move-title", n = counted(&app, n)) on_close=Callback::new(move |()| many.close())>
            <ul class="menu" role="list">{items}</ul>
            <div class="dialog-acts"><button class="button" type="button" on:click=move |_| many.close()>{t!(app, "cancel")}</button></div>
        </Dialog>
    }
}

/// The dialog that says which deals stay, before anything is done.
#[component]
pub(super) fn HeldUp(many: Many, to: StageId) -> impl IntoView {
    let app = use_app();
    let held = many.held.get_untracked();
    let (stay, go) = (held.len(), many.now().len().saturating_sub(held.len()));
    let stage = named::<Stage>(app, to.into());
    let names = held.iter().take(TOLD).map(|deal| view! { <li>{named::<Deal>(app, (*deal).into())}</li> });
    let names: Vec<_> = names.collect();
    let more = (stay > TOLD).then(|| view! { <li>{t!(app, "many-held-more", n = counted(&app, stay - TOLD))}</li> });
    let on_go = move |_| {
        many.act(Deed::Move(to));
    };
    view! {
        <Dialog title=t!(app, "many-held-title", stage = stage.as_str()) on_close=Callback::new(move |()| many.close())>
            <p>{t!(app, "many-held-text", n = counted(&app, stay), stage = stage.as_str())}</p>
            <ul>{names}{more}</ul>
            <div class="dialog-acts">
                <button class="button" type="button" on:click=move |_| many.close()>{t!(app, "cancel")}</button>
                {(go > 0).then(|| view! { <button class="button button-primary" type="button" on:click=on_go>{t!(app, "many-held-go", n = counted(&app, go))}</button> })}
            </div>
        </Dialog>
    }
}
