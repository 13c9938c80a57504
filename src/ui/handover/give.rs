//! Files out of this device: through its share sheet, else among the downloads.

use crate::ui::parts::download::download;
use crate::ui::parts::share::{Offered, Outgoing, share};

/// What became of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Given {
    /// The share sheet took them.
    Shared,
    /// The share sheet was closed.
    Cancelled,
    /// The share sheet wants another press.
    Late,
    /// They are among the downloads.
    Saved,
    /// The browser took them neither way.
    Refused,
}

impl Given {
    /// Whether they left, as far as this device can tell.
    pub(in crate::ui) fn is_out(self) -> bool {
        matches!(self, Self::Shared | Self::Saved)
    }

    /// Key of the sentence that says so.
    pub(in crate::ui) fn key(self) -> &'static str {
        match self {
            Self::Shared => "handover-shared",
            Self::Cancelled => "handover-cancelled",
            Self::Late => "handover-late",
            Self::Saved => "handover-saved",
            Self::Refused => "handover-not-saved",
        }
    }
}

/// Gives files to the share sheet; to the downloads where there is none.
pub(super) async fn give(files: &[Outgoing]) -> Given {
    match share(files).await {
        Offered::Shared => Given::Shared,
        Offered::Cancelled => Given::Cancelled,
        Offered::Late => Given::Late,
        Offered::Unable => save(files),
    }
}

/// Puts files among the downloads.
pub(super) fn save(files: &[Outgoing]) -> Given {
    let saved = |file: &Outgoing| download(&file.name, "application/octet-stream", [file.bytes.as_slice()]).is_ok();
    if files.iter().all(saved) { Given::Saved } else { Given::Refused }
}
