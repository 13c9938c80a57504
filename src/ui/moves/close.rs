//! The dialog that ends a deal: won with its order, lost or on hold with the reason for it.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

use super::gate::{focus_wrong, refusal_of};
use super::lacking::Lacking;
use super::order::OrderPart;
use super::{Outcome, Wanted, named};
use crate::book::lack::Lack;
use crate::book::{Command, Rejection};
use crate::model::records::{CloseReason, Deal, Stage};
use crate::model::{Day, Id, Record, Value};
use crate::pipeline::close::{Close, Closing};
use crate::pipeline::way::{NoDay, ended_on};
use crate::ui::context::{App, use_app};
use crate::ui::parts::choose::Choose;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::record::cell::Cell;
use crate::ui::route::{Place, Route};

/// Prefix of the ids of its controls.
const SCOPE: &str = "close-";

/// The reasons for an end of a kind, in their order, with none first.
pub(super) fn reasons(app: App, kind: &str) -> Vec<(String, String)> {
    let mut all: Vec<CloseReason> =
        app.peek(|desk| desk.book().all::<CloseReason>().filter(|one| one.kind.as_deref() == Some(kind)).collect());
    crate::model::order::by(&mut all, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let named = all.into_iter().map(|reason| (Id::from(reason.id).to_string(), reason.name.unwrap_or_default()));
    std::iter::once((String::new(), t!(app, "form-none"))).chain(named).collect()
}

/// What has been said of the end so far.
#[derive(Clone)]
struct Said {
    app: App,
    wanted: Wanted,
    kind: String,
    lacking: Lacking,
    order: Option<OrderPart>,
    amount: Option<Cell>,
    competitor: Option<Cell>,
    reason: RwSignal<String>,
    note: RwSignal<String>,
    day: RwSignal<String>,
    day_wrong: RwSignal<Option<String>>,
}

impl Said {
    fn new(app: App, wanted: Wanted, lack: Lack) -> Self {
        let (deal, stage, row) = app.peek(|desk| {
            let book = desk.book();
            let row = book.of::<Deal>().row(wanted.deal.into());
            (book.get::<Deal>(wanted.deal), book.get::<Stage>(wanted.to), row)
        });
        let kind = stage.and_then(|stage| stage.kind).unwrap_or_default();
        let won = kind == "won";
        let asked = |at: usize| lack.fields.contains(&Deal::COLLECTION.fields[at].key);
        let cell = |at: usize, wanted: bool| {
            let cell = (wanted && !asked(at)).then(|| Cell::new(app, Deal::COLLECTION.key, at, row)).flatten();
            cell.map(|cell| cell.scoped(SCOPE))
        };
        // A reason that stands there is one for this end only where it is among those.
        let before = deal.and_then(|deal| deal.reason).map(|reason| reason.to_string()).unwrap_or_default();
        let known = reasons(app, &kind).iter().any(|(id, _)| *id == before);
        // The customer may be said in this very dialog.
        let orders =
            asked(Deal::ACCOUNT) || wanted.beside.iter().any(|(at, value)| *at == Deal::ACCOUNT && value.is_some());
        let today = app.zone().day_of(app.now()).to_string();
        let (amount, competitor) = (cell(Deal::AMOUNT, won), cell(Deal::COMPETITOR, !won));
        Self {
            app,
            order: (won && !lack.approval).then(|| OrderPart::new(app, wanted.deal, orders)),
            lacking: Lacking::new(app, wanted.deal, lack),
            wanted,
            amount,
            competitor,
            kind,
            reason: RwSignal::new(if known { before } else { String::new() }),
            note: RwSignal::new(String::new()),
            day: RwSignal::new(today),
            day_wrong: RwSignal::new(None),
        }
    }

    fn view(&self) -> AnyView {
        let app = self.app;
        let (reason, note) = (self.reason, self.note);
        let reasons = reasons(app, &self.kind);
        let bare = (reasons.len() == 1).then(|| {
            let list = Place::new(Route::List(CloseReason::COLLECTION.key)).href();
            view! { <p class="field-hint">{t!(app, "close-no-reasons")}" "<a href=list>{app.text(&format!("collection-{}", CloseReason::COLLECTION.key), &[])}</a></p> }
        });
        view! {
            {self.lacking.view()}
            {self.amount.as_ref().map(|cell| cell.field(app))}
            <div class="field">
                <label class="field-label" for="close-reason">{t!(app, "field-deals-reason")}</label>
                <Choose id="close-reason" options=Signal::stored(reasons) value=reason on_pick=Callback::new(move |id| reason.set(id))/>
                {bare}
            </div>
            {self.competitor.as_ref().map(|cell| cell.field(app))}
            {self.order.as_ref().map(OrderPart::view)}
            {(!self.lacking.asks()).then(|| self.day_view())}
            <div class="field">
                <label class="field-label" for="close-note">{t!(app, "close-note")}</label>
                <textarea class="area" id="close-note" rows="2" prop:value=move || note.get() on:input=move |event| note.set(event_target_value(&event))></textarea>
            </div>
        }
        .into_any()
    }

    fn day_view(&self) -> AnyView {
        let (app, day, wrong) = (self.app, self.day, self.day_wrong);
        let today = day.get_untracked();
        view! {
            <div class="field">
                <label class="field-label" for="close-day">{t!(app, "close-day")}</label>
                <input class="input input-day" id="close-day" type="date" max=today aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    aria-describedby=move || wrong.with(Option::is_some).then_some("close-day-error")
                    prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))/>
                {move || wrong.get().map(|wrong| view! { <p class="field-error" id="close-day-error"><Icon name="alert" class="icon-small"/>{wrong}</p> })}
            </div>
        }
        .into_any()
    }

    /// From when it holds; a day that is none says so.
    fn effective(&self) -> Result<Option<crate::model::Instant>, ()> {
        let app = self.app;
        let day = self.day.with_untracked(|day| Day::parse(day));
        let ended = day.map(|day| app.peek(|desk| ended_on(desk.book(), &desk.zone, self.wanted.deal, day)));
        let (wrong, effective) = match ended {
            Some(Ok(effective)) => (None, Ok(effective)),
            Some(Err(NoDay::Ahead)) => (Some(t!(app, "close-day-ahead")), Err(())),
            Some(Err(NoDay::Before(day))) => (Some(t!(app, "close-day-before", day = app.format().day(day))), Err(())),
            None => (Some(t!(app, "close-day-none")), Err(())),
        };
        self.day_wrong.set(wrong);
        effective
    }

    /// The command, where everything can be read; what cannot says so itself.
    fn command(&self) -> Option<Box<dyn Command>> {
        let app = self.app;
        let brought = self.lacking.read();
        let order = self.order.as_ref().map_or(Ok(None), OrderPart::read);
        let amount = self.amount.as_ref().map(|cell| cell.read(app));
        let competitor = self.competitor.as_ref().map(|cell| cell.read(app));
        let effective = self.effective();
        if matches!(amount, Some(None)) || matches!(competitor, Some(None)) {
            return None;
        }
        let (brought, order, effective) = (brought?, order.ok()?, effective.ok()?);
        let said = |cell: Option<Option<crate::book::command::Change>>| cell.flatten().and_then(|(_, value)| value);
        let closing = Closing {
            to: self.wanted.to,
            reason: self.reason.with_untracked(|id| Id::parse(id)),
            competitor: said(competitor).and_then(|value| value.as_reference()),
            note: Some(self.note.get_untracked()),
            amount: said(amount).as_ref().and_then(Value::as_money),
        };
        let deal = self.wanted.deal;
        if !self.lacking.asks() {
            let brought = self.wanted.with_beside(brought);
            return Some(Box::new(Close { deal, closing, order, brought, effective }));
        }
        // What is said of the end goes with the request while somebody is asked.
        Some(Box::new(self.lacking.command(self.wanted.plain(brought), Some(closing))))
    }
}

