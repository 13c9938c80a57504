//! `bytes`: the first screen against its budget.

use super::table::{self, Line};
use crate::build::bytes::{BUDGET, kib, weigh};
use crate::{Result, project};

/// Weighs the built site.
#[expect(clippy::cast_precision_loss, reason = "a ratio of file sizes")]
pub(super) fn run() -> Result<()> {
    let total = weigh(&project::dist())?.total();
    table::print(&Line {
        name: "bytes",
        what: "first screen, brotli 11".to_owned(),
        ours: kib(total),
        reference: format!("budget {}", kib(BUDGET)),
        ratio: total as f64 / BUDGET as f64,
        budget: Some(1.0),
    });
    Ok(())
}
