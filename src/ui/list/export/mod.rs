//! The button that hands a list out as a file, and the dialog that asks as what.

mod work;

use leptos::prelude::*;

use super::state::List;
use crate::exchange::calendar::is_dated;
use crate::ports::background::Progress;
use crate::ports::stop::Stop;
use crate::ui::context::use_app;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::{count, money};
use work::{As, Asked};

/// The button.
#[component]
pub(super) fn Export(
    /// The list.
    list: List,
) -> impl IntoView {
    let app = use_app();
    let asking = RwSignal::new(false);
    view! {
        <button class="button" type="button" title=t!(app, "list-export-why") on:click=move |_| asking.set(true)>
            <Icon name="export"/>{t!(app, "list-export")}
        </button>
        <Show when=move || asking.get()>
            <ExportDialog list=list on_close=Callback::new(move |()| asking.set(false))/>
        </Show>
    }
}

/// The dialog: which columns, as what.
#[component]
fn ExportDialog(
    /// The list.
    list: List,
    on_close: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let (every, working) = (RwSignal::new(false), RwSignal::new(None::<Progress>));
    let stop = StoredValue::new_local(Stop::default());
    on_cleanup(move || stop.with_value(Stop::press));
    let rows = work::rows(list);
    let (count_of_rows, of_shown) = (rows.len(), work::shown(list).len());
    let (all, dated) = app.peek(|desk| {
        let table = desk.book().table(list.collection);
        (table.map_or(0, |table| table.fields().count()), table.is_some_and(is_dated))
    });
    let (rows, past) = (StoredValue::new(rows), StoredValue::new(list.past().get_untracked()));
    let make = move |form: As| {
        let columns = (!every.get_untracked()).then(|| work::shown(list));
        let asked =
            Asked { collection: list.collection, form, rows: rows.get_value(), columns, past: past.get_value() };
        working.set(Some(Progress::default()));
        work::start(app, asked, stop.get_value(), working, on_close);
    };
    let column = move |value: bool, text: String| {
        view! {
            <label class="segment">
                <input type="radio" name="export-columns" prop:checked=every.get_untracked() == value on:change=move |_| every.set(value)/>
                <span>{text}</span>
            </label>
        }
    };
    let button = move |form: As, text: String, class: &'static str| {
        view! { <button class=class type="button" on:click=move |_| make(form)>{text}</button> }
    };
    view! {
        <Dialog title=t!(app, "export-title") on_close=on_close>
            <p>{t!(app, "export-rows", n = count::counted(&app, count_of_rows))}</p>
            <fieldset class="field">
                <legend class="field-label">{t!(app, "export-columns")}</legend>
                <div class="segments">
                    {column(false, t!(app, "export-columns-shown", n = money::count(&app, of_shown)))}
                    {column(true, t!(app, "export-columns-all", n = money::count(&app, all)))}
                </div>
            </fieldset>
            {move || match working.get() {
                Some(progress) => view! {
                    <div class="progress">
                        <progress class="progress-bar" max=progress.total.max(1) value=progress.done aria-label=t!(app, "export-working")></progress>
                        <p class="field-hint" role="status">{t!(app, "export-working")}</p>
                        <div class="dialog-acts">
                            <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                        </div>
                    </div>
                }.into_any(),
                None => view! {
                    <p class="field-hint">{t!(app, "export-hint")}</p>
                    <div class="dialog-acts">
                        <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                        {dated.then(|| button(As::Calendar, t!(app, "export-calendar"), "button"))}
                        {button(As::Csv, t!(app, "export-csv"), "button")}
                        {button(As::Workbook, t!(app, "export-workbook"), "button button-primary")}
                    </div>
                }.into_any(),
            }}
        </Dialog>
    }
}
