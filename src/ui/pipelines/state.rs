//! The drawing of a pipeline while it is being changed: what stands in the book until something is
//! typed, then what is typed.

use leptos::prelude::*;

use crate::book::{Book, Command};
use crate::exchange::typed::{Reading, read, write};
use crate::model::records::{Pipeline, Stage, StageId};
use crate::model::{BasisPoints, Field, Kind, Record, Value, Zone};
use crate::pipeline::blueprint::{Blueprint, MISSING, Wrong};
use crate::ui::context::App;
use crate::ui::parts::field;

/// The drawing. Copied into every part of the page.
#[derive(Clone, Copy)]
pub(super) struct State {
    /// The context.
    pub(super) app: App,
    changed: RwSignal<Option<Blueprint>>,
    /// The drawing as it is shown.
    pub(super) shown: Memo<Option<Blueprint>>,
    /// Whether it was to be kept: from then on what is missing is said, too.
    tried: RwSignal<bool>,
    /// What is wrong with it, as far as it is said.
    pub(super) wrongs: Memo<Vec<Wrong>>,
    /// The stage that is being dragged.
    pub(super) dragged: RwSignal<Option<StageId>>,
    /// Whether it is being kept, in slices: nothing is typed meanwhile, nor kept twice.
    pub(super) busy: RwSignal<bool>,
}

/// Writes a value as its control shows it.
pub(super) fn written(value: &Value) -> String {
    write(value, &Zone::default())
}

/// Reads what was typed into a field of a stage.
fn reader(app: App) -> impl Fn(&Field, &str) -> Result<Option<Value>, &'static str> {
    let (zone, currency) = app.peek(|desk| (desk.zone.clone(), desk.currency));
    move |field, text| {
        read(field, text, &Reading { currency, zone: &zone }).map_err(crate::exchange::typed::Mistyped::key)
    }
}

impl State {
    /// A drawing of what the book says, or of what is to be new.
    pub(super) fn new(app: App, stands: impl Fn(&Book) -> Option<Blueprint> + Send + Sync + 'static) -> Self {
        let changed: RwSignal<Option<Blueprint>> = RwSignal::new(None);
        let shown = Memo::new(move |_| changed.get().or_else(|| app.read(|desk| stands(desk.book()))));
        let tried = RwSignal::new(false);
        let wrongs = Memo::new(move |_| {
            let all = app.read(|desk| {
                let all = |sheet: &Blueprint| sheet.wrongs(desk.book(), &reader(app));
                shown.with(|sheet| sheet.as_ref().map(all).unwrap_or_default())
            });
            let said = |wrong: &Wrong| tried.get() || wrong.key != MISSING;
            all.into_iter().filter(said).collect()
        });
        Self { app, changed, shown, tried, wrongs, dragged: RwSignal::new(None), busy: RwSignal::new(false) }
    }

    /// Reads the drawing; what reads it runs again when it changes.
    pub(super) fn read<T: Default>(self, read: impl FnOnce(&Blueprint) -> T) -> T {
        self.shown.with(|sheet| sheet.as_ref().map(read).unwrap_or_default())
    }

    /// Changes the drawing.
    pub(super) fn change(self, change: impl FnOnce(&mut Blueprint)) {
        if let Some(mut sheet) = self.shown.get_untracked() {
            change(&mut sheet);
            self.changed.set(Some(sheet));
        }
    }

    /// Whether anything has been drawn.
    pub(super) fn is_changed(self) -> bool {
        self.changed.with(Option::is_some)
    }

    /// Starts over with what the book says.
    pub(super) fn start_over(self) {
        self.tried.set(false);
        self.changed.set(None);
    }

    /// The command that keeps the drawing; where something is wrong it is said, and there is none.
    pub(super) fn command(self) -> Option<Box<dyn Command>> {
        let app = self.app;
        let sheet = self.shown.get_untracked()?;
        let command = app.peek(|desk| sheet.command(desk.book(), &reader(app)));
        self.tried.set(true);
        command.ok()
    }

    /// What is wrong with a field of a stage, or of the pipeline, in words.
    pub(super) fn wrong(self, stage: Option<StageId>, at: Option<usize>) -> Memo<Option<String>> {
        Memo::new(move |_| {
            let found = self
                .wrongs
                .with(|wrongs| wrongs.iter().find(|wrong| wrong.stage == stage && wrong.field == at).copied())?;
            Some(self.sentence(found))
        })
    }

    /// The sentence of what is wrong.
    pub(super) fn sentence(self, wrong: Wrong) -> String {
        let app = self.app;
        let of = match (wrong.stage, wrong.field) {
            (Some(_), Some(at)) => Stage::COLLECTION.fields.get(at),
            (None, Some(at)) => Pipeline::COLLECTION.fields.get(at),
            _ => None,
        };
        let text = wrong
            .stage
            .zip(wrong.field)
            .map(|(id, at)| self.read(|sheet| sheet.line(id).map(|line| line.text(at).to_owned()).unwrap_or_default()));
        let bound = |bound: i64| {
            let Some(of) = of else { return String::new() };
            #[expect(clippy::cast_precision_loss, reason = "bounds are small whole numbers")]
            let value = match of.kind {
                Kind::Percent => Value::Percent(BasisPoints(bound)),
                _ => Value::Number(bound as f64),
            };
            field::text(&app, Stage::COLLECTION.key, of, &value)
        };
        let (low, high) = of.and_then(|of| of.bounds).unwrap_or_default();
        let args =
            [("text", text.unwrap_or_default().into()), ("low", bound(low).into()), ("high", bound(high).into())];
        app.text(wrong.key, &args)
    }
}
