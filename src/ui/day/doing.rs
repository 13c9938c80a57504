//! What is done with the position of the device: it is looked for, and whoever cannot wait goes on without.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::model::records::VisitId;
use crate::ui::context::App;
use crate::ui::route::Route;
use crate::visits::doubt::Found;

/// What is to be done once the device was found, or was not.
type Act = Rc<dyn Fn(Option<Found>)>;

/// Shows a visit that was begun or ended, unless the person has gone on to something else meanwhile.
pub(super) fn show(app: App, visit: VisitId) {
    let here = app.place.with_untracked(|place| matches!(place.route, Route::Today | Route::Stop(_)));
    if here {
        app.go_to(Route::Stop(visit.into()));
    }
}

/// A look for the device that is under way.
#[derive(Clone, Copy)]
pub(super) struct Doing {
    app: App,
    is_busy: RwSignal<bool>,
    act: StoredValue<Option<Act>, LocalStorage>,
    /// Whether it is for a check-in or check-out; else it is to know where to begin.
    is_check: bool,
}

impl Doing {
    /// Nothing yet.
    pub(super) fn new(app: App) -> Self {
        Self { app, is_busy: RwSignal::new(false), act: StoredValue::new_local(None), is_check: true }
    }

    /// The same where the position says from where on something is planned.
    pub(super) fn from_here(app: App) -> Self {
        Self { is_check: false, ..Self::new(app) }
    }

    /// Whether the device is being looked for.
    pub(super) fn is_busy(self) -> bool {
        self.is_busy.get()
    }

    /// Finds the device, then acts; also where the page is left meanwhile.
    pub(super) fn begin(self, act: impl Fn(Option<Found>) + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        let done = Rc::new(Cell::new(false));
        let act: Act = Rc::new(move |found| {
            if !done.replace(true) {
                act(found);
            }
        });
        self.act.set_value(Some(act.clone()));
        let app = self.app;
        spawn_local(async move {
            let position = app.peek(|desk| desk.ports.position.clone());
            let found = position.find().await;
            // Who went on without it has been told so.
            let waited =
                self.is_busy.try_set(false).is_some() || self.act.try_with_value(Option::is_some) != Some(false);
            if let Err(why) = found
                && waited
            {
                let why = app.text(why.key(), &[]);
                let said = if self.is_check {
                    t!(app, "stop-no-position", why = why)
                } else {
                    t!(app, "replan-no-position", why = why)
                };
                app.toast(said, false, false);
            }
            drop(self.act.try_update_value(Option::take));
            act(found.ok().map(|fix| Found { place: fix.place(), within: fix.metres }));
        });
    }

    /// Acts without a position.
    pub(super) fn go_on(self) {
        if let Some(Some(act)) = self.act.try_update_value(Option::take) {
            self.is_busy.set(false);
            act(None);
        }
    }

    /// While the device is looked for: that it is, and the way to go on without.
    pub(super) fn waiting(self) -> impl IntoView {
        let app = self.app;
        move || {
            self.is_busy().then(|| {
                view! {
                    <p class="row" role="status">
                        <span>{t!(app, "position-looking")}</span>
                        <button class="button" type="button" on:click=move |_| self.go_on()>{t!(app, "stop-without")}</button>
                    </p>
                }
            })
        }
    }
}
