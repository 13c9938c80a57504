//! What the rooms below the line need from outside, as traits, with twins in memory for tests.

pub mod background;
pub mod dictation;
pub mod files;
pub mod format;
pub mod keeper;
pub mod memory;
pub mod position;
pub mod roads;
pub mod set;
pub mod sharing;
pub mod slices;
mod snapshot;
pub mod stop;
pub mod store;
mod under_way;
mod waiting;

pub use background::Background;
pub use dictation::Dictation;
pub use files::Files;
pub use format::{Format, Settings};
pub use keeper::Keeper;
pub use position::{Fix, Position, PositionError};
pub use roads::Roads;
pub use set::{Locale, Ports, Texts};
pub use store::{Arrival, NewCheckpoint, NewEntry, Store, StoreError, StoredCheckpoint, Task};
pub use waiting::TakenBack;

use crate::model::{DeviceId, Instant};

/// Tells the time.
pub trait Clock {
    /// The present instant.
    fn now(&self) -> Instant;
}

/// Gives random bytes fit for keys.
pub trait Random {
    /// 32 fresh bytes.
    fn seed(&self) -> [u8; 32];

    /// A fresh device id.
    fn device(&self) -> DeviceId {
        let seed = self.seed();
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&seed[..8]);
        DeviceId(u64::from_le_bytes(bytes))
    }
}
