//! Who is due by the day and has no visit yet, the most urgent first, each with the reason.

use leptos::prelude::*;

use super::add::begun;
use crate::book::Label;
use crate::book::command::Create;
use crate::model::records::Visit;
use crate::model::{Day, Id, Record, Value};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::day::words;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use crate::visits::wanted::{Reason, Wanted, due_on, purposes};

/// Shown at once.
const SHOWN: usize = 6;

/// The panel; nothing where nobody is due.
#[component]
pub(super) fn Due(person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let shown = RwSignal::new(SHOWN);
    let found = Memo::new(move |_| {
        let (calendar, today) = (calendar(app), app.zone().day_of(app.now()));
        app.read(|desk| due_on(desk.book(), (&desk.zone, &calendar), person, today, day))
    });
    let lines = move || {
        found.with(|found| found.iter().take(shown.get()).map(|one| line(app, one, (person, day))).collect::<Vec<_>>())
    };
    let more = move || {
        let left = found.with(Vec::len).saturating_sub(shown.get());
        (left > 0).then(|| view! {
            <div class="panel-foot"><button class="button" type="button" on:click=move |_| shown.update(|shown| *shown += 12)>{t!(app, "pool-more", n = counted(&app, left))}</button></div>
        })
    };
    let some = Memo::new(move |_| found.with(|found| !found.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <section class="panel" aria-labelledby="plan-due">
                    <div class="panel-head">
                        <h2 id="plan-due">{t!(app, "plan-due")}</h2>
                        <span class="panel-note num">{move || t!(app, "plan-due-count", n = found.with(|found| counted(&app, found.len())))}</span>
                    </div>
                    <ul class="stack" role="list">{lines}</ul>
                    {more}
                </section>
            }
        })
    }
}

fn line(app: App, wanted: &Wanted, of: (Id, Day)) -> AnyView {
    let unit = wanted.of.unit;
    let name = app.peek(|desk| title::anywhere(desk.book(), unit.site.unwrap_or(unit.account))).unwrap_or_default();
    let why = words::reasons(app, &wanted.reasons);
    let no_place = wanted.place.is_none().then(|| view! { <span class="tag">{t!(app, "plan-no-place")}</span> });
    let (reasons, called) = (wanted.reasons.clone(), name.clone());
    let press = move |_| add(app, of, (unit.account, unit.site), &reasons, &called);
    view! {
        <li class="own-field">
            <span class="own-field-name"><strong>{name.clone()}</strong><span class="second">{why}</span>{no_place}</span>
            <button class="button" type="button" aria-label=t!(app, "plan-add-of", name = name) on:click=press><Icon name="plus"/>{t!(app, "plan-add-short")}</button>
        </li>
    }
    .into_any()
}

fn add(app: App, of: (Id, Day), (account, site): (Id, Option<Id>), reasons: &[Reason], name: &str) {
    let mut values = begun(app, of, Some((account, site)));
    values.push((Visit::ACCOUNT, Some(account.into())));
    values.extend(site.map(|site| (Visit::SITE, Some(site.into()))));
    let purposes = purposes(reasons).into_iter().map(str::to_owned).collect();
    values.push((Visit::PURPOSES, Some(Value::Tags(purposes))));
    let deal = reasons.iter().find_map(|reason| if let Reason::Deal(deal) = reason { Some(*deal) } else { None });
    values.extend(deal.map(|deal| (Visit::DEAL, Some(deal.into()))));
    let label = Label::new("did-visit-plan").with("account", name).with("day", of.1.to_string());
    let create = Create { collection: Visit::COLLECTION.key.into(), id: app.new_id(), values, label };
    // What is refused is told by the act itself.
    drop(app.act(&create));
}
