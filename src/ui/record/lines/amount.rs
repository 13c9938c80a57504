//! The amount of a deal beside what its lines come to.

use leptos::prelude::*;

use crate::book::Label;
use crate::book::command::Edit;
use crate::model::Record;
use crate::model::permission::Verb;
use crate::model::records::{Deal, DealId};
use crate::pipeline::worth::{by_lines, stated};
use crate::query::title;
use crate::ui::context::use_app;

/// The way to take what the lines come to as the amount, where the deal says something else.
#[component]
pub(super) fn AsAmount(
    /// The deal.
    deal: DealId,
) -> impl IntoView {
    let app = use_app();
    let other = Memo::new(move |_| {
        app.read(|desk| {
            let book = desk.book();
            let row = book.of::<Deal>().row(deal.into());
            book.permit(&desk.actor, Verb::Change, Deal::COLLECTION.key, row).ok()?;
            by_lines(book, deal).filter(|sum| book.get::<Deal>(deal).is_some_and(|deal| deal.amount != Some(*sum)))
        })
    });
    let take = move |_| {
        let Some(sum) = other.get_untracked() else { return };
        let name = app.peek(|desk| title::of(desk.book(), Deal::COLLECTION.key, deal.into())).unwrap_or_default();
        let label = Label::new("did-edit").with("name", name);
        let changes = stated(sum).to_vec();
        let collection = Deal::COLLECTION.key.into();
        // A refusal has been said.
        drop(app.act(&Edit { collection, id: deal.into(), changes, effective: None, label }));
    };
    move || {
        other.get().map(|sum| {
            let sum = app.format().money_sum(sum.minor.into(), sum.currency);
            view! { <button class="button" type="button" on:click=take>{t!(app, "lines-as-amount", sum = sum)}</button> }
        })
    }
}
