//! The one context of the interface: the book with its ports, and what every screen shares.

mod keeping;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::sheet::sheet;
use super::route::{Place, Route};
use super::upkeep::Upkeep;
use crate::book::{Book, Cause, Command, Context, Head, Label, Rejection};
use crate::model::id::IdMaker;
use crate::model::messages::{Arg, Catalogue, Language};
use crate::model::permission::Actor;
use crate::model::records::Organisation;
use crate::model::{Currency, Id, Instant, Zone};
use crate::ports::keeper::Acted;
use crate::ports::{Format, Keeper, Locale, Ports, StoreError, Texts};
use crate::query::Sight;

/// Key of the setting that says who acts on this device.
const PERSON: &str = "fieldbook.person";

/// How far what is shown has been stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Everything is stored.
    Saved,
    /// This many changes are being stored.
    Waiting(usize),
    /// The store refused; the changes are kept in this tab.
    Failed(StoreError, usize),
}

/// A note that comes and goes: what was done, with a way back.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Its number.
    pub number: u64,
    /// Its text.
    pub text: String,
    /// Whether something was refused.
    pub bad: bool,
    /// Whether it offers to undo the last act.
    pub undo: bool,
}

/// What lies over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The search and command palette.
    Palette,
    /// The table of keys.
    Keys,
}

/// What the screens read and change.
pub struct Desk {
    /// The book and the writing end of its journal.
    pub keeper: Keeper,
    /// The way out.
    pub ports: Ports,
    /// Who acts.
    pub actor: Actor,
    /// The organisation's zone.
    pub zone: Zone,
    /// The organisation's base currency.
    pub currency: Currency,
    /// Writes values in the chosen language.
    pub format: Rc<dyn Format>,
    /// How this visit began.
    pub start: Start,
    /// What the acting person sees, as far as it was asked for.
    pub sight: Sight,
}

/// How a visit began: whether something is amiss with what is kept here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// As usual.
    Sound,
    /// Nothing outlives this visit: the browser gives no storage.
    Fleeting,
    /// There was something here, and the browser has cleared it away.
    Evicted,
}

impl Start {
    /// Setting that says that something is kept here.
    pub const MARK: &str = "fieldbook.kept";
}

impl Desk {
    /// The book.
    pub fn book(&self) -> &Book {
        self.keeper.book()
    }

    /// Leaves a mark outside the database, so that its loss is noticed.
    pub fn mark(&self) {
        if self.keeper.arrived() > 0 && self.start != Start::Fleeting {
            self.ports.settings.set(Start::MARK, "1");
        }
    }

    /// Who acts: whoever was chosen on this device, as long as the book has the person.
    fn refresh_actor(&mut self) {
        let chosen = self.actor.person.and_then(|person| self.book().actor(person));
        self.actor = chosen.unwrap_or(Actor::FOUNDER);
    }

    fn refresh_organisation(&mut self) {
        self.refresh_actor();
        let organisation = self.book().all::<Organisation>().next();
        let zone = organisation.as_ref().and_then(|organisation| organisation.zone.as_deref());
        if zone.is_some_and(|zone| zone != self.zone.name) {
            self.zone = self.ports.locale.zone(zone);
        }
        let currency = organisation.and_then(|organisation| Currency::parse(organisation.currency.as_deref()?));
        self.currency = currency.unwrap_or(self.currency);
    }
}

/// The context. Copied into every component.
#[derive(Clone, Copy)]
pub struct App {
    desk: StoredValue<Desk, LocalStorage>,
    version: RwSignal<u64>,
    catalogue: RwSignal<Rc<Catalogue>, LocalStorage>,
    /// Where the person is.
    pub place: RwSignal<Place>,
    /// Whether the texts and the style sheet of all pages are there.
    pub has_texts: RwSignal<bool>,
    /// How far what is shown has been stored.
    pub saving: RwSignal<Saving>,
    /// The notes on screen, the latest last.
    pub toasts: RwSignal<Vec<Toast>>,
    /// What a screen reader shall say at once.
    pub heard: RwSignal<String>,
    /// What lies over the page.
    pub over: RwSignal<Option<Over>>,
    toast_count: StoredValue<u64>,
    is_storing: StoredValue<bool>,
}

