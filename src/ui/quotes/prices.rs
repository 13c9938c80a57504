//! The lines of a quote beside what the customer paid last and what is left over.

use leptos::prelude::*;

use crate::model::{BasisPoints, Money};
use crate::pipeline::quote::Priced;
use crate::query::title;
use crate::ui::context::App;

/// The table.
pub(super) fn prices(app: App, lines: &[Priced]) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="second">{t!(app, "lines-none")}</p> }.into_any();
    }
    let money = |money: Option<Money>| money.map(|money| app.format().money(money, money.minor % 100 == 0));
    let percent = |share: BasisPoints| match share {
        BasisPoints(i64::MIN) => t!(app, "quote-nothing-left"),
        share => app.format().percent(share),
    };
    let row = |line: &Priced| {
        let product = app.peek(|desk| title::anywhere(desk.book(), line.product)).unwrap_or_default();
        let last = match line.last {
            Some(last) => t!(
                app,
                "quote-last-on",
                price = money(Some(last.price)).unwrap_or_default(),
                day = app.format().day(last.on)
            ),
            None => t!(app, "quote-last-none"),
        };
        let margin = line.margin.map_or_else(|| t!(app, "quote-cost-unknown"), percent);
        let floor = line.floor.map(|floor| t!(app, "quote-floor", share = app.format().percent(floor)));
        let below = line.is_below().then(|| view! { " "<span class="tag tag-bad">{t!(app, "quote-below")}</span> });
        view! {
            <tr>
                <th scope="row">{product}</th>
                <td class="cell-num">{app.format().number(line.quantity, 2)}</td>
                <td class="cell-num">{money(line.price)}</td>
                <td class="cell-num">{last}</td>
                <td class="cell-num">{money(line.worth)}</td>
                <td class="cell-num">{margin}{floor.map(|floor| view! { " "<span class="second">{floor}</span> })}{below}</td>
            </tr>
        }
    };
    let heads = ["quote-product", "quote-quantity", "quote-price", "quote-last", "quote-worth", "quote-margin"];
    let head = |(at, key): (usize, &&str)| view! { <th scope="col" class=(at > 0).then_some("cell-num")>{app.text(key, &[])}</th> };
    view! {
        <div class="table-wrap" role="group" tabindex="0" aria-label=t!(app, "quote-prices")>
            <table class="table">
                <thead><tr>{heads.iter().enumerate().map(head).collect::<Vec<_>>()}</tr></thead>
                <tbody>{lines.iter().map(row).collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
