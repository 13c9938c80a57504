//! Who has read a policy: oneself, and for those who lead, everybody whom it concerns.

use leptos::prelude::*;

use crate::control::policy::{Reader, Standing, Understand, mine, readers};
use crate::model::permission::Layer;
use crate::model::records::PolicyId;
use crate::model::{Id, Instant};
use crate::ui::context::{App, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::person::disc;

/// The panel.
#[component]
pub(in crate::ui) fn ReadersPanel(
    /// The policy.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let policy = PolicyId(id);
    let own = Memo::new(move |_| app.read(|desk| mine(desk.book(), policy, desk.actor.person?)));
    // Who sells sees how it stands with themselves.
    let leads = Memo::new(move |_| app.read(|desk| desk.actor.layer != Layer::Salesperson));
    let all = Memo::new(move |_| app.read(|desk| readers(desk.book(), policy)));
    let some = move || own.with(Option::is_some) || (leads.get() && all.with(|all| !all.is_empty()));
    let sum = move || {
        let (read, of) = all.with(|all| (all.iter().filter(|reader| is_read(reader)).count(), all.len()));
        leads.get().then(|| t!(app, "policy-sum", n = counted(&app, read), of = counted(&app, of)))
    };
    let list = move || {
        leads.get().then(|| {
            let lines: Vec<AnyView> = all.with(|all| all.iter().map(|reader| line(app, reader)).collect());
            view! { <ul class="readers" role="list">{lines}</ul> }
        })
    };
    let panel = move || {
        view! {
            <section class="panel" aria-labelledby="policy-readers">
                <div class="panel-head"><h2 id="policy-readers">{t!(app, "policy-readers")}</h2><span class="panel-note">{sum}</span></div>
                {move || own.get().map(|standing| me(app, policy, standing))}
                {list}
            </section>
        }
    };
    move || some().then(panel)
}

fn is_read(reader: &Reader) -> bool {
    matches!(reader.standing, Standing::Read(_))
}

fn when(app: App, at: Instant) -> String {
    app.format().instant(at, &app.zone())
}

/// How it stands with the acting person, and the way to say that it is read.
fn me(app: App, policy: PolicyId, standing: Standing) -> AnyView {
    let said = match standing {
        Standing::Unread => t!(app, "policy-mine-unread"),
        Standing::Changed(at) => t!(app, "policy-mine-changed", when = when(app, at)),
        Standing::Read(at) => t!(app, "policy-mine-read", when = when(app, at)),
    };
    // What is refused is told by the act itself.
    let press = move |_| drop(app.act(&Understand { policy }));
    let button = (!matches!(standing, Standing::Read(_))).then(|| {
        view! { <button class="button button-primary" type="button" on:click=press><Icon name="check"/>{t!(app, "policy-understand")}</button> }
    });
    view! { <p class="row">{said}" "{button}</p> }.into_any()
}

fn line(app: App, reader: &Reader) -> AnyView {
    let (class, words) = match reader.standing {
        Standing::Unread => ("tag tag-warning", t!(app, "policy-not-read")),
        Standing::Changed(at) => ("tag tag-warning", t!(app, "policy-read-before", when = when(app, at))),
        Standing::Read(at) => ("tag tag-good", t!(app, "policy-read", when = when(app, at))),
    };
    view! { <li class="row">{disc(&reader.name)}<span>{reader.name.clone()}</span>" "<span class=class>{words}</span></li> }.into_any()
}
