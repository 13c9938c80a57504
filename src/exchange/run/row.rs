//! The second look at a row: its record's values, and from when they hold.

use super::super::forms::is_nothing;
use super::super::plan::FilePlan;
use super::super::values;
use super::link::Meant;
use super::{Run, State};
use crate::book::column::Column;
use crate::book::command::Change;
use crate::book::{Book, Table, frozen};
use crate::model::{Id, Instant, Kind, Money, Role, Value};

/// A value from an instant on.
type Dated = (usize, Instant, Option<Value>);

/// A record in the making.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) values: Vec<Change>,
    pub(super) dates: Vec<Dated>,
    pub(super) is_estimate: bool,
    pub(super) ends_before_start: bool,
}

/// Makes the record of a row; fails with the column and field of a reference that leads nowhere.
/// Where it `updates` a record of the book, nothing is added that the row does not say.
pub(super) fn make(
    run: &Run,
    part: &State,
    book: &Book,
    table: &Table,
    (row, id): (usize, Id),
    updates: bool,
) -> Result<Made, (usize, usize)> {
    let file = &run.setup.plan.files[part.at];
    let reading = run.setup.reading(table.key());
    let mut made = Made::default();
    for (column, at) in &part.layout.plain {
        let Some(field) = table.column(*at).map(Column::field) else { continue };
        let cell = file.sheet.cell(row, *column).trim();
        if let Kind::Shares(of) = &field.kind
            && !is_nothing(cell)
        {
            let names = run.names.iter().find(|names| names.collection == *of);
            let find = |name: &str| names.and_then(|names| Some(names.get(names.find(name)?).id));
            let Ok(shares) = values::shares(cell, file.columns[*column].form, find) else { return Err((*column, *at)) };
            made.values.push((*at, Some(Value::Shares(shares))));
            continue;
        }
        // The first look has read the same cell without a fault.
        let value = values::parse(field, file.sheet.cell(row, *column), file.columns[*column].form, &reading);
        if let Ok(Some(value)) = value {
            made.values.push((*at, Some(value)));
        }
    }
    for reference in &part.references {
        let code = reference.codes.get(row).map_or(0, |code| *code as usize);
        match reference.meant.get(code) {
            Some(Meant::Record(at)) => {
                let id = run.names[reference.names].get(*at).id;
                made.values.push((reference.field, Some(Value::Reference(id))));
            }
            Some(Meant::Unknown) => return Err((reference.column, reference.field)),
            Some(Meant::Nothing) | None => {}
        }
    }
    if updates {
        if part.layout.stage.is_some_and(|(_, column)| column.is_some()) {
            made.move_to_stage(run, part, row);
        }
        return Ok(made);
    }
    if let Some(led) = run.led_value(table, id).filter(|(field, _)| !made.has(*field)) {
        made.values.push(led);
    }
    if let Some(title) = part.layout.title_made.filter(|title| !made.has(*title)) {
        made.values.push((title, made_title(run, part, file, row).map(Value::Text)));
    }
    made.values.extend(frozen::cost(book, &run.setup.zone, table.key(), &made.values));
    if part.layout.stage.is_some() {
        made.stand_in_stage(run, part, table, row);
    }
    Ok(made)
}

/// The record that a column refers to: title and price.
fn referred<'a>(run: &'a Run, part: &State, column: Option<usize>, row: usize) -> Option<(&'a str, Option<Money>)> {
    let reference = part.references.iter().find(|reference| Some(reference.column) == column)?;
    let Meant::Record(at) = reference.meant.get(*reference.codes.get(row)? as usize)? else { return None };
    let named = run.names[reference.names].get(*at);
    Some((named.title.as_str(), named.price))
}

