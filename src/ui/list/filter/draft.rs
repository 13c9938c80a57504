//! A filter while it is put together.

use leptos::prelude::*;

use crate::query::condition::{Condition, Kin, Op};
use crate::query::{Filter, Source};
use crate::ui::list::state::List;

/// A part of a group.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// A condition.
    One(RwSignal<Condition>),
    /// A group in the group.
    Group(Group),
    /// What a chart asked for and nobody could put together here: it stays or goes.
    Fixed(StoredValue<Filter>),
}

/// A group: all of its parts must hold, or any.
#[derive(Clone, Copy)]
pub(super) struct Group {
    /// Whether any part is enough.
    pub(super) any: RwSignal<bool>,
    /// The parts, each with a number of its own.
    pub(super) parts: RwSignal<Vec<(usize, Part)>>,
}

impl Group {
    fn new(any: bool, parts: Vec<Part>) -> Self {
        Self { any: RwSignal::new(any), parts: RwSignal::new(parts.into_iter().enumerate().collect()) }
    }

    /// The group of a filter.
    pub(super) fn read(list: List, filter: &Filter) -> Self {
        match filter {
            // A list of alternatives alone is shown as such.
            Filter::And(parts) if matches!(parts.as_slice(), [Filter::Or(_)]) => Self::read(list, &parts[0]),
            Filter::And(parts) => Self::new(false, parts.iter().map(|part| Part::read(list, part)).collect()),
            Filter::Or(parts) => Self::new(true, parts.iter().map(|part| Part::read(list, part)).collect()),
            one => Self::new(false, vec![Part::read(list, one)]),
        }
    }

    /// The filter; what is not whole yet is left out.
    pub(super) fn filter(&self) -> Filter {
        let parts: Vec<Filter> = self.parts.with(|parts| parts.iter().filter_map(|(_, part)| part.filter()).collect());
        match (self.any.get(), parts.as_slice()) {
            (true, [_, _, ..]) => Filter::Or(parts),
            _ => Filter::And(parts),
        }
    }

    fn add(&self, part: Part) {
        self.parts.update(|parts| {
            let number = parts.last().map_or(0, |(number, _)| number + 1);
            parts.push((number, part));
        });
    }

    /// Adds a condition on the first field.
    pub(super) fn add_condition(&self, list: List) {
        let first = list.peek(|book, table| {
            let source = crate::query::listing::offered(book, table).first()?.source(book, table);
            let kin = Kin::of(book, table, &source)?;
            Some((source, *kin.ops().first()?))
        });
        let (source, op) = first.flatten().unwrap_or((Source::field("-"), Op::Set));
        self.add(Part::One(RwSignal::new(Condition::new(source, op))));
    }

    /// Adds a group with one condition, of the other sort than this.
    pub(super) fn add_group(&self, list: List) {
        let group = Self::new(!self.any.get_untracked(), Vec::new());
        group.add_condition(list);
        self.add(Part::Group(group));
    }

    /// Removes a part.
    pub(super) fn remove(&self, number: usize) {
        self.parts.update(|parts| parts.retain(|(have, _)| *have != number));
    }
}

impl Part {
    fn read(list: List, filter: &Filter) -> Self {
        match filter {
            Filter::And(_) | Filter::Or(_) => Self::Group(Group::read(list, filter)),
            Filter::Is(source, _) | Filter::IsNot(source, _) => {
                let kin = list.peek(|book, table| Kin::of(book, table, source)).flatten();
                match kin.and_then(|kin| Condition::read(filter, kin)) {
                    Some(condition) => Self::One(RwSignal::new(condition)),
                    None => Self::Fixed(StoredValue::new(filter.clone())),
                }
            }
        }
    }

    fn filter(&self) -> Option<Filter> {
        match self {
            Self::One(condition) => condition.with(Condition::filter),
            Self::Group(group) => Some(group.filter()).filter(|filter| *filter != Filter::ALL),
            Self::Fixed(filter) => Some(filter.get_value()),
        }
    }
}
