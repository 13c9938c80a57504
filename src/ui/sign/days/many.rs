//! Signing together what nothing is to be said of; of the rest it is said what holds it back.

use leptos::prelude::*;

use super::Rows;
use crate::control::day::batch::{Hitch, Rule, SignMany, hitches};
use crate::model::records::ApprovalId;
use crate::ui::context::{App, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;

/// Why a report is signed by itself.
fn why(app: App, hitch: Hitch) -> Option<String> {
    Some(match hitch {
        Hitch::NotWaiting => return None,
        Hitch::Late => t!(app, "day-state-late"),
        Hitch::Unsettled => t!(app, "hitch-unsettled"),
        Hitch::Doubts(n) => t!(app, "sign-doubts", n = counted(&app, n)),
        Hitch::Exceptions(n) => t!(app, "sign-exceptions", n = counted(&app, n)),
        Hitch::Plan => t!(app, "hitch-plan"),
        Hitch::Completion(rate) => t!(app, "sign-completion", rate = app.format().percent(rate)),
        Hitch::Spent(spent) => app.format().money(spent, false),
    })
}

/// The foot of the rows; nothing where no report waits.
#[component]
pub(super) fn SignTogether(all: Rows) -> impl IntoView {
    let app = use_app();
    let rule = Rule::default();
    let found = Memo::new(move |_| {
        let (mut ready, mut held) = (Vec::<ApprovalId>::new(), Vec::<(String, Vec<String>)>::new());
        all.with(|all| {
            for row in all.iter() {
                let hitches = hitches(row, &rule);
                let request = row.report.as_ref().and_then(|report| report.request);
                match request.filter(|_| hitches.is_empty()) {
                    Some((request, _)) => ready.push(request),
                    None if hitches.contains(&Hitch::NotWaiting) => {}
                    None => {
                        let said = hitches.into_iter().filter_map(|hitch| why(app, hitch)).collect();
                        held.push((row.name.clone(), said));
                    }
                }
            }
        });
        (ready, held)
    });
    let press = move |_| {
        let approvals = found.with_untracked(|(ready, _)| ready.clone());
        // A refusal has been said by the act itself.
        drop(app.act(&SignMany { approvals, remark: None }));
    };
    move || {
        let (ready, held) = found.get();
        let button = (!ready.is_empty()).then(|| {
            view! { <button class="button" type="button" on:click=press><Icon name="check"/>{t!(app, "sign-together", n = counted(&app, ready.len()))}</button> }
        });
        let line = |(name, why): (String, Vec<String>)| {
            view! { <li><strong>{name}</strong>" "<span class="second">{why.join(" \u{b7} ")}</span></li> }
        };
        let some = !held.is_empty();
        let held = some.then(|| view! {
            <details class="changed-since"><summary>{t!(app, "sign-held", n = counted(&app, held.len()))}</summary><ul class="day-list" role="list">{held.into_iter().map(line).collect::<Vec<_>>()}</ul></details>
        });
        (button.is_some() || some).then(|| view! { <div class="panel-foot">{button}{held}</div> })
    }
}
