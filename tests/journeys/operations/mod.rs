//! Every operation of a board by pointer, touch and keys: the one table of them, which is also what is
//! walked, in a company of 100,000 deals.
//!
//! Each cell is a walk that has to pass, or says what stands in for it: another operation of the table
//! that is walked in the same way.

mod company;
mod hand;
mod walks;

use std::time::Instant;

use xtask::look::{self, data};
use xtask::{Failure, Result, fail};

use crate::deals::gate;
use crate::world::{Outcome, World};
use company::Company;
use hand::{Hand, Way};

/// Deals of the company: the whole run has as many as the board is made for.
const MANY: usize = 100_000;
/// Deals in the routine run.
const FEWER: usize = 5_000;

/// What stands in for an operation in a way that it does not have: the name of another one, and why.
type Instead = (&'static str, &'static str);

/// An operation: its name, the walk, and what stands in for pointer, touch and keys.
struct Operation {
    name: &'static str,
    walk: fn(&Hand<'_>) -> Result<()>,
    instead: [Option<Instead>; 3],
}

/// By pointer, touch and keys alike.
const fn all(name: &'static str, walk: fn(&Hand<'_>) -> Result<()>) -> Operation {
    Operation { name, walk, instead: [None; 3] }
}

const WAYS: [(Way, &str); 3] = [(Way::Pointer, "pointer"), (Way::Touch, "touch"), (Way::Keys, "keys")];

/// The table.
const OPERATIONS: &[Operation] = &[
    all("carry a card to another stage", walks::carried),
    all("send a card to a stage from a list", walks::sent),
    all("carry a card to another month", walks::dated),
    all("add a deal at a column's foot", walks::added),
    all("edit a card in its place", walks::edited),
    Operation {
        name: "edit a cell of the list",
        walk: walks::edited_in_the_list,
        instead: [None, Some(("edit a card in its place", "two taps of a finger belong to the browser")), None],
    },
    all("select cards one by one", walks::selected),
    Operation {
        name: "select a range of cards",
        walk: walks::selected_as_a_range,
        instead: [None, Some(("select what a filter leaves", "a finger has no Shift")), None],
    },
    Operation {
        name: "select by lasso",
        walk: walks::selected_by_lasso,
        instead: [
            None,
            Some(("select what a filter leaves", "a finger on the ground scrolls")),
            Some(("select a range of cards", "a lasso is drawn")),
        ],
    },
    all("select what a filter leaves", walks::selected_by_filter),
    all("move many", walks::many_moved),
    all("assign many", walks::many_assigned),
    all("edit a field of many", walks::many_edited),
    all("tag many", walks::many_tagged),
    all("close many", walks::many_closed),
    all("archive many", walks::many_archived),
    all("filter", walks::filtered),
    all("save a view and open it", walks::viewed),
    all("part into lanes, carry between them", walks::in_lanes),
    all("add a deal in a lane", walks::added_in_a_lane),
    all("choose what cards show", walks::dressed),
    all("zoom from cards to the strip", walks::zoomed),
    all("find and open a deal in the strip", walks::opened_in_the_strip),
    all("see the board of a past day", walks::back_in_time),
    all("see the list of a past day", walks::list_back_in_time),
    all("compare two moments", walks::compared),
    all("give what a gate asks for", walks::gated),
    all("win a deal", walks::won),
    all("reopen a deal", walks::reopened),
    all("quote a deal", walks::quoted),
    all("claim a customer and give it back", walks::claimed),
    all("present", walks::presented),
    all("print", walks::printed),
    all("merge a stage into another", walks::merged),
    all("split a stage", walks::split),
];

/// What of the table is wrong before anything is walked.
fn faults() -> Vec<String> {
    let mut faults = Vec::new();
    for (at, operation) in OPERATIONS.iter().enumerate() {
        if OPERATIONS[..at].iter().any(|before| before.name == operation.name) {
            faults.push(format!("\"{}\" stands twice", operation.name));
        }
        if operation.instead.iter().all(Option::is_some) {
            faults.push(format!("\"{}\" is walked in no way", operation.name));
        }
        for (way, instead) in operation.instead.iter().enumerate() {
            let Some((name, why)) = instead else { continue };
            let stands = OPERATIONS.iter().find(|other| other.name == *name);
            if why.is_empty() || stands.is_none_or(|other| other.instead[way].is_some()) {
                faults.push(format!("\"{}\" by {}: \"{name}\" does not stand in for it", operation.name, WAYS[way].1));
            }
        }
    }
    faults
}

/// All of the table in one company; it is printed at the end, with how long each walk took.
pub(crate) fn by_every_hand(world: &mut World) -> Result<Outcome> {
    let faults = faults();
    if !faults.is_empty() {
        fail!("the table of operations:\n    {}", faults.join("\n    "));
    }
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("two fingers and the wheel with Control are Chromium's"));
    }
    let deals = if std::env::var_os("FIELDBOOK_WHOLE").is_some() { MANY } else { FEWER };
    let company = Company { deals };
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    page.screen(1440, 900)?;
    data::import(page, &world.server, &company.write()?)?;
    world.wait_saved()?;
    set_up(world)?;
    let page = world.open("pipeline?view=-")?;
    let only = std::env::var("FIELDBOOK_WALK").unwrap_or_default();
    let (mut lines, mut failures) = (Vec::new(), Vec::new());
    for operation in OPERATIONS.iter().filter(|operation| operation.name.contains(&only)) {
        let mut cells = Vec::new();
        for ((way, named), instead) in WAYS.iter().zip(&operation.instead) {
            if let Some((other, why)) = instead {
                cells.push(format!("{named}: {other}, as {why}"));
                continue;
            }
            let (start, hand) = (Instant::now(), Hand { page, way: *way, company });
            match (operation.walk)(&hand) {
                Ok(()) => cells.push(format!("{named}: passes ({:.1} s)", start.elapsed().as_secs_f64())),
                Err(error) => {
                    world.leave_traces(&format!("operation-{}-{named}", operation.name.replace([' ', ',', '\''], "-")));
                    cells.push(format!("{named}: FAILS"));
                    failures.push(format!("{} by {named}: {error}", operation.name));
                    // What it left half done would fail all others.
                    world.open("pipeline?view=-")?;
                }
            }
        }
        lines.push(format!("    {} | {}", operation.name, cells.join(" | ")));
    }
    println!("operations in a company of {deals} deals\n{}", lines.join("\n"));
    if !failures.is_empty() {
        return Err(Failure::new(failures.join("\n    ")));
    }
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// A gate at a stage, and a pool.
fn set_up(world: &World) -> Result<()> {
    gate(world, "Engaging", "note", "Told the customer")?;
    let page = world.open("pool")?;
    for (field, number) in [("pool_days", "30"), ("pool_hold", "5")] {
        page.by_css(&format!("#field-{field}"))?.fill(number)?;
    }
    page.by_role("button", "Save")?.click()?;
    world.wait_saved()
}
