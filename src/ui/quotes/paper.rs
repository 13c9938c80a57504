//! The sheet of a quote that goes to the customer: A4, in the language that is chosen.

use leptos::prelude::*;

use super::QUOTES;
use crate::model::line::totals;
use crate::model::records::{Organisation, Quote, QuoteId};
use crate::model::{BasisPoints, Id, Money, Record};
use crate::pipeline::quote::{Priced, priced};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::parts::field;
use crate::ui::route::{Place, Route};

/// The sheet.
#[component]
pub(in crate::ui) fn Paper(
    /// The quote.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let back = Place::new(Route::Record(QUOTES, id)).href();
    // Where there is no printer the browser says so itself.
    let print = move |_| drop(window().print());
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label=t!(app, "crumbs")><a href=back>{t!(app, "quote-back")}</a></nav>
            <div class="page-actions"><button class="button button-primary" type="button" on:click=print>{t!(app, "quote-print")}</button></div>
        </header>
        <div class="page-body page-narrow">{move || sheet(app, QuoteId(id))}</div>
    }
}

fn sheet(app: App, id: QuoteId) -> AnyView {
    let read = app.read(|desk| {
        let quote = desk.book().get::<Quote>(id)?;
        let company = desk.book().all::<Organisation>().next().and_then(|company| company.name);
        Some((quote, company.unwrap_or_default(), priced(desk.book(), id)))
    });
    let Some((quote, company, lines)) = read else { return ().into_any() };
    let name = |id: Option<Id>| id.and_then(|id| app.peek(|desk| title::anywhere(desk.book(), id))).unwrap_or_default();
    let day = |day: Option<crate::model::Day>| day.map(|day| app.format().day(day)).unwrap_or_default();
    let with_tax = quote.prices.as_deref() == Some("with_tax");
    let of = |at: usize| field::name(&app, QUOTES, &Quote::COLLECTION.fields[at]);
    let payment = quote
        .payment
        .as_deref()
        .map(|code| field::choice(&app, QUOTES, &Quote::COLLECTION.fields[Quote::PAYMENT], code));
    let facts = [
        (of(Quote::ACCOUNT), name(quote.account)),
        (of(Quote::CONTACT), name(quote.contact)),
        (of(Quote::QUOTED_ON), day(quote.quoted_on)),
        (of(Quote::VALID_UNTIL), day(quote.valid_until)),
        (of(Quote::OWNER), name(quote.owner)),
        (of(Quote::PAYMENT), payment.unwrap_or_default()),
    ];
    let fact = |(what, says): (String, String)| {
        (!says.is_empty()).then(|| view! { <div><dt>{what}</dt><dd>{says}</dd></div> })
    };
    let facts: Vec<_> = facts.into_iter().filter_map(fact).collect();
    let number = quote.number.clone().unwrap_or_default();
    view! {
        <article class="panel paper" aria-labelledby="paper-title">
            <p class="paper-company">{company}</p>
            <h1 id="paper-title" tabindex="-1">{t!(app, "quote-title", number = number)}</h1>
            <dl class="paper-facts">{facts}</dl>
            {table(app, &lines, with_tax)}
            {sums(app, &lines)}
            {quote.terms.map(|terms| view! { <h2>{of(Quote::TERMS)}</h2><p class="paper-terms">{terms}</p> })}
        </article>
    }
    .into_any()
}

fn money(app: App, money: Option<Money>) -> Option<String> {
    money.map(|money| app.format().money(money, false))
}

fn table(app: App, lines: &[Priced], with_tax: bool) -> AnyView {
    let price_key = if with_tax { "quote-price-gross" } else { "quote-price-net" };
    let worth_key = if with_tax { "quote-worth-gross" } else { "quote-worth" };
    let discounted = |line: &Priced| line.discount != BasisPoints(0);
    // Nobody wants to read of a discount that was not given.
    let some = lines.iter().any(discounted);
    let heads = ["quote-product", "quote-quantity", price_key, "quote-discount", "quote-tax-rate", worth_key];
    let heads = heads.iter().filter(|key| some || **key != "quote-discount");
    let head = |(at, key): (usize, &&str)| view! { <th scope="col" class=(at > 0).then_some("cell-num")>{app.text(key, &[])}</th> };
    let row = |line: &Priced| {
        let price = if with_tax { line.with_tax() } else { line.price };
        let worth = if with_tax { line.worth_with_tax() } else { line.worth };
        let discount = discounted(line).then(|| app.format().percent(line.discount));
        view! {
            <tr>
                <th scope="row">{app.peek(|desk| title::anywhere(desk.book(), line.product)).unwrap_or_default()}</th>
                <td class="cell-num">{app.format().number(line.quantity, 2)}</td>
                <td class="cell-num">{money(app, price)}</td>
                {some.then(|| view! { <td class="cell-num">{discount}</td> })}
                <td class="cell-num">{line.rate.map(|rate| app.format().percent(rate))}</td>
                <td class="cell-num">{money(app, worth)}</td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=t!(app, "quote-prices")>
            <table class="table">
                <thead><tr>{heads.enumerate().map(head).collect::<Vec<_>>()}</tr></thead>
                <tbody>{lines.iter().map(row).collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What it comes to: without tax, the tax, with it.
fn sums(app: App, lines: &[Priced]) -> Vec<AnyView> {
    let sums = totals(lines.iter().filter_map(|line| Some((line.worth?, line.rate))));
    sums.into_iter()
        .map(|total| {
            // With as many digits as the lines above have.
            let money = |minor: i128| match i64::try_from(minor) {
                Ok(minor) => app.format().money(Money::new(minor, total.currency), false),
                Err(_) => app.format().money_sum(minor, total.currency),
            };
            view! {
                <dl class="lines-sums">
                    <div><dt>{t!(app, "lines-net")}</dt><dd>{money(total.net)}</dd></div>
                    <div><dt>{t!(app, "lines-tax")}</dt><dd>{money(total.tax)}</dd></div>
                    <div class="lines-gross"><dt>{t!(app, "lines-gross")}</dt><dd>{money(total.gross())}</dd></div>
                </dl>
            }
            .into_any()
        })
        .collect()
}
