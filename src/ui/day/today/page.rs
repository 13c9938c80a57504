//! The page of a visit as it is made: what to know before, check-in and check-out, what came of it.

use leptos::prelude::*;

use super::brief::Brief;
use super::call::CallActs;
use super::checks::Checks;
use super::extra::Extra;
use super::form::Result as Filled;
use super::instead::Instead;
use super::outcome::NotMade;
use super::photos::Photos;
use crate::model::records::Visit;
use crate::model::{Id, Record};
use crate::ui::context::use_app;
use crate::ui::day::doing::Doing;
use crate::ui::day::stop::{Stop, tags};
use crate::ui::day::words;
use crate::ui::parts::missing::MissingPage;
use crate::ui::route::{Place, Route};
use crate::visits::trace::Status;

/// The page.
#[component]
pub(in crate::ui) fn StopPage(
    /// The visit.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let there =
        Memo::new(move |_| app.read(|desk| Stop::read(desk, id).is_some() && desk.sees(Visit::COLLECTION.key, id)));
    move || {
        if there.get() { view! { <Shown id=id/> }.into_any() } else { view! { <MissingPage/> }.into_any() }
    }
}

#[component]
fn Shown(id: Id) -> impl IntoView {
    let app = use_app();
    let stop = Memo::new(move |_| app.read(|desk| Stop::read(desk, id)));
    let owner = app.peek(|desk| desk.book().get::<Visit>(id.into()).and_then(|visit| visit.owner));
    let (account, site) =
        stop.with_untracked(|stop| stop.as_ref().map(|stop| (stop.account, stop.site))).unwrap_or_default();
    let name = move || stop.with(|stop| stop.as_ref().map(|stop| stop.name.clone()));
    let tagged = move || stop.with(|stop| stop.as_ref().map(|stop| tags(app, stop)));
    let status = Memo::new(move |_| stop.with(|stop| stop.as_ref().map(|stop| stop.status)));
    let begun = Memo::new(move |_| stop.with(|stop| stop.as_ref().is_some_and(|stop| stop.arrived.is_some())));
    let nobody = Memo::new(move |_| stop.with(|stop| stop.as_ref().is_some_and(|stop| stop.nobody)));
    let doing = Doing::new(app);
    let sum = move || {
        stop.with(|stop| {
            let stop = stop.as_ref()?;
            let parts = [Some(words::span(app, stop.starts, stop.ends)), stop.place(), Some(stop.purposes(app))];
            let parts: Vec<String> = parts.into_iter().flatten().filter(|text| !text.is_empty()).collect();
            Some(parts.join(" \u{b7} "))
        })
    };
    let aim = move || {
        stop.with(|stop| stop.as_ref()?.aim.clone()).map(|aim| view! { <p>{t!(app, "plan-expects", aim = aim)}</p> })
    };
    let not_made = move || {
        let open = matches!(status.get(), Some(Status::Planned | Status::Missed));
        let stop = stop.get_untracked().filter(|_| open)?;
        Some(view! { <NotMade stop=stop person=owner?/> })
    };
    let result = move || begun.get().then(|| view! { <Filled id=id person=owner/> });
    let more = move || begun.get().then(|| view! { <Extra visit=id account=account person=owner/><Photos visit=id/> });
    let instead = move || nobody.get().then(|| view! { <Instead visit=id person=owner doing=doing/> });
    let record = Place::new(Route::Record(Visit::COLLECTION.key, id)).href();
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label=t!(app, "crumbs")><a href=Place::new(Route::Today).href()>{t!(app, "day-tab-today")}</a></nav>
            <div class="page-title"><h1 tabindex="-1">{name}</h1>{tagged}</div>
            <p class="page-sum">{sum}</p>
        </header>
        <div class="page-body page-narrow">
            {aim}
            <div class="row"><CallActs account=account site=site/>{not_made}</div>
            <Checks stop=stop doing=doing/>
            {result}
            {instead}
            {more}
            {account.map(|account| view! { <Brief account=account/> })}
            <p><a href=record>{t!(app, "stop-record")}</a></p>
        </div>
    }
}