/// The whole catalogue of a language.
async fn whole(locale: &dyn Locale, language: Language) -> Result<Catalogue, String> {
    let mut catalogue = Catalogue::empty(language);
    for part in [Texts::First, Texts::Later] {
        let source = locale.catalogue(language, part).await?;
        catalogue.add(&source).map_err(|error| error.to_string())?;
    }
    Ok(catalogue)
}

thread_local! {
    /// The context of the page, which has one.
    static CURRENT: std::cell::Cell<Option<App>> = const { std::cell::Cell::new(None) };
}

/// The context. Also there for parts of a view that run once more while their page is being left.
pub fn use_app() -> App {
    CURRENT.get().unwrap_or_else(expect_context::<App>)
}

impl App {
    /// A context over an opened book.
    pub fn new(mut desk: Desk, catalogue: Rc<Catalogue>, place: Place) -> Self {
        desk.actor.person = desk.ports.settings.get(PERSON).and_then(|id| Id::parse(&id));
        desk.refresh_organisation();
        let app = Self {
            desk: StoredValue::new_local(desk),
            version: RwSignal::new(0),
            catalogue: RwSignal::new_local(catalogue),
            place: RwSignal::new(place),
            has_texts: RwSignal::new(false),
            saving: RwSignal::new(Saving::Saved),
            toasts: RwSignal::new(Vec::new()),
            heard: RwSignal::new(String::new()),
            over: RwSignal::new(None),
            toast_count: StoredValue::new(0),
            is_storing: StoredValue::new(false),
        };
        CURRENT.set(Some(app));
        app
    }

    /// Reads the book; what reads it runs again after every change.
    pub fn read<T>(&self, read: impl FnOnce(&Desk) -> T) -> T {
        self.version.track();
        self.desk.with_value(read)
    }

    /// A number that is another one after each change of what is read.
    pub(super) fn version(&self) -> u64 {
        self.version.get_untracked()
    }

    /// Reads the book once.
    pub fn peek<T>(&self, read: impl FnOnce(&Desk) -> T) -> T {
        self.desk.with_value(read)
    }

    /// The text of a message. See the macro `t!`.
    pub fn text(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.catalogue.with_untracked(|catalogue| catalogue.text(key, args))
    }

    /// The text of a batch's label.
    pub fn label(&self, label: &Label) -> String {
        // A count in a label has its plural.
        let count = |value: &str| value.parse::<u32>().ok().map(f64::from);
        let arg = |value: &String| Arg { number: count(value), ..Arg::from(value.as_str()) };
        let args: Vec<(&str, Arg)> = label.args.iter().map(|(name, value)| (name.as_str(), arg(value))).collect();
        self.text(&label.key, &args)
    }

    /// The chosen language; what reads it runs again when it changes.
    pub fn language(&self) -> Language {
        self.catalogue.with(|catalogue| catalogue.language())
    }

    /// Writes values in the chosen language.
    pub fn format(&self) -> Rc<dyn Format> {
        self.peek(|desk| desk.format.clone())
    }

    /// The organisation's zone.
    pub fn zone(&self) -> Zone {
        self.peek(|desk| desk.zone.clone())
    }

    /// The present instant.
    pub fn now(&self) -> Instant {
        self.peek(|desk| desk.ports.clock.now())
    }

    /// A fresh id.
    pub fn new_id(&self) -> Id {
        self.peek(|desk| IdMaker::new(desk.ports.clock.now(), desk.ports.random.seed()).next_id())
    }

    /// Says who acts from now on in this tab, and on this device when it is opened again.
    pub fn be(&self, person: Option<Id>) {
        self.desk.update_value(|desk| {
            let id = person.map(|id| id.to_string()).unwrap_or_default();
            desk.ports.settings.set(PERSON, &id);
            desk.actor.person = person;
            desk.refresh_actor();
        });
        // The way back of a note leads to the last act of whoever acts.
        self.toasts.update(|toasts| toasts.retain(|toast| !toast.undo));
        self.version.update(|version| *version += 1);
    }

