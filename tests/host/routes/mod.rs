//! Routes: the search against every order there is, the checker against plans that were tampered
//! with, and weeks as people have them.

mod brute;
mod by_hand;
mod gaps;
mod made;
mod optimum;
mod settled;
mod suzhou;
mod tampered;
mod ways;
mod weeks;
