//! Sign-off: requests for signatures, to be signed or returned with a remark.

mod answer;
mod ask;
mod days;
mod request;

use leptos::prelude::*;

use super::context::{App, use_app};
use super::handover::{Answers, Kept};
use super::parts::count::counted;
use super::parts::icon::Icon;
use super::route::{Place, Route};
use crate::control::inbox::{Request, inbox, of_form, waiting};
use crate::model::Id;
pub(super) use ask::{AskButton, people};
use days::Days;

/// Answered requests that are shown.
const ANSWERED: usize = 50;

fn requests(app: App) -> Vec<Request> {
    let today = app.zone().day_of(app.now());
    app.read(|desk| inbox(desk.book(), desk.actor.person, today))
}

/// The page.
#[component]
pub(super) fn SignPage() -> impl IntoView {
    let app = use_app();
    let shown = days::forms(app);
    // What is answered beside its form is not listed once more.
    let every = Memo::new(move |_| requests(app));
    let all = Memo::new(move |_| {
        let mut all = every.get();
        let is_shown =
            |request: &Request| request.form.as_ref().is_some_and(|(_, id)| shown.with(|shown| shown.contains(id)));
        all.retain(|request| !is_shown(request));
        all
    });
    let count = move || {
        let me = app.peek(|desk| desk.actor.person);
        every.with(|all| t!(app, "sign-count", n = counted(&app, waiting(all, me))))
    };
    let panel = move |waits: bool| {
        let some: Vec<Request> = all.with(|all| {
            all.iter().filter(|request| request.answer.is_waiting() == waits).take(ANSWERED).cloned().collect()
        });
        let (id, name) = if waits { ("sign-open", "sign-open") } else { ("sign-answered", "sign-answered") };
        (!some.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby=id>
                    <div class="panel-head"><h2 id=id>{app.text(name, &[])}</h2></div>
                    <ol class="requests" role="list">
                        {some.iter().map(|request| request::line(app, request)).collect::<Vec<_>>()}
                    </ol>
                </section>
            }
        })
    };
    let nothing = move || {
        every.with(Vec::is_empty).then(|| {
            view! {
                <div class="empty">
                    <Icon name="check" class="icon-large"/>
                    <h2 class="empty-title">{t!(app, "sign-empty")}</h2>
                    <p class="empty-text">{t!(app, "sign-empty-text")}</p>
                </div>
            }
        })
    };
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{t!(app, "nav-sign")}</h1></div>
            <p class="page-sum">{count}</p>
        </header>
        <div class="page-body"><Answers kept=Kept::new(app)/><Days/>{move || panel(true)}{move || panel(false)}{nothing}
            <p><a class="button button-quiet" href=Place::new(Route::HandOver).href()><Icon name="export"/>{t!(app, "handover-pages")}</a></p>
        </div>
    }
}

/// On the page of a record, what became of the requests to sign it; nothing where nobody asked.
#[component]
pub(super) fn SignedPanel(
    /// The record.
    id: Id,
    /// The heading of the form, where several stand on a page.
    #[prop(optional)]
    of: &'static str,
) -> impl IntoView {
    let app = use_app();
    let today = app.zone().day_of(app.now());
    let all = Memo::new(move |_| app.read(|desk| of_form(desk.book(), desk.actor.person, today, id)));
    move || {
        all.with(|all| {
            let lines: Vec<AnyView> = all.iter().map(|request| request::line(app, request)).collect();
            // Plan and report of a day stand side by side.
            let name = format!("signed-{id}");
            let names = format!("{name} {of}").trim_end().to_owned();
            (!lines.is_empty()).then(|| {
                view! {
                    <section class="panel" aria-labelledby=names>
                        <div class="panel-head"><h2 id=name>{t!(app, "nav-sign")}</h2></div>
                        <ol class="requests" role="list">{lines}</ol>
                    </section>
                }
            })
        })
    }
}