    /// Runs something with the context of a decision made now.
    pub fn with_context<T>(&self, run: impl FnOnce(&Book, &Context<'_>) -> T) -> T {
        self.peek(|desk| {
            let now = desk.ports.clock.now();
            let ids = IdMaker::new(now, desk.ports.random.seed());
            let (actor, zone, currency) = (desk.actor, &desk.zone, desk.currency);
            run(desk.book(), &Context { actor, now, zone, currency, ids: &ids })
        })
    }

    pub(super) fn change(
        &self,
        change: impl FnOnce(&mut Keeper, &Context<'_>) -> Result<Acted, Rejection>,
    ) -> Result<Acted, Rejection> {
        let outcome = self.decide(change).unwrap_or(Err(Rejection::Nothing));
        if outcome.is_ok() {
            self.shown();
        }
        outcome
    }

    /// Does something with the keeper in the context of a decision made now; `None` where the page is
    /// gone.
    pub(super) fn decide<T>(&self, decide: impl FnOnce(&mut Keeper, &Context<'_>) -> T) -> Option<T> {
        self.desk.try_update_value(|desk| {
            let now = desk.ports.clock.now();
            let ids = IdMaker::new(now, desk.ports.random.seed());
            let zone = desk.zone.clone();
            let context = Context { actor: desk.actor, now, zone: &zone, currency: desk.currency, ids: &ids };
            decide(&mut desk.keeper, &context)
        })
    }

    /// Takes note that the book holds something new, and stores it.
    pub(super) fn shown(&self) {
        self.desk.try_update_value(Desk::refresh_organisation);
        self.version.update(|version| *version += 1);
        self.save();
    }

    /// Does what a command wants, says so with a way back, and stores it. A refusal is said, too.
    pub fn act(&self, command: &dyn Command) -> Result<Head, Rejection> {
        let outcome = self.change(|keeper, context| keeper.act(command, context));
        self.say(outcome)
    }

    pub(super) fn say(&self, outcome: Result<Acted, Rejection>) -> Result<Head, Rejection> {
        match outcome {
            Ok(acted) => {
                // A signature is never undone.
                self.toast(self.label(&acted.head.label), false, acted.head.cause != Cause::Signed);
                Ok(acted.head)
            }
            Err(rejection) => {
                if rejection != Rejection::Nothing {
                    self.toast(super::parts::refusal::text(self, &rejection), true, false);
                }
                Err(rejection)
            }
        }
    }

    /// Shows a note.
    pub fn toast(&self, text: String, bad: bool, undo: bool) {
        self.toast_count.update_value(|count| *count += 1);
        let number = self.toast_count.get_value();
        self.toasts.update(|toasts| {
            // A way back leads to the last act only, so an older note no longer offers it.
            toasts.retain(|toast| !toast.undo || !undo);
            toasts.push(Toast { number, text, bad, undo });
            if toasts.len() > 3 {
                toasts.remove(0);
            }
        });
    }

    /// Undoes the last act of this person on this device.
    pub fn undo(&self) {
        let next = self.peek(|desk| desk.keeper.next_undo(&desk.actor).map(|head| head.id));
        self.invert(next, "toast-nothing-to-undo");
    }

    /// Redoes the last undone act.
    pub fn redo(&self) {
        let next = self.peek(|desk| desk.keeper.next_redo(&desk.actor).map(|head| head.id));
        self.invert(next, "toast-nothing-to-redo");
    }

    /// Inverts a batch, whoever did it; what was changed since stays.
    pub fn invert(&self, batch: Option<Id>, nothing: &'static str) {
        match batch {
            Some(id) => super::pages::upkeep(Upkeep::Invert(*self, id, nothing)),
            None => self.toast(self.text(nothing, &[]), false, false),
        }
    }

    /// Goes on without the damaged entries of the journal: a checkpoint covers them, so that they are
    /// not spoken of again.
    pub fn pass_over_damage(&self) {
        self.desk.update_value(|desk| desk.keeper.accept_damage());
        self.version.update(|version| *version += 1);
        super::pages::upkeep(Upkeep::Checkpoint(*self));
    }

    /// Makes a change to the keeper that is no act of a person; `None` where the page is gone.
    pub(super) fn keep<T>(&self, keep: impl FnOnce(&mut Keeper) -> T) -> Option<T> {
        self.desk.try_update_value(|desk| keep(&mut desk.keeper))
    }

    /// Moves the present moment on, so that dated entries come into force.
    pub fn tick(&self) {
        let changed = self.desk.try_update_value(|desk| {
            // A change that is being made in slices is not to be brought to its end at once for this.
            if desk.keeper.is_at_work() {
                return false;
            }
            let (before, now) = (desk.book().version(), desk.ports.clock.now());
            desk.keeper.advance(now);
            desk.book().version() != before
        });
        if changed == Some(true) {
            self.version.update(|version| *version += 1);
        }
    }

    /// Loads the texts and the sheet that the first screen does not need; what needs them waits until they are there.
    pub(super) fn load_texts(&self) {
        let app = *self;
        spawn_local(async move {
            let locale = app.peek(|desk| desk.ports.locale.clone());
            let mut catalogue = app.catalogue.with_untracked(|shown| Catalogue::clone(shown));
            let language = catalogue.language();
            let sheet = sheet();
            // The texts of the first screen are there: they are neither fetched nor read a second time.
            let later = locale.catalogue(language, Texts::Later).await;
            match later.and_then(|later| catalogue.add(&later).map_err(|error| error.to_string())) {
                // Nothing on screen changes: nothing that is shown says any of the new texts. Another
                // language may have been chosen in between, which brought all of its own.
                Ok(()) if app.catalogue.with_untracked(|shown| shown.language()) == language => {
                    app.catalogue.update_untracked(|shown| *shown = Rc::new(catalogue));
                }
                Ok(()) => {}
                Err(why) => app.toast(t!(app, "toast-language-failed", why = why), true, false),
            }
            sheet.await;
            app.has_texts.set(true);
        });
    }

    /// Switches the language: loads its catalogue and builds the view anew.
    pub fn speak(&self, language: Language) {
        let app = *self;
        spawn_local(async move {
            let locale = app.peek(|desk| desk.ports.locale.clone());
            match whole(locale.as_ref(), language).await {
                Ok(catalogue) => {
                    app.desk.update_value(|desk| {
                        desk.format = locale.format(language);
                        desk.ports.settings.set("fieldbook.lang", language.tag());
                    });
                    super::parts::page::set_root_attribute("lang", language.tag());
                    app.catalogue.set(Rc::new(catalogue));
                }
                Err(why) => app.toast(t!(app, "toast-language-failed", why = why), true, false),
            }
        });
    }

    /// What the place says of something. Views listen to this, not to the place itself: that changes
    /// before the page it leaves is gone, and what listens would run once more over what is gone.
    pub fn of_place<T: PartialEq + Send + Sync + 'static>(
        &self,
        read: impl Fn(&Place) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let place = self.place;
        Memo::new(move |_| place.with(&read))
    }

    /// What the place says of something, for as long as the page is the one that asks: on the way to
    /// another page nothing of this one is worked out anew.
    pub fn of_page<T: Clone + PartialEq + Send + Sync + 'static>(
        &self,
        read: impl Fn(&Place) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let place = self.place;
        let page = place.with_untracked(|place| std::mem::discriminant(&place.route));
        Memo::new(move |before: Option<&T>| {
            place.with(|place| match before {
                Some(before) if std::mem::discriminant(&place.route) != page => before.clone(),
                _ => read(place),
            })
        })
    }

    /// Goes to a place, as a link does.
    pub fn go(&self, place: &Place) {
        super::shell::navigation::push(*self, place);
    }

    /// Goes to a route without a query.
    pub fn go_to(&self, route: Route) {
        self.go(&Place::new(route));
    }

    /// Replaces the query of this place without a new entry in the browser's history.
    pub fn refine(&self, place: &Place) {
        super::shell::navigation::replace(*self, place);
    }
}
