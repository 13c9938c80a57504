//! The part of a dialog that asks for what is lacking: fields by their own controls, a checklist, and
//! whom to ask for approval.

use leptos::prelude::*;

use crate::book::lack::Lack;
use crate::control::moves::{MoveOrAsk, may_let_in, signer};
use crate::model::records::{ApprovalId, Deal, DealId};
use crate::model::{Day, Id, Key, Record};
use crate::pipeline::close::Closing;
use crate::pipeline::commands::MoveDeal;
use crate::pipeline::gate::Brought;
use crate::ui::context::App;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::icon::Icon;
use crate::ui::record::cell::Cell;
use crate::ui::route::{Place, Route};
use crate::ui::sign::people;

/// Prefix of the ids of its controls.
const SCOPE: &str = "gate-";

/// Whom to ask to let a deal in.
#[derive(Clone)]
struct Asked {
    people: Vec<(String, String)>,
    who: RwSignal<String>,
    due: RwSignal<String>,
    note: RwSignal<String>,
}

/// What is lacking, with what has been said of it so far.
#[derive(Clone)]
pub(super) struct Lacking {
    app: App,
    deal: DealId,
    cells: Vec<Cell>,
    lines: Vec<Key>,
    ticks: Vec<(String, RwSignal<bool>)>,
    untold: RwSignal<bool>,
    asked: Option<Asked>,
}

impl Lacking {
    /// Of a deal.
    pub(super) fn new(app: App, deal: DealId, lack: Lack) -> Self {
        let (row, places) = app.peek(|desk| {
            let table = desk.book().of::<Deal>();
            (table.row(deal.into()), lack.fields.iter().map(|key| table.defined(key)).collect::<Vec<_>>())
        });
        let cell = |at: &usize| Cell::new(app, Deal::COLLECTION.key, *at, row).map(|cell| cell.scoped(SCOPE));
        let lines = lack.fields.iter().zip(&places).filter(|(_, at)| at.is_none()).map(|(key, _)| key.clone());
        Self {
            app,
            deal,
            cells: places.iter().flatten().filter_map(cell).collect(),
            lines: lines.collect(),
            ticks: lack.ticks.into_iter().map(|tick| (tick, RwSignal::new(false))).collect(),
            untold: RwSignal::new(false),
            asked: lack.approval.then(|| asked(app, deal)),
        }
    }

    /// Whether somebody is to be asked.
    pub(super) fn asks(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether there is somebody to ask where somebody must be, and nothing that only the page of the
    /// deal can give.
    pub(super) fn can_go_on(&self) -> bool {
        self.lines.is_empty() && self.asked.as_ref().is_none_or(|asked| !asked.people.is_empty())
    }

    /// The controls.
    pub(super) fn view(&self) -> AnyView {
        let app = self.app;
        let fields: Vec<_> = self.cells.iter().map(|cell| cell.field(app)).collect();
        view! { {fields}{self.lines_hint()}{self.checklist()}{self.asked.as_ref().map(|asked| asked.view(app))} }
            .into_any()
    }

    /// Lines are written on the page of the deal.
    fn lines_hint(&self) -> Option<AnyView> {
        let app = self.app;
        (!self.lines.is_empty()).then(|| {
            let page = Place::new(Route::deal(self.deal)).href();
            view! {
                <div class="notice notice-warning">
                    <Icon name="alert"/>
                    <p>{t!(app, "gate-lines")}" "<a href=page>{t!(app, "gate-lines-page")}</a></p>
                </div>
            }
            .into_any()
        })
    }

    fn checklist(&self) -> Option<AnyView> {
        let (app, untold) = (self.app, self.untold);
        let line = |(text, on): &(String, RwSignal<bool>)| {
            let on = *on;
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=move || on.get() on:change=move |event| on.set(event_target_checked(&event))
                        aria-invalid=move || (untold.get() && !on.get()).then_some("true")/>
                    <span>{text.clone()}</span>
                </label>
            }
        };
        let lines: Vec<_> = self.ticks.iter().map(line).collect();
        (!lines.is_empty()).then(|| {
            view! {
                <fieldset class="field">
                    <legend class="field-label">{t!(app, "gate-checks")}</legend>
                    {lines}
                    {move || untold.get().then(|| view! { <p class="field-error" role="alert"><Icon name="alert" class="icon-small"/>{t!(app, "gate-unticked")}</p> })}
                </fieldset>
            }
            .into_any()
        })
    }

