//! Visits. So far: what is known of places, from sites and from check-ins.

pub mod checkin;
pub mod known;
