//! What moment a board shows, and the book of that moment.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::book::recorded::Recorded;
use crate::book::{Book, Moment};
use crate::model::records::Deal;
use crate::model::{Day, Instant, Record};
use crate::pipeline::movement::Change;
use crate::query::Scan;
use crate::ui::context::{App, Desk};
use crate::ui::route::Place;

/// Names in the address that belong to the time machine.
const OWN: [&str; 4] = ["at", "as", "with", "change"];
/// The value of `as` for what was recorded by then.
const RECORDED: &str = "recorded";
/// How long the slider rests before the address follows.
const REST: Duration = Duration::from_millis(250);

/// How far the journal has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Reading {
    /// Not at all: nobody asked.
    Not,
    /// So many of so many entries.
    Under(usize, usize),
    /// All of it.
    Done,
    /// The store does not give it.
    Failed,
}

/// What is done once something rests.
type Later = Rc<std::cell::RefCell<dyn FnMut(())>>;

/// A book as it was, and when; it equals only itself.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Past {
    /// When.
    pub(in crate::ui) moment: Moment,
    /// The book.
    pub(in crate::ui) book: Arc<Book>,
}

impl PartialEq for Past {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.book, &other.book)
    }
}

/// The moment that a board shows.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Times {
    /// The application.
    pub(super) app: App,
    /// Whether the bar is open at the present, too.
    pub(super) open: RwSignal<bool>,
    /// The day that the slider is on, before the address follows.
    sliding: RwSignal<Option<Day>>,
    /// How far the journal has been read.
    pub(super) reading: RwSignal<Reading>,
    /// The book as it was recorded.
    pub(super) recorded: StoredValue<Option<Recorded>, LocalStorage>,
    /// The day in the address; none for the present.
    place_day: Memo<Option<Day>>,
    /// The day shown; none for the present.
    pub(super) at: Memo<Option<Day>>,
    /// The day to compare with.
    pub(super) with: Memo<Option<Day>>,
    /// Whether it is what was recorded by then, not what was in force.
    pub(super) as_recorded: Memo<bool>,
    /// The change whose deals are shown.
    pub(super) change: Memo<Option<Change>>,
    commit: StoredValue<Later, LocalStorage>,
}

impl Times {
    /// What the address says.
    pub(in crate::ui) fn new(app: App) -> Self {
        let sliding = RwSignal::new(None);
        let day = move |name: &'static str| app.of_page(move |place| place.get(name).and_then(Day::parse));
        let place_day = day("at");
        let at = Memo::new(move |_| sliding.get().or(place_day.get()));
        let commit = leptos::leptos_dom::helpers::debounce(REST, move |()| {
            if let Some(Some(day)) = sliding.try_get_untracked() {
                let day = Some(day).filter(|day| *day < today(app));
                app.refine(&app.place.get_untracked().set("at", day.map(|day| day.to_string())));
                sliding.set(None);
            }
        });
        Self {
            app,
            open: RwSignal::new(false),
            sliding,
            reading: RwSignal::new(Reading::Not),
            recorded: StoredValue::new_local(None),
            place_day,
            at,
            with: day("with"),
            as_recorded: app.of_page(|place| place.get("as") == Some(RECORDED)),
            change: app.of_page(|place| place.get("change").and_then(Change::parse)),
            commit: StoredValue::new_local(Rc::new(std::cell::RefCell::new(commit)) as Later),
        }
    }

    /// The moment shown.
    pub(in crate::ui) fn moment(&self) -> Moment {
        self.at.get().map_or(Moment::Now, |day| self.end_of(day))
    }

    /// The last instant of a day.
    pub(super) fn end_of(&self, day: Day) -> Moment {
        Moment::At(self.app.zone().end_of(day))
    }

    /// Whether the book as recorded is asked for and there.
    fn is_recorded(&self) -> bool {
        self.as_recorded.get() && self.reading.get() == Reading::Done
    }

