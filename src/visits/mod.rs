//! Visits: how often customers are to be seen and how it stands with that, the life of a visit from
//! planned to done, what a position says, what is known of places and of the ways between them; and
//! who is seen on which day, in which order.

pub mod appointments;
pub mod cadence;
pub mod checkin;
pub mod coverage;
pub mod cycle;
pub mod doubt;
pub mod flaws;
pub mod joint;
pub mod known;
pub mod legs;
pub mod life;
pub mod map;
pub mod month;
pub mod on_the_way;
pub mod osrm;
pub mod phrases;
pub mod planner;
pub mod route;
pub mod slot;
pub mod spread;
pub mod today;
pub mod trace;
pub mod travel;
pub mod trips;
pub mod usual;
pub mod wanted;
pub mod week;
pub mod workday;
