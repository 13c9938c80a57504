//! Start: opens the book, builds the context, mounts the shell.

use std::rc::Rc;

use leptos::either::Either;
use leptos::mount::mount_to_body;
use leptos::prelude::*;

use super::context::{App, Desk, Start, use_app};
use super::parts::pause::pause;
use super::route::Route;
use super::shell::{Shell, navigation};
use crate::model::messages::{Catalogue, Language};
use crate::model::permission::Actor;
use crate::model::{Currency, DeviceId};
use crate::ports::keeper::OpenError;
use crate::ports::{Keeper, Ports, StoreError};
use crate::query::Sight;

/// How the query of an address begins that asks for saving and restoring without the book.
const RESCUE: &str = "?rescue";

/// Opens the book and mounts the application in the page, in the language of its texts. `fleeting` says
/// why nothing outlives this visit, where that is so.
pub async fn start(
    ports: Ports,
    catalogue: Rc<Catalogue>,
    device: DeviceId,
    fleeting: Option<StoreError>,
) -> Result<(), OpenError> {
    let language = catalogue.language();
    let rescue = window().location().search().is_ok_and(|search| search.starts_with(RESCUE));
    let now = ports.clock.now();
    // Before the book is read: what other tabs write between that and listening to them would go unheard.
    pause().await;
    let keeper = if rescue { Keeper::new(device, now) } else { Keeper::open(&*ports.store, device, now).await? };
    let start = match (&fleeting, ports.settings.get(Start::MARK).as_deref()) {
        (Some(_), _) => Start::Fleeting,
        (None, Some("1")) if keeper.arrived() == 0 => Start::Evicted,
        _ => Start::Sound,
    };
    let currency = if language == Language::En { Currency::USD } else { Currency::CNY };
    let desk = Desk {
        keeper,
        actor: Actor::FOUNDER,
        zone: ports.locale.zone(None),
        currency,
        format: ports.locale.format(language),
        start,
        sight: Sight::default(),
        ports,
    };
    desk.mark();
    if let Some(loading) = document().body().and_then(|body| body.query_selector(".loading").ok().flatten()) {
        loading.remove();
    }
    mount_to_body(move || {
        let app = App::new(desk, catalogue, navigation::here());
        provide_context(app);
        app.load_texts();
        if rescue {
            return view! { <main class="page" id="main">{super::pages::rescue()}</main> }.into_any();
        }
        provide_context(super::import::ImportState::new());
        super::settings::apply_density(app);
        navigation::listen(app);
        app.follow_others();
        set_interval(move || app.tick(), std::time::Duration::from_mins(1));
        view! { <Root/> }.into_any()
    });
    Ok(())
}

/// Everything; built anew when the language changes.
#[component]
fn Root() -> impl IntoView {
    let app = use_app();
    move || {
        app.language();
        view! { <Shell><Page/></Shell> }
    }
}

/// The page of the place.
#[component]
fn Page() -> impl IntoView {
    let app = use_app();
    // A page is built anew when its route changes, not when only its query does.
    let route = Memo::new(move |_| app.place.with(|place| place.route.clone()));
    // Each page takes the place of the one before, also where both are of one kind: kept until the
    // next is there, the parts of the old one would run on without what they were made with.
    let turn = StoredValue::new(false);
    move || {
        let page = match route.get() {
            Route::Home => view! { <super::home::HomePage/> }.into_any(),
            route => super::pages::show(route),
        };
        turn.update_value(|turn| *turn = !*turn);
        if turn.get_value() { Either::Left(page) } else { Either::Right(page) }
    }
}
