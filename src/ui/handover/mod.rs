//! Hand-over without a server: files that set up a team, hand in a day and bring the answers back.

mod answers;
mod give;
mod kept;
mod member;
mod mine;
mod opened;
mod opening;
mod read;
mod ready;
mod recall;
mod team;
mod write;

use leptos::prelude::*;

use super::context::use_app;
use super::parts::icon::Icon;
use super::route::{Place, Route};
pub(super) use answers::Answers;
pub(super) use kept::Kept;
pub(super) use mine::HandIn;
use opening::OpenFiles;
use recall::Recall;
use team::Team;

/// The page.
#[component]
pub(super) fn HandOverPage() -> impl IntoView {
    let app = use_app();
    let kept = Kept::new(app);
    // A device that holds nothing yet has nothing to give.
    let some = Memo::new(move |_| app.read(|desk| !desk.book().history().is_empty()));
    // Whom one leads depends on who one is, which a set-up says.
    let me = Memo::new(move |_| app.read(|desk| desk.actor.person));
    let team = move || view! { <Team me=me.get() kept=kept/> };
    let rest = move || some.get().then(|| view! { <HandIn kept=kept/><Answers kept=kept/>{team}<Recall/> });
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{t!(app, "handover")}</h1></div>
        </header>
        <div class="page-body page-narrow">
            <p class="second">{t!(app, "handover-intro")}</p>
            <OpenFiles kept=kept/>
            {rest}
        </div>
    }
}

/// The way here from the settings.
#[component]
pub(super) fn HandOverLink() -> impl IntoView {
    let app = use_app();
    view! {
        <section class="panel" aria-labelledby="settings-handover">
            <div class="panel-head"><h2 id="settings-handover">{t!(app, "handover")}</h2></div>
            <p class="second">{t!(app, "handover-settings")}</p>
            <div class="panel-foot"><a class="button" href=Place::new(Route::HandOver).href()><Icon name="export"/>{t!(app, "handover-pages")}</a></div>
        </section>
    }
}