    /// Reads the deals at a moment.
    pub(in crate::ui) fn scan<T>(
        &self,
        desk: &Desk,
        moment: Moment,
        read: impl FnOnce(&Scan<'_>) -> Option<T>,
    ) -> Option<T> {
        if !self.reads_recorded(moment) {
            return read(&desk.scan_at(Deal::COLLECTION.key, moment)?);
        }
        self.with_recorded(instant(desk, moment), |book| {
            let seen = book.seen(&desk.actor, Deal::COLLECTION.key).map(Rc::new);
            read(&Scan::new(book, &desk.zone, Deal::COLLECTION.key, Moment::Now)?.seen(seen))
        })?
    }

    /// Whether a moment is read from the book as recorded: compared with something recorded, the present
    /// is, too, for its rows.
    pub(in crate::ui) fn reads_recorded(&self, moment: Moment) -> bool {
        self.is_recorded() && (moment != Moment::Now || self.with.get().is_some())
    }

    /// The book that the board shows, and the moment at which to read it.
    pub(in crate::ui) fn look<T: Default>(&self, desk: &Desk, read: impl FnOnce(&Book, Moment) -> T) -> T {
        let moment = self.moment();
        if !self.reads_recorded(moment) {
            return read(desk.book(), moment);
        }
        let at = instant(desk, moment);
        self.recorded
            .try_update_value(|recorded| match recorded {
                Some(recorded) => {
                    recorded.go(at);
                    read(recorded.book(), Moment::Now)
                }
                None => read(desk.book(), moment),
            })
            .unwrap_or_default()
    }

    fn with_recorded<T>(&self, at: Instant, read: impl FnOnce(&Book) -> T) -> Option<T> {
        self.recorded
            .try_update_value(|recorded| {
                let recorded = recorded.as_mut()?;
                recorded.go(at);
                Some(read(recorded.book()))
            })
            .flatten()
    }

    /// The past as a book that can be read at length: none where the present is shown. It follows once
    /// the slider rests.
    pub(in crate::ui) fn past(self, collection: &'static str) -> Memo<Option<Past>> {
        Memo::new(move |_| {
            let day = self.place_day.get()?;
            let (app, moment) = (self.app, self.end_of(day));
            let book = app.read(|desk| {
                if !self.reads_recorded(moment) {
                    return Some(desk.book().still(collection, moment));
                }
                self.with_recorded(instant(desk, moment), |book| book.still(collection, Moment::Now))
            })?;
            Some(Past { moment, book: Arc::new(book) })
        })
    }

    /// Shows a day while the slider is moved.
    pub(super) fn slide(&self, day: Day) {
        // The first step away from the present is a step that "back" undoes.
        if self.at.get_untracked().is_none() {
            self.app.go(&self.app.place.get_untracked().set("at", Some(day.to_string())));
        }
        self.sliding.set(Some(day));
        self.commit.with_value(|commit| (*commit.borrow_mut())(()));
    }

    /// Goes to a day; to the present where it is not past.
    pub(super) fn go(&self, day: Day) {
        self.set("at", Some(day).filter(|day| *day < today(self.app)).map(|day| day.to_string()));
    }

    /// Changes one name of the address.
    pub(super) fn set(&self, name: &str, value: Option<String>) {
        self.sliding.set(None);
        self.app.refine(&self.app.place.get_untracked().set(name, value));
    }

    /// Says in which sense the past is meant.
    pub(super) fn mean(&self, recorded: bool) {
        self.set("as", recorded.then(|| RECORDED.to_owned()));
    }

    /// Back to the present, the bar closed.
    pub(super) fn leave(&self) {
        self.sliding.set(None);
        self.open.set(false);
        let place = OWN.iter().fold(self.app.place.get_untracked(), |place: Place, name| place.set(name, None));
        self.app.go(&place);
        self.app.heard.set(t!(self.app, "time-heard-now"));
    }

    /// Whether the bar is shown.
    pub(super) fn is_shown(&self) -> bool {
        self.open.get() || self.at.get().is_some() || self.with.get().is_some()
    }

    /// The first day that there is something to see of.
    pub(super) fn first(&self) -> Option<Day> {
        let zone = self.app.zone();
        if self.is_recorded() {
            let first = self.recorded.with_value(|recorded| recorded.as_ref().and_then(Recorded::first));
            return first.map(|at| zone.day_of(at));
        }
        self.app.read(|desk| {
            let span = desk.book().of::<Deal>().column(Deal::STAGE)?.timeline()?.span()?;
            Some(zone.day_of(span.0))
        })
    }
}

/// Today, in the organisation's zone.
pub(super) fn today(app: App) -> Day {
    app.peek(|desk| desk.zone.day_of(desk.book().now()))
}

fn instant(desk: &Desk, moment: Moment) -> Instant {
    match moment {
        Moment::At(at) => at,
        Moment::Now => desk.book().now(),
    }
}
