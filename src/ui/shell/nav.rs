//! The main navigation: a side bar on wide screens, a tab bar with a sheet on phones.

use leptos::prelude::*;

use crate::model::records::{Account, Area, Contact, Deal, Person, Product};
use crate::model::{Key, Record};
use crate::query::title;
use crate::ui::context::{Over, use_app};
use crate::ui::parts::icon::{BrandMark, Icon};
use crate::ui::route::{Place, Route};

/// A place in the navigation: route, message key, icon, and the collection whose records it counts.
struct Entry(Route, &'static str, &'static str, Option<&'static str>);

/// The collections that have an entry of their own.
const OWN_ENTRIES: [&str; 6] = [
    Account::COLLECTION.key,
    Deal::COLLECTION.key,
    Contact::COLLECTION.key,
    Product::COLLECTION.key,
    Person::COLLECTION.key,
    Area::COLLECTION.key,
];

fn main_entries() -> Vec<Entry> {
    vec![
        Entry(Route::Home, "nav-home", "home", None),
        Entry(Route::Today, "nav-visits", "route", None),
        Entry(Route::Board(None), "nav-pipeline", "board", None),
        Entry(Route::Kpi, "nav-kpi", "chart", None),
        Entry(Route::List(Account::COLLECTION.key), "nav-accounts", "account", Some(Account::COLLECTION.key)),
    ]
}

fn record_entries() -> Vec<Entry> {
    let list =
        |key: &'static str, text: &'static str, icon: &'static str| Entry(Route::List(key), text, icon, Some(key));
    vec![
        list(Deal::COLLECTION.key, "nav-deals", "deals"),
        list(Contact::COLLECTION.key, "nav-contacts", "contact"),
        list(Product::COLLECTION.key, "nav-products", "product"),
        list(Person::COLLECTION.key, "nav-people", "person"),
        list(Area::COLLECTION.key, "nav-areas", "area"),
        Entry(Route::Records, "nav-all-records", "more", None),
    ]
}

fn tool_entries() -> Vec<Entry> {
    vec![
        Entry(Route::Sign, "nav-sign", "check", None),
        Entry(Route::Pool, "nav-pool", "pool", None),
        Entry(Route::Import, "nav-import", "import", None),
        Entry(Route::Duplicates(Account::COLLECTION.key), "duplicates-title", "pair", None),
        Entry(Route::History, "nav-history", "history", None),
        Entry(Route::Settings, "nav-settings", "settings", None),
    ]
}

/// The navigation.
#[component]
pub(super) fn Nav() -> impl IntoView {
    let app = use_app();
    let chinese = app.peek(|desk| desk.format.language().tag().starts_with("zh"));
    // The name must hold what is to be seen, and is all there is where the words are hidden.
    let (brand, latin) = (t!(app, "brand"), t!(app, "brand-latin"));
    let name = if chinese { format!("{brand} {latin}") } else { brand };
    let more_here = app.of_place(|place| {
        record_entries().iter().chain(&tool_entries()).any(|entry| same_part(&entry.0, &place.route))
    });
    view! {
        <header class="banner">
            <a class="brand" href=Place::new(Route::Home).href() aria-label=name>
                <BrandMark class="brand-mark"/>
                <span class="brand-name">{t!(app, "brand")}</span>
                {chinese.then(|| view! { <span class="brand-second" lang="en">{t!(app, "brand-latin")}</span> })}
            </a>
            <button
                class="button button-quiet banner-search"
                type="button"
                aria-label=t!(app, "palette-open")
                on:click=move |_| app.over.set(Some(Over::Palette))
            >
                <Icon name="search"/><span class="banner-search-text">{t!(app, "palette-open")}</span>
            </button>
        </header>
        <nav class="nav" aria-label=t!(app, "nav-main")>
            <ul class="nav-list nav-main" role="list">{links(main_entries())}</ul>
            <button class="nav-link nav-more" type="button" popovertarget="nav-rest" data-here=move || more_here.get().then_some("")>
                <Icon name="menu"/><span>{t!(app, "nav-more")}</span>
            </button>
            <div class="nav-rest" id="nav-rest" popover="">
                <p class="nav-group" id="nav-records">{t!(app, "nav-records")}</p>
                <ul class="nav-list" role="list" aria-labelledby="nav-records">{links(record_entries())}</ul>
                <p class="nav-group" id="nav-tools">{t!(app, "nav-tools")}</p>
                <ul class="nav-list" role="list" aria-labelledby="nav-tools">{links(tool_entries())}{me()}</ul>
            </div>
        </nav>
    }
}

/// Who acts, with the way to say who that is.
fn me() -> AnyView {
    let app = use_app();
    let name = move || {
        let name = app.read(|desk| title::of(desk.book(), Person::COLLECTION.key, desk.actor.person?));
        name.unwrap_or_else(|| t!(app, "me-nobody"))
    };
    let hide = move |_| crate::ui::parts::dialog::hide_popover("nav-rest");
    let place = Place::new(Route::Settings).href();
    view! { <li><a class="nav-link" href=place on:click=hide><Icon name="person"/><span>{name}</span></a></li> }
        .into_any()
}

fn links(entries: Vec<Entry>) -> Vec<AnyView> {
    let app = use_app();
    let hide = move |_| crate::ui::parts::dialog::hide_popover("nav-rest");
    entries
        .into_iter()
        .map(|Entry(route, text, icon, counted)| {
            let place = Place::new(route.clone());
            let here = app.of_place(move |here| same_part(&route, &here.route));
            let current = move || here.get().then_some("page");
            let count = Memo::new(move |_| {
                let key = counted?;
                // Where a list shows only some of all records their number would not be its.
                let count = app.read(|desk| {
                    let table = desk.book().table(&Key::Borrowed(key)).filter(|_| desk.actor.sees_all());
                    table.map_or(0, |table| table.live().count())
                });
                #[expect(clippy::cast_precision_loss, reason = "a count of rows")]
                (count > 0).then(|| app.format().number(count as f64, 0))
            });
            view! {
                <li>
                    <a class="nav-link" href=place.href() aria-current=current on:click=hide>
                        <Icon name=icon/><span>{t!(app, text)}</span>
                        {move || count.get().map(|count| view! { <span class="nav-count">{count}</span> })}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect()
}

/// Whether a place belongs to the part of the application that an entry names.
fn same_part(entry: &Route, here: &Route) -> bool {
    match (entry, here) {
        (Route::Board(_), Route::Board(_))
        | (Route::Duplicates(_), Route::Duplicates(_) | Route::Merge(..))
        | (Route::Today, Route::Stop(_) | Route::DayPlan(_) | Route::DayReport(_) | Route::Coverage) => true,
        (Route::List(key), Route::List(other) | Route::Record(other, _) | Route::New(other)) => key == other,
        // What has no entry of its own is among all records.
        (Route::Records, Route::List(other) | Route::Record(other, _) | Route::New(other)) => {
            !OWN_ENTRIES.contains(other)
        }
        _ => entry == here,
    }
}
