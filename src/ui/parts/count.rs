//! Counts in messages that say "1 row" or "8,800 rows".

pub(in crate::ui) use super::money::count as number;
use crate::model::messages::Arg;
use crate::ui::context::App;

/// A count as a value of a message: grouped, with its plural.
pub(in crate::ui) fn counted(app: &App, count: usize) -> Arg {
    Arg { text: number(app, count), ..Arg::from(count) }
}
