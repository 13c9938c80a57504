//! On the page of a deal, what it and its order do not agree on: won without one, or open with one
//! that counts.

use leptos::prelude::*;

use crate::book::Label;
use crate::book::command::Edit;
use crate::model::records::{Deal, DealId, Order, OrderId};
use crate::model::{Id, Record};
use crate::pipeline::close::{Amiss, WriteOrder, amiss};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// The notice, with what can be done; nothing where they agree.
#[component]
pub(super) fn Ordered(
    /// The deal.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let deal = DealId(id);
    let amiss = Memo::new(move |_| app.read(|desk| amiss(desk.book(), deal)));
    move || amiss.get().map(|amiss| notice(app, deal, amiss))
}

fn notice(app: App, deal: DealId, amiss: Amiss) -> AnyView {
    let orders = Order::COLLECTION.key;
    match amiss {
        Amiss::Unwritten => {
            let write = move |_| {
                let order = OrderId(app.new_id());
                if app.act(&WriteOrder { deal, order }).is_ok() {
                    app.go_to(Route::Record(orders, order.into()));
                }
            };
            view! {
                <div class="notice">
                    <Icon name="alert"/><p>{t!(app, "deal-no-order")}</p>
                    <div class="row"><button class="button" type="button" on:click=write>{t!(app, "deal-write-order")}</button></div>
                </div>
            }
            .into_any()
        }
        Amiss::Counts(order) => {
            let named =
                move |collection, id| app.peek(|desk| title::of(desk.book(), collection, id)).unwrap_or_default();
            let name = named(orders, order.into());
            let href = Place::new(Route::Record(orders, order.into())).href();
            let cancel = move |_| {
                let label = Label::new("did-cancel-order").with("deal", named(Deal::COLLECTION.key, deal.into()));
                let changes = vec![(Order::STATUS, Some("cancelled".into()))];
                // A refusal has been said by the act itself.
                drop(app.act(&Edit { collection: orders.into(), id: order.into(), changes, effective: None, label }));
            };
            view! {
                <div class="notice notice-warning">
                    <Icon name="alert"/><p>{t!(app, "deal-order-counts")}" "<a href=href>{name}</a></p>
                    <div class="row"><button class="button" type="button" on:click=cancel>{t!(app, "deal-cancel-order")}</button></div>
                </div>
            }
            .into_any()
        }
    }
}
