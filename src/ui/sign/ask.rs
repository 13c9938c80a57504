//! Asking somebody to sign a record.

use leptos::prelude::*;

use crate::control::sign::Ask;
use crate::model::field::Upkeep;
use crate::model::records::{ApprovalId, Person, collection as declared};
use crate::model::{Day, Id, Record, Role};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::parts::choose::Choose;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;

/// The button on the page of a record, with its dialog.
#[component]
pub(in crate::ui) fn AskButton(
    /// Key of the collection.
    collection: &'static str,
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(false);
    // What the company lays down is not signed, nor is a signature.
    let work = declared(collection).is_some_and(|collection| collection.upkeep == Upkeep::Work);
    let close = Callback::new(move |()| open.set(false));
    work.then(|| {
        view! {
            <button class="button" type="button" aria-label=t!(app, "sign-ask") on:click=move |_| open.set(true)>
                <Icon name="check"/><span class="wide-only">{t!(app, "sign-ask")}</span>
            </button>
            {move || open.get().then(|| view! { <AskDialog collection=collection id=id on_close=close/> })}
        }
    })
}

/// Everybody who may be asked: whoever leads the person in charge first.
pub(in crate::ui) fn people(app: App, collection: &str, id: Id) -> Vec<(String, String)> {
    app.peek(|desk| {
        let book = desk.book();
        let owner = book.table(collection).and_then(|table| {
            let row = table.row(id)?;
            table.value(row, table.role(Role::Person)?)?.as_reference()
        });
        let of = owner.or(desk.actor.person).and_then(|person| book.get::<Person>(person.into()));
        let leader = of.and_then(|person| person.manager).map(|leader| book.resolve(leader));
        let mut people: Vec<(bool, String, Id)> = book
            .all::<Person>()
            .map(|person| (Some(Id::from(person.id)) != leader, person.name.unwrap_or_default(), person.id.into()))
            .collect();
        crate::model::order::sort(&mut people);
        people.into_iter().map(|(_, name, id)| (id.to_string(), name)).collect()
    })
}

#[component]
fn AskDialog(collection: &'static str, id: Id, on_close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let people = people(app, collection, id);
    let nobody = people.is_empty();
    let who = RwSignal::new(people.first().map(|(id, _)| id.clone()).unwrap_or_default());
    let (due, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let name = app.peek(|desk| title::of(desk.book(), collection, id)).unwrap_or_default();
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(asked_of) = who.with_untracked(|who| Id::parse(who)) else { return };
        let due = due.with_untracked(|due| Day::parse(due));
        let ask = Ask { id: ApprovalId(app.new_id()), form: id, asked_of, due, note: Some(note.get_untracked()) };
        if app.act(&ask).is_ok() {
            on_close.run(());
        }
    };
    let empty = nobody.then(|| {
        let people = app.text(&format!("collection-{}", Person::COLLECTION.key), &[]);
        view! { <p class="field-hint">{t!(app, "sign-no-people", people = people)}</p> }
    });
    view! {
        <Dialog title=t!(app, "sign-ask-title", form = name) on_close=on_close>
            <form class="form" on:submit=ask>
                {empty}
                <div class="field">
                    <label class="field-label" for="ask-who">{t!(app, "field-approvals-asked_of")}</label>
                    <Choose id="ask-who" options=people value=who on_pick=Callback::new(move |id| who.set(id))/>
                </div>
                <div class="field">
                    <label class="field-label" for="ask-due">{t!(app, "field-approvals-due_on")}</label>
                    <input class="input" id="ask-due" type="date" prop:value=due on:input=move |event| due.set(event_target_value(&event))/>
                </div>
                <div class="field field-wide">
                    <label class="field-label" for="ask-note">{t!(app, "field-approvals-note")}</label>
                    <textarea class="area" id="ask-note" rows="3" prop:value=move || note.get() on:input=move |event| note.set(event_target_value(&event))></textarea>
                </div>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit" disabled=nobody>{t!(app, "sign-ask-do")}</button>
                </div>
            </form>
        </Dialog>
    }
}