    /// What was said, where nothing is lacking any more; what still is says so itself.
    pub(super) fn read(&self) -> Option<Brought> {
        let values: Vec<_> = self.cells.iter().map(|cell| cell.need(self.app)).collect();
        let ticked = self.ticks.iter().all(|(_, on)| on.get_untracked());
        self.untold.set(!ticked);
        let values: Option<Vec<_>> = values.into_iter().collect();
        let ticks = self.ticks.iter().map(|(text, _)| text.clone()).collect();
        values.filter(|_| ticked).map(|values| Brought::of(values, ticks))
    }

    /// The move, which asks for approval where that is lacking; with how the deal ends, where it ends.
    pub(super) fn command(&self, moving: MoveDeal, closing: Option<Closing>) -> MoveOrAsk {
        let said = |text: &RwSignal<String>| text.get_untracked();
        let asked = self.asked.as_ref();
        MoveOrAsk {
            moving,
            request: ApprovalId(self.app.new_id()),
            asked_of: asked.and_then(|asked| Id::parse(&said(&asked.who))),
            due: asked.and_then(|asked| Day::parse(&said(&asked.due))),
            note: asked.map(|asked| said(&asked.note)),
            closing,
        }
    }
}

/// Everybody who may let the deal in, whoever is asked as a rule first: nobody does so with their own.
fn asked(app: App, deal: DealId) -> Asked {
    let (me, usual) = app.peek(|desk| (desk.actor.person, signer(desk.book(), desk.actor.person, deal)));
    let may = |person: Id| Some(person) != me && app.peek(|desk| may_let_in(desk.book(), person, deal, me));
    let mut people = people(app, Deal::COLLECTION.key, deal.into());
    people.retain(|(id, _)| Id::parse(id).is_some_and(may));
    let usual = usual.map(|id| id.to_string()).filter(|id| people.iter().any(|(person, _)| person == id));
    let who = usual.or_else(|| people.first().map(|(id, _)| id.clone())).unwrap_or_default();
    let text = || RwSignal::new(String::new());
    Asked { people, who: RwSignal::new(who), due: text(), note: text() }
}

impl Asked {
    fn view(&self, app: App) -> AnyView {
        let (who, due, note) = (self.who, self.due, self.note);
        if self.people.is_empty() {
            return view! { <div class="notice notice-warning"><Icon name="alert"/><p>{t!(app, "gate-nobody")}</p></div> }.into_any();
        }
        view! {
            <p class="field-hint">{t!(app, "gate-approval")}</p>
            <div class="field">
                <label class="field-label" for="gate-who">{t!(app, "field-approvals-asked_of")}</label>
                <Choose id="gate-who" options=Signal::stored(self.people.clone()) value=who on_pick=Callback::new(move |id| who.set(id))/>
            </div>
            <div class="field">
                <label class="field-label" for="gate-due">{t!(app, "field-approvals-due_on")}</label>
                <input class="input input-day" id="gate-due" type="date" prop:value=due on:input=move |event| due.set(event_target_value(&event))/>
            </div>
            <div class="field">
                <label class="field-label" for="gate-note">{t!(app, "field-approvals-note")}</label>
                <textarea class="area" id="gate-note" rows="2" prop:value=move || note.get() on:input=move |event| note.set(event_target_value(&event))></textarea>
            </div>
        }
        .into_any()
    }
}
