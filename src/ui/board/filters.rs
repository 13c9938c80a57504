//! The filters of a board: person, area, product, period. They live in the address.

use leptos::prelude::*;

use super::state::{BoardState, use_board};
use super::toolbar::Tools;
use crate::model::records::{Area, Deal, Person, Product};
use crate::model::{Id, Record, Role};
use crate::pipeline::board::in_pipeline;
use crate::query::listing::conditions;
use crate::query::{Filter, Key, Period, Source, Test, title};
use crate::ui::context::App;
use crate::ui::list::chips::Chips;
use crate::ui::list::filter::FilterButton;
use crate::ui::list::state::List;
use crate::ui::list::views::{self, SaveButton, ViewPicker};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::pick::Pick;

/// The periods offered.
const PERIODS: &[(&str, &str)] = &[
    ("this-month", "period-this-month"),
    ("last-month", "period-last-month"),
    ("this-quarter", "period-this-quarter"),
    ("last-quarter", "period-last-quarter"),
    ("this-year", "period-this-year"),
    ("last-year", "period-last-year"),
];

/// The records of a collection as choices, by title.
fn records<R: Record>(app: App) -> Signal<Vec<(String, String)>> {
    Memo::new(move |_| {
        let mut all: Vec<(String, String)> = app.read(|desk| {
            let table = desk.book().of::<R>();
            let of = |row: usize| Some((table.id(row)?.to_string(), title::of_row(table, row)));
            table.live().iter().filter_map(of).collect()
        });
        crate::model::order::by(&mut all, |a, b| a.1.cmp(&b.1));
        all
    })
    .into()
}

/// The one record that the address filters a source by, as text.
fn chosen(app: App, source: &'static str) -> Signal<String> {
    app.of_page(move |place| {
        let value = place.get(source).and_then(|value| value.strip_prefix("in:"));
        value.and_then(Id::parse).map(|id| id.to_string()).unwrap_or_default()
    })
    .into()
}

fn pick_record(app: App, source: &'static str) -> Callback<String> {
    Callback::new(move |value: String| {
        let key = Id::parse(&value).map(Key::Record);
        let filter = key.zip(Source::parse(source)).map(|(key, source)| Filter::key(source, key));
        let value = filter.and_then(|filter| filter.to_pairs().pop()).map(|(_, value)| value);
        app.refine(&app.place.get_untracked().set(source, value));
    })
}

/// What holds of all deals of the board, whatever is asked for.
fn within(state: BoardState) -> Signal<Filter> {
    Signal::derive(move || {
        let of = |pipeline| state.app.read(|desk| in_pipeline(desk.book(), pipeline));
        state.pipeline.get().map_or(Filter::ALL, of)
    })
}

/// Opens the view that deals open with, where the address asks for nothing.
pub(super) fn open_first(state: BoardState) {
    views::open_first(List::within(state.app, Deal::COLLECTION.key, within(state)));
}

/// Whether a condition is one that a picker shows: one record, or a period.
fn is_picked(value: &str) -> bool {
    value.starts_with("during:") || value.strip_prefix("in:").is_some_and(|key| Id::parse(key).is_some())
}

/// The filters: a row on wide screens, a sheet on phones.
#[component]
pub(super) fn Filters() -> impl IntoView {
    let app = use_board().app;
    let field = |role: Role| Deal::COLLECTION.role(role).map_or("", |at| &*Deal::COLLECTION.fields[at].key);
    let (owner, product) = (field(Role::Person), field(Role::Product));
    let (area, since) = ("owner.area", "since(stage)");
    let names = [owner, product, area, since];
    let active = app.of_page(|place| conditions(&place.query).len());
    let list = List::within(app, Deal::COLLECTION.key, within(use_board()));
    let filtering = RwSignal::new(false);
    // What a picker says already is not said once more.
    let picked = move |name: &str, value: &str| names.contains(&name) && is_picked(value);
    let periods = PERIODS.iter().map(|(value, key)| ((*value).to_owned(), t!(app, key)));
    let years = Memo::new(move |_| app.read(years));
    let periods: Vec<(String, String)> = periods.collect();
    let options = move || {
        let years = years.get().into_iter().map(|year| (format!("{year:04}"), year.to_string()));
        periods.iter().cloned().chain(years).collect::<Vec<_>>()
    };
    let period = app.of_page(move |place| {
        place.get(since).and_then(|value| value.strip_prefix("during:")).unwrap_or_default().to_owned()
    });
    let pick_period = Callback::new(move |value: String| {
        let source = Source::parse(since).zip(Period::parse(&value));
        let filter = source.map(|(source, period)| Filter::Is(source, Test::During(period)));
        let value = filter.and_then(|filter| filter.to_pairs().pop()).map(|(_, value)| value);
        app.refine(&app.place.get_untracked().set(since, value));
    });
    let (people, areas, products) = (records::<Person>(app), records::<Area>(app), records::<Product>(app));
    view! {
        <button class="chip filters-open phone-only" type="button" popovertarget="filters">
            <Icon name="settings" class="icon-small"/>
            {move || if active.get() > 0 { t!(app, "filter-open-n", n = active.get()) } else { t!(app, "filter-open") }}
        </button>
        <div class="page-filters" id="filters" popover="">
            <Pick id="filter-owner" label=t!(app, "filter-person") all=t!(app, "filter-all") options=people value=chosen(app, owner) on_pick=pick_record(app, owner)/>
            <Pick id="filter-area" label=t!(app, "filter-area") all=t!(app, "filter-all") options=areas value=chosen(app, area) on_pick=pick_record(app, area)/>
            <Pick id="filter-product" label=t!(app, "filter-product") all=t!(app, "filter-all") options=products value=chosen(app, product) on_pick=pick_record(app, product)/>
            <Pick id="filter-period" label=t!(app, "filter-since") all=t!(app, "filter-any-time") options=Signal::derive(options) value=period on_pick=pick_period/>
            <FilterButton list=list open=filtering/>
            <Chips list=list open=filtering but=Callback::new(move |(name, value): (String, String)| picked(&name, &value))/>
            <Tools/>
            <ViewPicker list=list/>
            <SaveButton list=list/>
        </div>
    }
}

/// The years in which deals entered the stage they are in, latest first.
fn years(desk: &crate::ui::context::Desk) -> Vec<i32> {
    let Some(column) = desk.book().of::<Deal>().column(Deal::STAGE) else { return Vec::new() };
    // Years are few: an instant is looked for in those that are known before the calendar is asked.
    let mut known: Vec<(i64, i64, i32)> = Vec::new();
    for since in column.since() {
        if since.0 == i64::MIN || known.iter().any(|(first, last, _)| (*first..=*last).contains(&since.0)) {
            continue;
        }
        let year = desk.zone.day_of(*since).month().year_month().0;
        let (first, end) = Period::Year(year).days(desk.zone.day_of(*since));
        known.push((desk.zone.start_of(first).0, desk.zone.end_of(end).0, year));
    }
    let mut years: Vec<i32> = known.into_iter().map(|(_, _, year)| year).collect();
    crate::model::order::by(&mut years, |a, b| b.cmp(a));
    years.dedup();
    years
}
