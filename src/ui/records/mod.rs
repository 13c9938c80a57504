//! All collections by subject, with how many records each has.

use leptos::prelude::*;

use crate::model::records::COLLECTIONS;
use crate::ui::context::{App, use_app};
use crate::ui::parts::money;
use crate::ui::route::{Place, Route};

/// Subjects with their collections; what stands in none comes last.
const GROUPS: [(&str, &[&str]); 6] = [
    ("records-customers", &["accounts", "sites", "contacts", "leads", "competitors", "complaints", "market_reports"]),
    (
        "records-selling",
        &[
            "deals",
            "deal_lines",
            "committee_members",
            "quotes",
            "quote_lines",
            "activities",
            "visits",
            "visit_companions",
            "visit_photos",
            "day_plans",
            "day_reports",
            "trips",
            "absences",
            "phrases",
            "legs",
            "orders",
            "order_lines",
        ],
    ),
    ("records-delivery", &["shipments", "invoices", "returns", "credit_notes"]),
    ("records-money", &["receivables", "receipts", "allocations", "advance_payments"]),
    ("records-costs", &["expenses", "advances", "budgets", "commission_rules", "commission_payments"]),
    ("records-goals", &["targets", "market_totals", "approvals", "signatures"]),
];

/// The page.
#[component]
pub(super) fn RecordsPage() -> impl IntoView {
    let app = use_app();
    let grouped = |key: &str| GROUPS.iter().any(|(_, keys)| keys.contains(&key));
    let rest: Vec<&str> = COLLECTIONS.iter().map(|collection| collection.key).filter(|key| !grouped(key)).collect();
    let groups = GROUPS.iter().map(|(name, keys)| panel(app, name, keys));
    let groups: Vec<AnyView> = groups.chain([panel(app, "records-company", &rest)]).collect();
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{t!(app, "nav-all-records")}</h1></div>
        </header>
        <div class="page-body"><div class="grid-tiles">{groups}</div></div>
    }
}

fn panel(app: App, name: &'static str, keys: &[&str]) -> AnyView {
    let lines: Vec<AnyView> = keys.iter().filter_map(|key| line(app, key)).collect();
    view! {
        <section class="panel" aria-labelledby=name>
            <div class="panel-head"><h2 id=name>{app.text(name, &[])}</h2></div>
            <ul class="records-list" role="list">{lines}</ul>
        </section>
    }
    .into_any()
}

/// A collection: its list, and how many records stand there.
fn line(app: App, key: &str) -> Option<AnyView> {
    let key = crate::model::records::collection(key)?.key;
    let count = move || {
        let count = app.read(|desk| desk.book().table(key).map_or(0, |table| table.live().count()));
        (count > 0).then(|| view! { " "<span class="num">{money::count(&app, count)}</span> })
    };
    let href = Place::new(Route::List(key)).href();
    Some(view! { <li><a href=href>{app.text(&format!("collection-{key}"), &[])}</a>{count}</li> }.into_any())
}
