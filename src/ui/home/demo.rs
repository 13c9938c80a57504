//! A look around in the demo company: what it is, its making with progress, and its end.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::book::Context;
use crate::model::Calendar;
use crate::model::records::Person;
use crate::pipeline::demo::{Demo, DemoText, Progress};
use crate::ui::context::{App, use_app};
use crate::ui::gradual;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::pause::pause;
use crate::ui::parts::refusal;
use crate::ui::route::Route;

/// The company is always the same one on a day.
const SEED: u64 = 1;

/// The dialog.
#[component]
pub(in crate::ui) fn LookAround(on_close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let progress = RwSignal::new(None::<Progress>);
    let stopped = RwSignal::new(false);
    let close = Callback::new(move |()| {
        stopped.set(true);
        on_close.run(());
    });
    let begin = move |_| {
        progress.set(Some(Progress { done: 0, total: 1 }));
        spawn_local(async move {
            match make(app, progress, stopped).await {
                Ok(true) => {
                    settle(app);
                    on_close.run(());
                }
                Ok(false) => {}
                Err(why) => {
                    progress.try_set(None);
                    app.toast(why, true, false);
                }
            }
        });
    };
    let busy = Memo::new(move |_| progress.with(Option::is_some));
    let of = move |read: fn(Progress) -> usize| move || progress.get().map(read);
    view! {
        <Dialog title=t!(app, "demo-title") on_close=close>
            <div class="form">
                <p>{t!(app, "demo-text")}</p>
                <p class="field-hint">{t!(app, "demo-hint")}</p>
                <Show when=move || busy.get()>
                    <p id="demo-work" role="status">{t!(app, "demo-making")}</p>
                    <progress class="progress-bar" max=of(|at| at.total) value=of(|at| at.done) aria-labelledby="demo-work"></progress>
                </Show>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="button" disabled=move || busy.get() on:click=begin>{t!(app, "demo-do")}</button>
                </div>
            </div>
        </Dialog>
    }
}

/// Makes the company, one part after another; whether it came to its end.
async fn make(app: App, progress: RwSignal<Option<Progress>>, stopped: RwSignal<bool>) -> Result<bool, String> {
    let (locale, tag) = app.peek(|desk| (desk.ports.locale.clone(), desk.format.language().tag()));
    let text = locale.facts(&format!("demo-{tag}")).await?;
    let text = DemoText::parse(&text).map_err(|error| error.to_string())?;
    let calendar = locale.facts(&format!("calendar-{}", text.calendar())).await?;
    let calendar = Calendar::parse(&calendar).map_err(|error| error.to_string())?;
    let zone = locale.zone(Some(text.zone()));
    let refused = |rejection| refusal::text(&app, &rejection);
    let begun =
        app.with_context(|book, context| Demo::new(text, calendar, SEED, book, &Context { zone: &zone, ..*context }));
    let mut demo = begun.map_err(refused)?;
    loop {
        let step = app.with_context(|book, context| demo.step(book, &Context { zone: &zone, ..*context }));
        let at = step.map_err(refused)?;
        if at.done >= at.total {
            break;
        }
        // The dialog may have been closed meanwhile, and its signals with it.
        if stopped.try_get_untracked() != Some(false) || progress.try_set(Some(at)).is_some() {
            return Ok(false);
        }
        pause().await;
    }
    let goes_on = || stopped.try_get_untracked() == Some(false);
    Ok(gradual::take(app, demo.finish(), goes_on).await.is_ok())
}

/// Looks around as its sales manager, on the board.
fn settle(app: App) {
    let manager = app.peek(|desk| {
        let mut people = desk.book().all::<Person>();
        people.find(|person| person.role.as_deref() == Some("manager")).map(|person| person.id.into())
    });
    app.be(manager);
    // The making was nobody's act, so the manager cannot undo it; the note above every page can.
    app.toasts.update(Vec::clear);
    app.go_to(Route::Home);
}