/// A title for a record without one: customer and product, else its code.
fn made_title(run: &Run, part: &State, file: &FilePlan, row: usize) -> Option<String> {
    let title = |column: Option<usize>| referred(run, part, column, row).map(|(title, _)| title);
    match (title(part.layout.account), title(part.layout.product)) {
        (Some(account), Some(product)) => Some(format!("{account} · {product}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => part.layout.code.map(|column| file.sheet.cell(row, column).trim().to_owned()),
    }
}

impl Made {
    /// The stage that a record of the book stands in from the day that its row says, else from now.
    fn move_to_stage(&mut self, run: &Run, part: &State, row: usize) {
        let (Some((field, _)), Some(stages)) = (part.layout.stage, run.stages.as_ref()) else { return };
        let at_part = run.states.iter().position(|other| other.at == part.at);
        let place = at_part.and_then(|at| stages.rows.get(at)?.get(row).copied().flatten());
        let Some((stage, kind)) = place.and_then(|place| stages.of_plan.get(place).copied()) else { return };
        let file = &run.setup.plan.files[part.at];
        let column = if kind.is_closed() { part.layout.end.or(part.layout.start) } else { part.layout.start };
        let day = column.and_then(|column| {
            let text = file.sheet.cell(row, column).trim();
            (!is_nothing(text))
                .then(|| values::date(text, file.columns[column].form, &run.setup.reading(&part.table)))
                .flatten()
        });
        let from = day.map_or(run.setup.now, |day| run.setup.zone.start_of(day));
        self.dates.push((field, from, Some(stage.into())));
    }

    fn has(&self, field: usize) -> bool {
        self.values.iter().any(|(at, value)| *at == field && value.is_some())
    }

    /// When the record stood in which stage, and what it was worth when.
    fn stand_in_stage(&mut self, run: &Run, part: &State, table: &Table, row: usize) {
        let (setup, layout) = (&run.setup, &part.layout);
        let file = &setup.plan.files[part.at];
        let reading = setup.reading(table.key());
        let day = |column: Option<usize>| {
            let column = column?;
            let text = file.sheet.cell(row, column).trim();
            (!is_nothing(text)).then(|| values::date(text, file.columns[column].form, &reading)).flatten()
        };
        let (start, end) = (day(layout.start), day(layout.end));
        self.ends_before_start = matches!((start, end), (Some(start), Some(end)) if end < start);
        let at = |day| setup.zone.start_of(day);
        let (from, until) = (start.map(at), end.map(at));

        let stages = run.stages.as_ref();
        let at_part = run.states.iter().position(|other| other.at == part.at);
        let planned = stages.zip(at_part).and_then(|(stages, at)| {
            let place = stages.rows.get(at)?.get(row).copied().flatten()?;
            stages.of_plan.get(place).copied()
        });
        let mut closed = None;
        if let Some((field, _)) = layout.stage {
            match planned {
                Some((stage, kind)) if kind.is_closed() => {
                    let when = until.or(from).unwrap_or(setup.now);
                    // Before it was closed it stood in the last open stage, where that is known.
                    if let (Some(open), Some(from)) =
                        (stages.and_then(|stages| stages.last_open), from.filter(|from| *from < when))
                    {
                        self.dates.push((field, from, Some(open.into())));
                    }
                    self.dates.push((field, when, Some(stage.into())));
                    closed = Some(when);
                }
                Some((stage, _)) => self.dates.push((field, from.unwrap_or(setup.now), Some(stage.into()))),
                None => {
                    let stage = layout.stage_else.map(Value::Reference);
                    self.dates.push((field, from.unwrap_or(setup.now), stage));
                }
            }
        }
        if closed.is_none() {
            self.expect_end(table, end);
        }
        self.be_worth(run, part, table, row, closed);
    }

    /// An open record's day of closing is the one on which it is expected.
    fn expect_end(&mut self, table: &Table, end: Option<crate::model::Day>) {
        let is_day = |field: &usize| table.column(*field).is_some_and(|column| column.field().kind == Kind::Date);
        let field = table.role(Role::Ends).filter(is_day).filter(|field| !self.has(*field));
        if let (Some(field), Some(end)) = (field, end) {
            self.values.push((field, Some(Value::Date(end))));
        }
    }

    /// The amount: as stated, from the close on where it is the final one; before that, or where
    /// nothing is stated, the list price of the product as an estimate.
    fn be_worth(&mut self, run: &Run, part: &State, table: &Table, row: usize, closed: Option<Instant>) {
        let Some(amount) = table.role(Role::Amount) else { return };
        let layout = &part.layout;
        let file = &run.setup.plan.files[part.at];
        let basis = table.role(Role::AmountBasis).filter(|basis| !self.has(*basis));
        let coded = |code: &str| basis.map(|basis| (basis, Some(Value::from(code))));
        let last = layout.amount_at_end.and_then(|column| {
            let text = file.sheet.cell(row, column).trim();
            let form = file.columns[column].form;
            (!is_nothing(text)).then(|| values::money(text, form, run.setup.plan.currency)).flatten()
        });
        let stated_at_close = last.zip(closed);
        if !self.has(amount) {
            let price = referred(run, part, layout.product, row).and_then(|(_, price)| price);
            match (last, closed) {
                (Some(last), None) => self.values.push((amount, Some(last.into()))),
                _ => {
                    if let Some(price) = price {
                        self.values.push((amount, Some(price.into())));
                        self.values.extend(coded("estimate"));
                        self.is_estimate = stated_at_close.is_none();
                    }
                }
            }
        }
        if self.has(amount) && !basis.is_some_and(|basis| self.has(basis)) {
            self.values.extend(coded("stated"));
        }
        if let Some((last, when)) = stated_at_close {
            self.dates.push((amount, when, Some(last.into())));
            self.dates.extend(coded("stated").map(|(basis, value)| (basis, when, value)));
        }
    }
}
