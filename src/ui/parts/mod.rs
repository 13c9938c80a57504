//! Small parts that several screens use.

pub(super) mod arrive;
pub(super) mod choose;
pub(super) mod clipboard;
pub(super) mod count;
pub(super) mod currencies;
pub(super) mod dialog;
pub(super) mod download;
pub(super) mod field;
pub(super) mod file;
pub(super) mod http;
pub(super) mod icon;
pub(super) mod missing;
pub(super) mod money;
pub(super) mod page;
pub(super) mod pause;
pub(super) mod person;
pub(super) mod pick;
pub(super) mod picture;
pub(super) mod refusal;
pub(super) mod share;
pub(super) mod sheet;
pub(super) mod shrink;
pub(super) mod theme;
pub(super) mod trouble;
pub(super) mod workdays;
