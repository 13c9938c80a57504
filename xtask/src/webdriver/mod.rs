//! A small `WebDriver` client: JSON over HTTP to a driver on this machine.
//!
//! [`Driver`] runs a browser's driver, [`Session`] is one browser with its own profile, and
//! [`Element`] something on its page. People find things by role and name, and so does this:
//! [`Session::by_role`].

mod actions;
mod axe;
mod devtools;
mod driver;
mod element;
mod find;
mod http;
mod session;

pub use actions::Key;
pub use driver::{Driver, Engine, chromium_flags};
pub use element::Element;
pub use session::{Profile, Session};
