//! A customer of the pool as a line: how long it was left alone, whose it was, what can be done.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::Shown;
use crate::model::records::Account;
use crate::model::{Id, Record};
use crate::pipeline::pool::{ClaimAccount, ReleaseAccount, State};
use crate::ui::context::App;
use crate::ui::parts::count::counted;
use crate::ui::route::{Place, Route};

/// The id of what says that nobody in particular acts.
pub(super) const NOBODY: &str = "nobody-claims";

/// What can be done with the customer of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Nothing but looking at it.
    None,
    /// It can be claimed.
    Claim,
    /// It can be given back.
    Release,
}

/// The line goes with what was done: the focus goes to the button that stands in its place, or to the
/// heading where none does.
fn then_on(event: &MouseEvent, done: bool) {
    let button = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let line = button.and_then(|button| button.closest("li").ok().flatten());
    let list = line.as_ref().and_then(|line| line.closest("section").ok().flatten());
    let (Some(line), Some(panel), true) = (line, list, done) else { return };
    let mut at = 0;
    let mut before = line.previous_element_sibling();
    while let Some(other) = before {
        at += 1;
        before = other.previous_element_sibling();
    }
    let panel = panel.get_attribute("aria-labelledby").unwrap_or_default();
    request_animation_frame(move || {
        let next = format!("[aria-labelledby={panel}] li:nth-child({}) button:enabled", at + 1);
        let found = document().query_selector(&next).ok().flatten();
        let found = found.or_else(|| document().query_selector("main h1").ok().flatten());
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            drop(element.focus());
        }
    });
}

/// The line.
pub(super) fn line(app: App, shown: Shown, act: Act) -> AnyView {
    let Shown { standing, owner, may_see, hindrance } = shown;
    let (id, name) = (standing.id, standing.name.clone());
    let named = if may_see {
        let href = Place::new(Route::Record(Account::COLLECTION.key, id.into())).href();
        view! { <a href=href>{name.clone()}</a> }.into_any()
    } else {
        view! { <strong>{name.clone()}</strong> }.into_any()
    };
    let days = |days: i32| counted(&app, usize::try_from(days).unwrap_or(0));
    let touched = match (standing.touched, standing.state) {
        (None, _) => t!(app, "pool-never"),
        (Some(day), State::Held(left)) => {
            t!(app, "pool-left", day = app.format().day(day), n = days(left.max(0)))
        }
        (Some(day), State::Due(alone)) => t!(app, "pool-alone", day = app.format().day(day), n = days(alone)),
        (Some(day), State::Free) => t!(app, "pool-last", day = app.format().day(day)),
    };
    let whose = owner.filter(|_| act == Act::Claim).map(|owner| format!(" · {}", t!(app, "pool-with", owner = owner)));
    let nobody = app.peek(|desk| desk.actor.person.is_none());
    // Where nobody in particular acts, this is said above all of them.
    let reason = if nobody { NOBODY.to_owned() } else { format!("pool-why-{}", Id::from(id)) };
    let control = match act {
        Act::None => ().into_any(),
        Act::Release => {
            // A refusal has been said by the act itself.
            let press = move |event: MouseEvent| then_on(&event, app.act(&ReleaseAccount { account: id }).is_ok());
            view! { <button class="button" type="button" aria-label=t!(app, "pool-release-of", name = name.as_str()) on:click=press>{t!(app, "pool-release")}</button> }.into_any()
        }
        Act::Claim => {
            let press = move |event: MouseEvent| then_on(&event, app.act(&ClaimAccount { account: id }).is_ok());
            let reason = hindrance.is_some().then_some(reason.clone());
            view! { <button class="button" type="button" disabled=hindrance.is_some() aria-describedby=reason aria-label=t!(app, "pool-claim-of", name = name.as_str()) on:click=press>{t!(app, "pool-claim")}</button> }.into_any()
        }
    };
    let why = hindrance.filter(|_| act == Act::Claim && !nobody);
    let why = why.map(|why| view! { <span class="field-hint" id=reason>{why}</span> });
    view! {
        <li class="own-field">
            <span class="own-field-name">{named}<span class="second">{touched}{whose}</span>{why}</span>
            {control}
        </li>
    }
    .into_any()
}
