//! The policies that are in force on the day: what is still to be read stands first.

use leptos::prelude::*;

use crate::control::policy::{Standing, Understand, in_force};
use crate::model::records::Policy;
use crate::model::{Day, Id};
use crate::ui::context::{App, use_app};
use crate::ui::parts::icon::Icon;
use crate::ui::policy::POLICIES;
use crate::ui::route::{Place, Route};

/// The panel; nothing where none is in force.
#[component]
pub(super) fn Policies(person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let found = Memo::new(move |_| app.read(|desk| in_force(desk.book(), person, day)));
    // Only who reads can say so.
    let own = Memo::new(move |_| app.read(|desk| desk.actor.person.map(|me| desk.book().resolve(me)) == Some(person)));
    move || {
        let found = found.get();
        let lines: Vec<_> = found.iter().map(|(policy, standing)| line(app, policy, *standing, own.get())).collect();
        (!found.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby="plan-policies">
                    <div class="panel-head"><h2 id="plan-policies">{t!(app, "plan-policies")}</h2></div>
                    <ul class="stack" role="list">{lines}</ul>
                </section>
            }
        })
    }
}

fn line(app: App, policy: &Policy, standing: Standing, own: bool) -> AnyView {
    let href = Place::new(Route::Record(POLICIES, policy.id.into())).href();
    let id = policy.id;
    let is_read = matches!(standing, Standing::Read(_));
    // What is refused is told by the act itself.
    let press = move |_| drop(app.act(&Understand { policy: id }));
    let state = if is_read {
        view! { <span class="tag tag-good">{t!(app, "plan-policy-read")}</span> }.into_any()
    } else if own {
        let label =
            t!(app, "form-part", whole = t!(app, "policy-understand"), part = policy.title.clone().unwrap_or_default());
        view! { <button class="button" type="button" aria-label=label on:click=press><Icon name="check"/>{t!(app, "policy-understand")}</button> }.into_any()
    } else {
        view! { <span class="tag tag-warning">{t!(app, "policy-not-read")}</span> }.into_any()
    };
    let text = policy.text.clone().filter(|_| !is_read);
    view! {
        <li class="day-policy">
            <span class="row"><a class="push-end" href=href>{policy.title.clone()}</a>{state}</span>
            {text.map(|text| view! { <p class="second day-text">{text}</p> })}
        </li>
    }
    .into_any()
}
