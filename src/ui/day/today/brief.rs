//! One page on the customer: the last visits, what is overdue, what was bought last, what to ask.

use leptos::prelude::*;

use crate::control::day::brief::{Ask, Bought, brief};
use crate::model::records::{Complaint, Deal, Visit};
use crate::model::{Id, Record};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::day::stop::Stop;
use crate::ui::parts::money;
use crate::ui::route::{Place, Route};
use crate::visits::trace::Trace;

/// The panel.
#[component]
pub(super) fn Brief(account: Id) -> impl IntoView {
    let app = use_app();
    let found = Memo::new(move |_| {
        let today = app.zone().day_of(app.now());
        app.read(|desk| brief(desk.book(), &desk.zone, account, today))
    });
    let list = move |name: &'static str, lines: Vec<AnyView>| {
        let lines = if lines.is_empty() {
            vec![view! { <li class="second">{t!(app, "day-none")}</li> }.into_any()]
        } else {
            lines
        };
        view! { <h3>{app.text(name, &[])}</h3><ul class="day-list" role="list">{lines}</ul> }
    };
    let asks = move || found.with(|found| list("brief-asks", found.asks.iter().map(|one| ask(app, one)).collect()));
    let visits =
        move || found.with(|found| list("brief-visits", found.visits.iter().map(|one| visit(app, one)).collect()));
    let bought =
        move || found.with(|found| list("brief-bought", found.bought.iter().map(|one| product(app, one)).collect()));
    let overdue = move || {
        found.with(|found| {
            let some = !found.overdue.sums().is_empty();
            some.then(|| view! { <span class="tag tag-bad num">{t!(app, "brief-overdue", sum = money::bag(&app, &found.overdue))}</span> })
        })
    };
    view! {
        <section class="panel" aria-labelledby="stop-brief">
            <div class="panel-head"><h2 id="stop-brief">{t!(app, "stop-brief")}</h2>{overdue}</div>
            {asks}{visits}{bought}
        </section>
    }
}

fn link(app: App, route: Route, id: Id) -> AnyView {
    let name = app.peek(|desk| title::anywhere(desk.book(), id)).unwrap_or_default();
    view! { <a href=Place::new(route).href()>{name}</a> }.into_any()
}

fn ask(app: App, ask: &Ask) -> AnyView {
    let line = match ask {
        Ask::NextStep { what, on, .. } => {
            let text = match on {
                Some(day) => t!(app, "brief-ask-step-on", what = what.as_str(), day = app.format().day(*day)),
                None => t!(app, "brief-ask-step", what = what.as_str()),
            };
            view! { {text} }.into_any()
        }
        Ask::Complaint(id) => {
            let link = link(app, Route::Record(Complaint::COLLECTION.key, (*id).into()), (*id).into());
            view! { {t!(app, "brief-ask-complaint")}" "{link} }.into_any()
        }
        Ask::Overdue(since) => view! { {t!(app, "brief-ask-overdue", day = app.format().day(*since))} }.into_any(),
        Ask::Deal(id) => {
            let link = link(app, Route::Record(Deal::COLLECTION.key, (*id).into()), (*id).into());
            view! { {t!(app, "brief-ask-deal")}" "{link} }.into_any()
        }
    };
    view! { <li>{line}</li> }.into_any()
}

fn visit(app: App, visit: &Trace) -> AnyView {
    let stop = app.peek(|desk| Stop::read(desk, visit.id));
    let said = stop.map(|stop| if stop.said.is_empty() { stop.purposes(app) } else { stop.said.join(" \u{b7} ") });
    let day = visit.at().map(|at| app.format().day(app.zone().day_of(at)));
    let href = Place::new(Route::Record(Visit::COLLECTION.key, visit.id)).href();
    view! { <li><a class="num" href=href>{day}</a>" "<span class="second">{said}</span></li> }.into_any()
}

fn product(app: App, bought: &Bought) -> AnyView {
    let name = app.peek(|desk| title::anywhere(desk.book(), bought.product)).unwrap_or_default();
    let price = bought.price.map(|price| app.format().money(price, false));
    let quantity = bought.quantity.map(|quantity| t!(app, "brief-times", n = app.format().number(quantity, 2)));
    let parts: Vec<String> = [Some(app.format().day(bought.on)), quantity, price].into_iter().flatten().collect();
    view! { <li>{name}" "<span class="second figures">{parts.join(" \u{b7} ")}</span></li> }.into_any()
}
