//! The charts of the dashboard, each in its frame.

use leptos::prelude::*;

use super::bars::{Bars, Note};
use super::columns::Columns;
use super::frame::Frame;
use super::funnel::FunnelList;
use super::table::{Marks, Of, Steps};
use super::words;
use crate::kpi::Dashboard;
use crate::kpi::chart::{Chart, Subject};
use crate::query::Period;
use crate::ui::context::{App, use_app};
use crate::ui::list::words::joined;

/// How many names are listed before the rest is only counted.
const NAMED: usize = 6;

/// The charts.
#[component]
pub(super) fn Charts(
    /// What they show.
    dashboard: Memo<Dashboard>,
) -> impl IntoView {
    let app = use_app();
    let chart =
        move |of: fn(&Dashboard) -> &Chart| Memo::new(move |_| dashboard.with(|dashboard| of(dashboard).clone()));
    let verdict = move |chart: Memo<Chart>| move || chart.with(|chart| words::verdict(&app, chart));
    let any = |chart: Memo<Chart>| Memo::new(move |_| chart.with(|chart| chart.all.base > 0));
    let by_time = chart(|dashboard| &dashboard.by_time);
    let days = chart(|dashboard| &dashboard.days);
    let by_product = chart(|dashboard| &dashboard.by_product);
    let by_person = chart(|dashboard| &dashboard.by_person);
    let by_area = chart(|dashboard| &dashboard.by_area);
    let steps = chart(|dashboard| &dashboard.funnel.chart);
    let funnel = Memo::new(move |_| dashboard.with(|dashboard| dashboard.funnel.clone()));
    let deals = move || (t!(app, "collection-deals"), Of::Base);
    let rates = move || {
        vec![(t!(app, "tile-rate"), Of::Value), (t!(app, "chart-won"), Of::Won), (t!(app, "chart-lost"), Of::Lost)]
    };
    let line = move |chart: Memo<Chart>| {
        move || chart.with(|chart| t!(app, "chart-line", rate = words::value(&app, &chart.all)))
    };
    view! {
        <div class="grid-charts">
            <Frame id="chart-won" span="span-7" any=any(by_time) title=by_span(app, by_time, ["won-by-month", "won-by-quarter", "won-by-year"]) verdict=verdict(by_time)
                drawing=move || view! { <Columns id="chart-won" chart=by_time/> }
                table=move || view! { <Marks name=t!(app, "filter-period") columns=vec![(t!(app, "tile-won"), Of::Value), deals()] chart=by_time/> }
                foot=move || won_foot(app, dashboard)/>
            <Frame id="chart-funnel" span="span-5" any=any(steps) title=t!(app, "funnel") verdict=verdict(steps)
                drawing=move || view! { <FunnelList id="chart-funnel" funnel=funnel/> }
                table=move || view! { <Steps funnel=funnel/> }
                foot=move || t!(app, "funnel-foot")/>
            <Frame id="chart-days" span="span-7" any=any(days) title=t!(app, "tile-days") verdict=verdict(days)
                drawing=move || view! { <Columns id="chart-days" chart=days reference=true/> }
                table=move || view! { <Marks name=t!(app, "filter-period") columns=vec![(t!(app, "tile-days"), Of::Value), deals()] chart=days/> }
                foot=move || days.with(|days| t!(app, "days-foot", value = words::value(&app, &days.all)))/>
            <Frame id="chart-product" span="span-5" any=any(by_product) title=t!(app, "rate-by-product") verdict=verdict(by_product)
                drawing=move || view! { <Bars id="chart-product" chart=by_product note=Note::WonLost/> }
                table=move || view! { <Marks name=t!(app, "filter-product") columns=rates() chart=by_product/> }
                foot=line(by_product)/>
            <Frame id="chart-person" span="span-12" any=any(by_person) title=t!(app, "rate-by-person") verdict=verdict(by_person)
                drawing=move || view! { <Bars id="chart-person" chart=by_person note=Note::WonLost/> }
                table=move || view! { <Marks name=t!(app, "filter-person") columns=rates() chart=by_person/> }
                foot=move || person_foot(app, dashboard)/>
            <Frame id="chart-area" span="span-12" any=any(by_area) title=t!(app, "won-by-area") verdict=verdict(by_area)
                drawing=move || view! { <Bars id="chart-area" chart=by_area note=Note::Share/> }
                table=move || view! { <Marks name=t!(app, "filter-area") columns=vec![(t!(app, "tile-won"), Of::Value), (t!(app, "chart-share"), Of::Share), deals()] chart=by_area/> }
                foot=move || t!(app, "area-foot")/>
        </div>
    }
}

/// The name of a chart over time, by the spans it is cut into.
fn by_span(app: App, chart: Memo<Chart>, [month, quarter, year]: [&'static str; 3]) -> Memo<String> {
    Memo::new(move |_| {
        let key = chart.with(|chart| match chart.marks.first().map(|mark| &mark.of) {
            Some(Subject::Period(Period::Quarter(..))) => quarter,
            Some(Subject::Period(Period::Year(_))) => year,
            _ => month,
        });
        app.text(key, &[])
    })
}

fn won_foot(app: App, dashboard: Memo<Dashboard>) -> impl IntoView {
    dashboard.with(|dashboard| {
        let left_out = dashboard.leaves_out();
        let currency = dashboard.currency.to_string();
        let span = if left_out { t!(app, "won-foot-currency", currency = currency) } else { t!(app, "won-foot") };
        let total = t!(app, "won-total", sum = words::value(&app, &dashboard.by_time.all));
        view! { <span>{span}</span><strong>{total}</strong> }
    })
}

fn person_foot(app: App, dashboard: Memo<Dashboard>) -> impl IntoView {
    dashboard.with(|dashboard| {
        let names = &dashboard.without_base;
        let missing = (!names.is_empty()).then(|| {
            let first = joined(&app, "list-comma", names.iter().take(NAMED).cloned());
            match names.len().checked_sub(NAMED).filter(|more| *more > 0) {
                Some(more) => t!(app, "person-foot-more", names = first, n = more),
                None => t!(app, "person-foot", names = first),
            }
        });
        let line = t!(app, "chart-line", rate = words::value(&app, &dashboard.by_person.all));
        view! { <span>{line}</span><span>{missing}</span> }
    })
}
