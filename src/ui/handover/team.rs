//! Setting up one's team: a file each, or all in one press.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::give::give;
use super::kept::Kept;
use super::member::{Member, MemberLine};
use crate::model::records::Person;
use crate::model::{Id, Record};
use crate::ui::context::{App, Desk, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::share::Outgoing;
use crate::ui::route::{Place, Route};

/// Whom somebody sets up: whom they lead; everybody before anybody was chosen.
fn people(desk: &Desk, me: Option<Id>) -> Vec<(String, Id)> {
    let book = desk.book();
    let mine = |person: &Person| me.is_none_or(|me| book.leads(me, person.id.into()));
    let named = |person: Person| (person.name.unwrap_or_default(), person.id.into());
    let mut people: Vec<(String, Id)> = book.all::<Person>().filter(mine).map(named).collect();
    crate::model::order::sort(&mut people);
    people
}

/// The panel; nothing for whoever leads nobody.
#[component]
pub(super) fn Team(me: Option<Id>, kept: Kept) -> impl IntoView {
    let app = use_app();
    let members: Vec<Member> =
        app.peek(|desk| people(desk, me)).into_iter().map(|(name, id)| Member::new(app, id, name)).collect();
    let leads = me.is_none() || !members.is_empty();
    let some = !members.is_empty();
    let lines = members.iter().map(|member| view! { <MemberLine member=*member kept=kept/> }).collect::<Vec<_>>();
    let count = t!(app, "handover-write-all", n = counted(&app, members.len()));
    let many = members.len() > 1;
    let members = StoredValue::new(members);
    let busy = Memo::new(move |_| members.with_value(|members| members.iter().any(|member| member.is_busy())));
    let all = move |_| spawn_local(async move { write_all(app, kept, members.get_value()).await });
    let body = if some {
        let foot = many.then(|| view! {
            <div class="panel-foot"><button class="button button-primary" type="button" disabled=move || busy.get() on:click=all><Icon name="file"/>{count}</button></div>
        });
        view! { <ul class="hand-people" role="list">{lines}</ul>{foot} }.into_any()
    } else {
        let people = Place::new(Route::List(Person::COLLECTION.key)).href();
        view! {
            <p>{t!(app, "handover-team-none")}</p>
            <div class="panel-foot"><a class="button" href=people><Icon name="person"/>{t!(app, "nav-people")}</a></div>
        }
        .into_any()
    };
    leads.then(|| {
        view! {
            <section class="panel stack" aria-labelledby="handover-team">
                <div class="panel-head"><h2 id="handover-team">{t!(app, "handover-team")}</h2></div>
                <p class="second">{t!(app, "handover-team-text")}</p>
                {body}
            </section>
        }
    })
}

/// Writes the files of all, one after another, and gives them away together.
async fn write_all(app: App, kept: Kept, members: Vec<Member>) {
    let mut written: Vec<(Member, Arc<Outgoing>)> = Vec::new();
    for member in members {
        if let Some(ready) = member.written(app).await {
            written.push((member, ready.file));
        }
    }
    kept.refresh(app);
    let files = written.iter().map(|(_, file)| Outgoing::clone(file)).collect::<Vec<_>>();
    if files.is_empty() {
        return;
    }
    let became = give(&files).await;
    for (member, _) in written {
        member.given.try_set(Some(became));
    }
}
