//! Quotes on the pages of records: made from a deal, priced line by line, sent, answered, printed.

mod paper;
mod prices;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::context::{App, use_app};
use super::parts::icon::Icon;
use super::route::{Place, Route};
use crate::control::quotes::{AnswerQuote, SendQuote, is_approved};
use crate::model::records::{DealId, Order, OrderId, Quote, QuoteId};
use crate::model::{Id, Record};
use crate::pipeline::close::order_of;
use crate::pipeline::quote::{Decide, MakeQuote, NextVersion, Priced, priced};
pub(super) use paper::Paper;
use prices::prices;

/// Key of the collection.
pub(super) const QUOTES: &str = Quote::COLLECTION.key;

/// Name in the address of the sheet that is printed.
const PAPER: &str = "paper";

/// Whether the sheet of a quote is shown instead of its page.
pub(super) fn is_paper(app: App) -> Memo<bool> {
    app.of_place(|place| place.get(PAPER).is_some())
}

/// On the page of a deal, the way to a quote.
#[component]
pub(super) fn QuoteDeal(
    /// The deal.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let make = move |_| {
        let quote = QuoteId(app.new_id());
        if app.act(&MakeQuote { id: quote, deal: DealId(id) }).is_ok() {
            app.go_to(Route::Record(QUOTES, quote.into()));
        }
    };
    view! { <div class="row"><button class="button" type="button" on:click=make><Icon name="file"/>{t!(app, "quote-make")}</button></div> }
}

/// On the page of a quote, its prices and what can be done with it.
#[component]
pub(super) fn QuotePanel(
    /// The quote.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let quote = QuoteId(id);
    let now = app.now();
    let read = Memo::new(move |_| {
        app.read(|desk| {
            let lines = priced(desk.book(), quote);
            let status = desk.book().get::<Quote>(quote).and_then(|quote| quote.status).unwrap_or_default();
            let asks = lines.iter().any(Priced::is_below) && !is_approved(desk.book(), desk.zone.day_of(now), quote);
            (lines, status, asks)
        })
    });
    let notice = move || {
        let (_, status, asks) = read.get();
        (asks && status == "draft").then(|| {
            view! {
                <div class="notice notice-warning"><Icon name="alert"/><p>{t!(app, "quote-asks")}</p></div>
            }
        })
    };
    let table = move || read.with(|(lines, _, _)| prices(app, lines));
    let acts = move || read.with(|(_, status, _)| acts(app, quote, status));
    view! {
        <section class="panel" aria-labelledby="quote-prices">
            <div class="panel-head"><h2 id="quote-prices" tabindex="-1">{t!(app, "quote-prices")}</h2></div>
            {notice}{table}
            <div class="panel-foot">{acts}</div>
        </section>
    }
}

/// The buttons of what was done go with it: the focus goes to the heading above them.
fn told(done: bool) {
    if done {
        request_animation_frame(|| {
            let heading = document().get_element_by_id("quote-prices");
            if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok()) {
                drop(heading.focus());
            }
        });
    }
}

fn acts(app: App, quote: QuoteId, status: &str) -> AnyView {
    // Refusals have been said by the acts themselves.
    let send = move |_| told(app.act(&SendQuote { quote }).is_ok());
    let accept = move |_| {
        let order = OrderId(app.new_id());
        if app.act(&AnswerQuote(Decide { quote, order: Some(order) })).is_ok() {
            // The order of its deal may have been there.
            let there = app.peek(|desk| {
                let deal = desk.book().get::<Quote>(quote)?.deal?;
                order_of(desk.book(), DealId(deal))
            });
            app.go_to(Route::Record(Order::COLLECTION.key, there.unwrap_or(order).into()));
        }
    };
    let decline = move |_| told(app.act(&AnswerQuote(Decide { quote, order: None })).is_ok());
    let again = move |_| {
        let id = QuoteId(app.new_id());
        if app.act(&NextVersion { quote, id }).is_ok() {
            app.go_to(Route::Record(QUOTES, id.into()));
        }
    };
    let paper = Place::new(Route::Record(QUOTES, quote.into())).set(PAPER, Some(String::new())).href();
    let step = match status {
        "draft" => {
            view! { <button class="button button-primary" type="button" on:click=send>{t!(app, "quote-send")}</button> }
                .into_any()
        }
        "sent" => view! {
            <button class="button button-primary" type="button" on:click=accept>{t!(app, "quote-accept")}</button>
            <button class="button" type="button" on:click=decline>{t!(app, "quote-decline")}</button>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        {step}
        <button class="button" type="button" on:click=again>{t!(app, "quote-again")}</button>
        <a class="button" href=paper>{t!(app, "quote-paper")}</a>
    }
    .into_any()
}
