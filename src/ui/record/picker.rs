//! A record chosen by typing a part of its name; one that is not there yet can be made on the spot.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::control::described;
use super::entry::Entry;
use crate::book::command::Create;
use crate::book::{Command, Label};
use crate::model::{Id, Key, Role, Value};
use crate::query::propose::{Wanted, proposed};
use crate::ui::context::{App, Desk};

/// Records proposed at once.
const MOST: usize = 8;

/// What is proposed.
#[derive(Clone, PartialEq)]
enum Proposal {
    /// A record, by name.
    Record(Id, String),
    /// A new record of this name.
    New(String),
}

/// The records whose name or code holds a text, those of the customer that all of it is about first.
fn found(desk: &Desk, to: &str, typed: &str, about: Option<Id>) -> Vec<Proposal> {
    let seen = desk.seen(to);
    let wanted = Wanted { to, typed, about, seen: seen.as_deref() };
    proposed(desk.book(), &wanted, MOST).into_iter().map(|(id, name)| Proposal::Record(id, name)).collect()
}

/// Makes a record of a name; `None` where it takes more than a name, or is not allowed.
fn create(app: App, to: &str, name: &str) -> Option<Create> {
    let name = name.trim();
    let title = app.peek(|desk| desk.book().table(to)?.role(Role::Title))?;
    let values = vec![(title, Some(Value::from(name)))];
    let label = Label::new("did-create").with("name", name);
    let create = Create { collection: Key::Owned(to.to_owned()), id: app.new_id(), values, label };
    let allowed = !name.is_empty() && app.with_context(|book, context| create.decide(book, context).is_ok());
    allowed.then_some(create)
}

/// Whether a record of a collection can be made from a name alone.
pub(super) fn may_create(app: App, to: &str) -> bool {
    create(app, to, NEW_NAME).is_some()
}

/// A name to ask with.
const NEW_NAME: &str = "?";

/// What the control shows and where it stands.
#[derive(Clone, Copy)]
struct State {
    app: App,
    /// Key of the collection referred to.
    to: StoredValue<String>,
    /// The customer that all of it is about.
    about: Option<Signal<Option<Id>>>,
    text: RwSignal<String>,
    picked: RwSignal<Option<(String, Id)>>,
    open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
}

impl State {
    /// What is proposed for what is typed.
    fn proposals(self) -> Vec<Proposal> {
        let Self { app, to, text, picked, .. } = self;
        if !self.open.get() {
            return Vec::new();
        }
        let typed = text.get();
        let about = self.about.and_then(|about| about.get());
        // Opened over what stands there already, it proposes anything.
        let stands = picked.with(|picked| picked.as_ref().is_some_and(|(name, _)| *name == typed));
        let asked = if stands { "" } else { typed.trim() };
        let mut all = to.with_value(|to| app.read(|desk| found(desk, to, asked, about)));
        let same =
            |one: &Proposal| matches!(one, Proposal::Record(_, name) if name.to_lowercase() == asked.to_lowercase());
        let new = !asked.is_empty() && !all.iter().any(same);
        if new && to.with_value(|to| create(app, to, asked)).is_some() {
            all.push(Proposal::New(asked.to_owned()));
        }
        all
    }

    /// Takes a proposal; a new record is made first.
    fn choose(self, proposal: Proposal) {
        let (record, name) = match proposal {
            Proposal::Record(record, name) => (record, name),
            Proposal::New(name) => {
                let Some(create) = self.to.with_value(|to| create(self.app, to, &name)) else { return };
                if self.app.act(&create).is_err() {
                    return;
                }
                (create.id, name)
            }
        };
        self.picked.set(Some((name.clone(), record)));
        self.text.set(name);
        self.open.set(false);
        self.active.set(None);
    }

    /// Goes to the next proposal, or to the one before.
    fn step(self, count: usize, back: bool) {
        if count == 0 {
            return;
        }
        let next = |at: Option<usize>| match at {
            None if back => count - 1,
            None => 0,
            Some(at) if back => (at + count - 1) % count,
            Some(at) => (at + 1) % count,
        };
        self.active.update(|at| *at = Some(next(*at)));
    }

    /// The keys of a combobox.
    fn press(self, event: &KeyboardEvent, proposals: &[Proposal]) {
        if event.is_composing() {
            return;
        }
        let open = self.open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open => self.open.set(true),
            "ArrowDown" => self.step(proposals.len(), false),
            "ArrowUp" => self.step(proposals.len(), true),
            "Enter" if open && !event.ctrl_key() && !event.meta_key() => {
                let chosen = self.active.get_untracked().and_then(|at| proposals.get(at).cloned());
                let Some(chosen) = chosen else { return };
                self.choose(chosen);
            }
            "Escape" if open => self.open.set(false),
            _ => return,
        }
        event.prevent_default();
    }
}

/// The list of proposals; nothing where there are none.
fn list(state: State, id: &str, proposals: Vec<Proposal>) -> Option<AnyView> {
    let app = state.app;
    let option = |(at, proposal): (usize, Proposal)| {
        let name = match &proposal {
            Proposal::Record(_, name) => name.clone(),
            Proposal::New(name) => t!(app, "picker-new", name = name.as_str()),
        };
        // Pressed before the focus leaves the input.
        let press = move |event: leptos::ev::PointerEvent| {
            event.prevent_default();
            state.choose(proposal.clone());
        };
        let active = move || (state.active.get() == Some(at)).to_string();
        view! { <li class="menu-item" role="option" id=format!("{id}-{at}") aria-selected=active on:pointerdown=press>{name}</li> }
    };
    let empty = proposals.is_empty();
    let options: Vec<_> = proposals.into_iter().enumerate().map(option).collect();
    let label = t!(app, "picker-list");
    (!empty).then(|| view! { <ul class="menu picker-list" role="listbox" id=format!("{id}-list") aria-label=label>{options}</ul> }.into_any())
}

/// The control.
pub(super) fn picker(app: App, entry: &Entry, to: &str) -> AnyView {
    let (id, text, error, picked) = (entry.id(), entry.text, entry.error, entry.picked);
    let (open, active) = (RwSignal::new(false), RwSignal::new(None::<usize>));
    let state = State { app, to: StoredValue::new(to.to_owned()), about: entry.about, text, picked, open, active };
    let proposals = Memo::new(move |_| state.proposals());
    let typed = move |event| {
        text.set(event_target_value(&event));
        open.set(true);
        active.set(None);
    };
    let select = move |event: leptos::ev::FocusEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input {
            input.select();
        }
    };
    let press = move |event: KeyboardEvent| proposals.with_untracked(|proposals| state.press(&event, proposals));
    let (list_id, of_options, of_list) = (format!("{id}-list"), id.clone(), id.clone());
    let current = move || active.get().filter(|_| open.get()).map(|at| format!("{of_options}-{at}"));
    let required = entry.field.required.then_some("true");
    let described = described(entry);
    view! {
        <span class="picker">
            <input class="input" id=id type="text" role="combobox" autocomplete="off" aria-autocomplete="list" aria-required=required
                aria-expanded=move || (!proposals.with(Vec::is_empty)).to_string() aria-controls=list_id aria-activedescendant=current
                aria-invalid=move || error.with(Option::is_some).then_some("true") aria-describedby=described
                prop:value=move || text.get() on:input=typed on:keydown=press on:focus=select
                on:click=move |_| open.set(true) on:blur=move |_| {
                    open.try_set(false);
                }/>
            {move || list(state, &of_list, proposals.get())}
        </span>
    }
    .into_any()
}
