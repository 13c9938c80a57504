//! Ids, keys, money, time, places, values, and the records with their field tables.
//!
//! The bottom room: it knows no other room, does no I/O and reads no clock.

pub mod agent;
pub mod calendar;
pub mod dictated;
pub mod field;
pub mod form;
pub mod id;
pub mod line;
pub mod messages;
pub mod money;
pub mod number;
pub mod order;
pub mod permission;
pub mod place;
pub mod rank;
pub mod record;
pub mod records;
pub mod share;
pub mod time;
pub mod validate;
pub mod value;
pub mod window;
pub mod zone;

pub use calendar::Calendar;
pub use field::{Collection, Field, Key, Kind, Role, Storage, Timed};
pub use id::{DeviceId, Id};
pub use money::{BasisPoints, Currency, Money};
pub use place::{Datum, Place, Point};
pub use record::{Record, Values};
pub use share::Share;
pub use time::{Day, Instant, Month};
pub use value::Value;
pub use window::Window;
pub use zone::Zone;
