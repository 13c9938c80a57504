//! The filters of the dashboard: period, person, area, product. They live in the address.

use leptos::prelude::*;

use crate::kpi::Choice;
use crate::kpi::dashboard::{COLLECTION, picks, years};
use crate::kpi::deals::{area, field};
use crate::model::Id;
use crate::model::records::Deal;
use crate::query::{Filter, Key, Period, Scan, Source};
use crate::ui::context::App;
use crate::ui::context::use_app;
use crate::ui::list::words;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::pick::Pick;
use crate::ui::route::Place;

/// Name of the period in the address.
const PERIOD: &str = "period";
/// Name of the pipeline in the address.
const PIPELINE: &str = "pipeline";

/// The periods offered, before the years of the book.
const PERIODS: [Period; 6] = [
    Period::ThisMonth(0),
    Period::ThisMonth(-1),
    Period::ThisQuarter(0),
    Period::ThisQuarter(-1),
    Period::ThisYear(0),
    Period::ThisYear(-1),
];

/// What an address asks the dashboard for.
pub(super) fn choice(app: App, place: &Place) -> Choice {
    let pairs = place.query.iter().filter(|(name, _)| name != PERIOD && name != PIPELINE);
    Choice {
        filter: Filter::from_pairs(pairs.map(|(name, value)| (name.as_str(), value.as_str()))),
        period: place.get(PERIOD).and_then(Period::parse),
        currency: app.peek(|desk| desk.currency),
        pipeline: place.get(PIPELINE).and_then(Id::parse),
    }
}

/// Reads deals as they are now.
pub(super) fn scan<T>(app: App, read: impl FnOnce(&Scan<'_>) -> T) -> Option<T> {
    app.read(|desk| desk.scan(COLLECTION).map(|scan| read(&scan)))
}

/// The records that deals can be picked by, each with its condition in the address.
fn options(app: App, by: fn() -> Source) -> Signal<Vec<(String, String)>> {
    let condition = move |id: Id| Filter::key(by(), Key::Record(id)).to_pairs().pop().map(|(_, value)| value);
    Memo::new(move |_| {
        let found = scan(app, |scan| picks(scan, &by())).unwrap_or_default();
        found.into_iter().filter_map(|(id, name)| Some((condition(id)?, name))).collect::<Vec<_>>()
    })
    .into()
}

fn periods(app: App) -> Signal<Vec<(String, String)>> {
    Memo::new(move |_| {
        let years = scan(app, years).unwrap_or_default().into_iter().map(Period::Year);
        let option = |period: Period| (period.to_string(), words::period(&app, period));
        PERIODS.into_iter().chain(years).map(option).collect::<Vec<_>>()
    })
    .into()
}

/// The filters: a row on wide screens, a sheet on phones.
#[component]
pub(super) fn Filters() -> impl IntoView {
    let app = use_app();
    let names =
        [PERIOD.to_owned(), field(Deal::OWNER).to_string(), area().to_string(), field(Deal::PRODUCT).to_string()];
    let [period, owner, area_name, product] = names.clone();
    let active =
        Memo::new(move |_| app.place.with(|place| names.iter().filter(|name| place.get(name).is_some()).count()));
    let value = |name: &str| -> Signal<String> {
        let name = name.to_owned();
        Memo::new(move |_| app.place.with(|place| place.get(&name).unwrap_or_default().to_owned())).into()
    };
    let pick = |name: String| {
        Callback::new(move |value: String| {
            let value = Some(value).filter(|value| !value.is_empty());
            app.refine(&app.place.get_untracked().set(&name, value));
        })
    };
    view! {
        <button class="chip filters-open phone-only" type="button" popovertarget="filters">
            <Icon name="settings" class="icon-small"/>
            {move || if active.get() > 0 { t!(app, "filter-open-n", n = active.get()) } else { t!(app, "filter-open") }}
        </button>
        <div class="page-filters" id="filters" popover="">
            <Pick id="kpi-period" label=t!(app, "filter-period") all=t!(app, "filter-all") options=periods(app) value=value(&period) on_pick=pick(period)/>
            <Pick id="kpi-person" label=t!(app, "filter-person") all=t!(app, "filter-all") options=options(app, || field(Deal::OWNER)) value=value(&owner) on_pick=pick(owner)/>
            <Pick id="kpi-area" label=t!(app, "filter-area") all=t!(app, "filter-all") options=options(app, area) value=value(&area_name) on_pick=pick(area_name)/>
            <Pick id="kpi-product" label=t!(app, "filter-product") all=t!(app, "filter-all") options=options(app, || field(Deal::PRODUCT)) value=value(&product) on_pick=pick(product)/>
        </div>
    }
}
