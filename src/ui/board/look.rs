//! What cards show beside the usual: fields of choice, and the words of colour rules.

use super::within::Within;
use crate::book::bits::Bits;
use crate::book::{Book, Moment};
use crate::model::Record;
use crate::model::records::Deal;
use crate::pipeline::asked::{BY, FIELDS, MONTH, fields, rules};
use crate::query::Source;
use crate::query::listing::Shown;
use crate::ui::context::{App, Desk};
use crate::ui::list::words;
use crate::ui::parts::field;
use crate::ui::route::Place;

/// One thing of choice that cards show.
#[derive(PartialEq)]
enum Part {
    /// A field, by its name.
    Field(String, Shown),
    /// Lines of the deal.
    Lines(Within),
}

/// What cards show beside the usual.
#[derive(PartialEq)]
pub(super) struct Look {
    fields: Vec<Part>,
    rules: Vec<(u8, String, Bits)>,
}

impl Look {
    /// What the address asks for, at the moment that the board is read.
    pub(super) fn read(app: App, place: &Place, moment: Option<Moment>) -> Self {
        let chosen = match fields(&place.query) {
            // By month a card does not stand in its stage: it says so itself.
            none if none.is_empty() && place.get(BY) == Some(MONTH) && place.get(FIELDS).is_none() => {
                vec![Source::field(&Deal::COLLECTION.fields[Deal::STAGE].key)]
            }
            chosen => chosen,
        };
        let rules = rules(&place.query);
        app.read(|desk| {
            let (book, table) = (desk.book(), desk.book().of::<Deal>());
            let shown = |source: Source| {
                let within = || Within::read(app, desk, &source).map(Part::Lines);
                let field = Shown::of(&source, book, table);
                let field = field.map(|shown| Part::Field(words::path(&app, Deal::COLLECTION.key, &source), shown));
                field.or_else(within)
            };
            let scan = moment.and_then(|moment| desk.scan_at(Deal::COLLECTION.key, moment));
            let rules = rules.into_iter().filter_map(|rule| {
                let rows = scan.as_ref()?.select(&rule.filter.seen_by(book, &desk.actor));
                Some((rule.colour, rule.word, rows))
            });
            Self { fields: chosen.into_iter().filter_map(shown).collect(), rules: rules.collect() }
        })
    }

    /// How many lines a card has beside the usual.
    pub(super) fn lines(&self) -> usize {
        self.fields.len() + usize::from(!self.rules.is_empty())
    }

    /// The lines of a row's card: name and value.
    pub(super) fn of(&self, app: App, desk: &Desk, book: &Book, row: u32) -> Vec<(String, String)> {
        let table = book.of::<Deal>();
        let line = |part: &Part| {
            let (name, shown) = match part {
                Part::Field(name, shown) => (name, shown),
                Part::Lines(within) => return within.line(app, book, table.id(row as usize)?),
            };
            let (target, of, row) = shown.cell(book, table, row as usize)?;
            let text = if let Shown::Since(_) = shown {
                let since = of.since().get(row).copied().filter(|since| *since != crate::model::Instant::ALWAYS)?;
                app.format().day(desk.zone.day_of(since))
            } else {
                field::text(&app, target.key(), of.field(), &of.value(row)?)
            };
            Some((name.clone(), text))
        };
        self.fields.iter().filter_map(line).collect()
    }

    /// The words that a row's card wears, with their colours.
    pub(super) fn worn(&self, row: u32) -> Vec<(u8, String)> {
        let worn = self.rules.iter().filter(|(_, _, rows)| (row as usize) < rows.len() && rows.get(row as usize));
        worn.map(|(colour, word, _)| (*colour, word.clone())).collect()
    }
}
