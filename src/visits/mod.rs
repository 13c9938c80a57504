//! Visits: what is known of places, from sites and from check-ins; how long ways take; and who is
//! seen on which day, in which order.

pub mod checkin;
pub mod known;
pub mod route;
pub mod spread;
pub mod travel;
