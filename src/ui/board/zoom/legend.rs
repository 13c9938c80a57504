//! What the colours of a strip mean, in words and with counts; and the same figures as a table.

use leptos::prelude::*;

use crate::model::Money;
use crate::pipeline::heat::{Band, Colour, Heat};
use crate::ui::context::App;
use crate::ui::parts::money;

/// The class of a band's colour.
fn class(band: Band) -> &'static str {
    match band.colour() {
        Colour::Heat(..=1) => "heat heat-1",
        Colour::Heat(2) => "heat heat-2",
        Colour::Heat(3) => "heat heat-3",
        Colour::Heat(4) => "heat heat-4",
        Colour::Heat(5) => "heat heat-5",
        Colour::Heat(6..) => "heat heat-6",
        Colour::Worth(..=1) => "heat worth-1",
        Colour::Worth(2) => "heat worth-2",
        Colour::Worth(3) => "heat worth-3",
        Colour::Worth(4) => "heat worth-4",
        Colour::Worth(5..) => "heat worth-5",
        Colour::Nothing => "heat worth-none",
        Colour::Unknown => "heat worth-unknown",
    }
}

/// A band in words.
pub(super) fn words(app: App, band: Band) -> String {
    let amount = |money: Money| app.format().money_short(money.minor.into(), money.currency);
    let count = |days: i32| usize::try_from(days).unwrap_or(0);
    match band {
        Band::Days(days) => t!(app, "heat-days", n = crate::ui::parts::count::counted(&app, count(days))),
        Band::Older(days) => t!(app, "heat-older", n = crate::ui::parts::count::counted(&app, count(days))),
        Band::NoAmount => t!(app, "heat-no-amount"),
        Band::NoRate => t!(app, "heat-no-rate"),
        Band::Amounts(_, low, high) if low == high => amount(low),
        Band::Amounts(_, low, high) => t!(app, "heat-amounts", low = amount(low), high = amount(high)),
        Band::Settled => t!(app, "heat-settled"),
        Band::InTime => t!(app, "heat-in-time"),
        Band::NoStep => t!(app, "next-none"),
        Band::Overdue => t!(app, "heat-overdue"),
        Band::Rots => t!(app, "heat-rots"),
    }
}

/// The bands with their colours.
pub(super) fn legend(app: App, heat: &Heat) -> AnyView {
    let band = |(band, count): &(Band, usize)| {
        view! { <li><span class=class(*band) aria-hidden="true"></span>{words(app, *band)}" "<strong>{money::count(&app, *count)}</strong></li> }
    };
    let bands = heat.bands.iter().map(band).collect_view();
    view! { <ul class="strip-legend" role="list" aria-label=t!(app, "heat-legend")>{bands}</ul> }.into_any()
}

/// How many deals of each stage are of each band.
pub(super) fn table(app: App, heat: &Heat, stages: &[String]) -> AnyView {
    let heads = heat.bands.iter().map(|(band, _)| view! { <th class="cell-num" scope="col">{words(app, *band)}</th> });
    let heads = heads.collect_view();
    let row = |(name, of): (&String, &Vec<u8>)| {
        let count = |at: usize| of.iter().filter(|band| usize::from(**band) == at).count();
        let cells = (0..heat.bands.len()).map(|at| view! { <td class="cell-num">{money::count(&app, count(at))}</td> });
        let cells = cells.collect_view();
        view! { <tr><th scope="row">{name.clone()}</th>{cells}<td class="cell-num">{money::count(&app, of.len())}</td></tr> }
    };
    let rows = stages.iter().zip(&heat.of).map(row).collect_view();
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=t!(app, "heat-legend")>
            <table class="table">
                <thead><tr><th scope="col">{t!(app, "time-stage")}</th>{heads}<th class="cell-num" scope="col">{t!(app, "heat-all")}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