/// The dialog.
#[component]
pub(super) fn CloseDialog(
    /// The move.
    wanted: Wanted,
    /// What the stage asks for.
    lack: Lack,
    /// Told what became of it.
    on_done: Callback<Outcome>,
) -> impl IntoView {
    let app = use_app();
    let (deal, stage) = (named::<Deal>(app, wanted.deal.into()), named::<Stage>(app, wanted.to.into()));
    let said = Said::new(app, wanted, lack);
    let title = match said.kind.as_str() {
        "won" => t!(app, "close-title-won", deal = deal),
        "lost" => t!(app, "close-title-lost", deal = deal),
        _ => t!(app, "close-title-hold", deal = deal),
    };
    let (asks, stuck) = (said.lacking.asks(), !said.lacking.can_go_on());
    let go = if asks { t!(app, "sign-ask-do") } else { t!(app, "gate-go", stage = stage) };
    let refused: RwSignal<Option<Rejection>> = RwSignal::new(None);
    let controls = said.view();
    let said = StoredValue::new(said);
    let save = move || {
        let Some(command) = said.with_value(Said::command) else { return focus_wrong() };
        match app.act(command.as_ref()) {
            Ok(_) => on_done.run(if asks { Outcome::Asked } else { Outcome::Moved }),
            Err(why) => refused.set(Some(why)),
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save();
    };
    // As in any form.
    let press = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            save();
        }
    };
    let cancel = Callback::new(move |()| on_done.run(Outcome::Stays));
    view! {
        <Dialog title=title on_close=cancel>
            <form class="form" novalidate=true on:submit=submit on:keydown=press>
                {refusal_of(app, refused)}
                {controls}
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| cancel.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit" disabled=stuck>{go}</button>
                </div>
            </form>
        </Dialog>
    }
}
