//! A visit of the plan: when, whom, what for; whether it was agreed on; its place among the others.

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::add::EditDialog;
use super::drag::{self, Dragged};
use super::lines::put;
use super::way::Ways;
use crate::model::Id;
use crate::model::records::{Visit, VisitId};
use crate::ui::context::{App, use_app};
use crate::ui::day::stop::{Stop, tags};
use crate::ui::day::words;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};
use crate::visits::life::{Called, Confirm, TakeOff};
use crate::visits::trace::Status;

/// The line.
#[component]
pub(super) fn Line(
    id: Id,
    order: Memo<Vec<VisitId>>,
    changed: Memo<Vec<Id>>,
    wrong: Memo<Vec<(Id, String)>>,
    dragged: Dragged,
    ways: Ways,
) -> impl IntoView {
    let app = use_app();
    let visit = VisitId(id);
    let stop = Memo::new(move |_| app.read(|desk| Stop::read(desk, id)));
    let at = Memo::new(move |_| order.with(|order| order.iter().position(|one| *one == visit)));
    let editing = RwSignal::new(false);
    let close = Callback::new(move |()| editing.set(false));
    let mine = Memo::new(move |_| dragged.with(|dragged| dragged.is_some_and(|(one, _)| one == visit)));
    let drop_here = Memo::new(move |_| {
        dragged.with(|dragged| dragged.is_some_and(|(one, to)| one != visit && Some(to) == at.get()))
    });
    let breaks = Memo::new(move |_| {
        wrong.with(|wrong| wrong.iter().filter(|(one, _)| *one == id).map(|(_, text)| text.clone()).collect::<Vec<_>>())
    });
    let marks = move || {
        breaks.with(|breaks| {
            let mark = |text: &String| view! { <p class="day-line-mark"><span class="tag tag-warning"><Icon name="alert" class="icon-small"/>{text.clone()}</span></p> };
            breaks.iter().map(mark).collect::<Vec<_>>()
        })
    };
    let is_changed = Memo::new(move |_| changed.with(|changed| changed.contains(&id)));
    let shown = move || stop.get().map(|stop| content(app, &stop, (at, order), editing, dragged, ways));
    view! {
        <li class="day-line" class:day-line-held=move || mine.get() class:day-line-drop=move || drop_here.get()
            data-visit=move || at.get().map(|_| drag::name(visit))>
            {shown}
            {marks}
            {move || is_changed.get().then(|| view! { <p class="day-line-mark"><span class="tag tag-warning">{t!(app, "plan-changed")}</span></p> })}
            {move || editing.get().then(|| view! { <EditDialog id=id on_close=close/> })}
        </li>
    }
}

fn content(
    app: App,
    stop: &Stop,
    (at, order): (Memo<Option<usize>>, Memo<Vec<VisitId>>),
    editing: RwSignal<bool>,
    dragged: Dragged,
    ways: Ways,
) -> AnyView {
    let href = Place::new(Route::Stop(stop.id.into())).href();
    let place = stop.place().map(|place| view! { <span class="second">{place}</span> });
    let purposes = stop.purposes(app);
    let purposes = (!purposes.is_empty()).then_some(purposes);
    let locked = stop.is_locked.then(|| view! { <span class="tag">{app.text("field-visits-locked", &[])}</span> });
    let open = stop.status == Status::Planned && stop.arrived.is_none();
    let acts = open.then(|| acts(app, stop, at, order, editing, dragged));
    view! {
        <span class="day-line-time num">{stop.starts.map(|at| words::clock(app, at))}<span class="second">{stop.ends.map(|at| words::clock(app, at))}</span></span>
        <div class="day-line-body">
            <p class="row"><a class="day-line-name" href=href>{stop.name.clone()}</a>{locked}{(!open).then(|| tags(app, stop))}</p>
            {place}
            {purposes.map(|purposes| view! { <p>{purposes}</p> })}
            {stop.aim.clone().map(|aim| view! { <p class="second">{t!(app, "plan-expects", aim = aim)}</p> })}
            {stop.reason.clone().filter(|_| !open).map(|reason| view! { <p class="second">{reason}</p> })}
            {ways.to(app, stop.id.into())}
        </div>
        {acts}
    }
    .into_any()
}

/// What can be done with a visit that is still to be made.
fn acts(
    app: App,
    stop: &Stop,
    at: Memo<Option<usize>>,
    order: Memo<Vec<VisitId>>,
    editing: RwSignal<bool>,
    dragged: Dragged,
) -> AnyView {
    let (id, name) = (stop.id, stop.name.clone());
    let codes = Called::ALL.map(|(_, code)| (code.to_owned(), words::choice(app, Visit::CONFIRMATION, code)));
    let label = t!(app, "form-part", whole = app.text("field-visits-confirmation", &[]), part = name.as_str());
    // What is refused is told by the act itself.
    let confirm = Callback::new(move |code: String| {
        if let Some(called) = Called::parse(&code) {
            drop(app.act(&Confirm { visit: id, called }));
        }
    });
    let step = move |by: isize, icon: &'static str, label: String| {
        let to = Memo::new(move |_| {
            let last = order.with(Vec::len);
            at.get().and_then(|at| at.checked_add_signed(by)).filter(|to| *to < last)
        });
        let press = move |event: MouseEvent| {
            let Some(to) = to.get_untracked() else { return };
            if order.with_untracked(|order| put(app, order, id, to)) {
                refocus(&event);
            }
        };
        view! { <button class="button button-icon" type="button" aria-label=label disabled=move || to.get().is_none() on:click=press><Icon name=icon/></button> }
    };
    let take = move |event: PointerEvent| {
        if let Some(at) = at.get_untracked() {
            drag::begin(dragged, &event, id, at);
        }
    };
    view! {
        <div class="day-line-acts">
            <span class="day-grip" aria-hidden="true" on:pointerdown=take><Icon name="grip"/></span>
            {step(-1, "up", t!(app, "plan-earlier", name = name.as_str()))}
            {step(1, "down", t!(app, "plan-later", name = name.as_str()))}
            <button class="button button-icon" type="button" aria-label=t!(app, "plan-edit", name = name.as_str()) on:click=move |_| editing.set(true)><Icon name="edit"/></button>
            <button class="button button-icon" type="button" aria-label=t!(app, "plan-remove", name = name.as_str()) on:click=move |_| drop(app.act(&TakeOff { visit: id }))><Icon name="trash"/></button>
            <Choose id=format!("confirm-{}", Id::from(id)) class="select day-confirm" label=label options=Signal::stored(codes.to_vec()) value=stop.called.code().to_owned() on_pick=confirm/>
        </div>
    }
    .into_any()
}

/// A line that moves loses the focus: its button takes it back.
fn refocus(event: &MouseEvent) {
    let button = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(label) = button.and_then(|button| button.get_attribute("aria-label")) else { return };
    request_animation_frame(move || {
        let Ok(buttons) = document().query_selector_all(".day-line-acts button") else { return };
        for at in 0..buttons.length() {
            let button = buttons.item(at).and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(button) = button.filter(|button| button.get_attribute("aria-label").as_ref() == Some(&label)) {
                drop(button.focus());
            }
        }
    });
}
