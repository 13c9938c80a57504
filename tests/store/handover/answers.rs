//! Whom something waits for that is to be handed back.

use fieldbook::exchange::handover::{Here, waiting};
use fieldbook::model::{Day, Id};

use super::days::{plan, sign};
use super::world::{Phone, REP, Team};

fn waits(phone: &Phone) -> Vec<Id> {
    let ledger = phone.ledger();
    waiting(&Here { book: phone.book(), ledger: &ledger }, Day::parse("2026-01-05").expect("a day"))
}

#[test]
fn who_handed_in_waits_until_an_answer_was_written_and_again_for_a_signature() {
    let mut team = Team::set_up();
    assert_eq!(waits(&team.lead), []);
    plan(&mut team.rep);
    let day = team.rep.day();
    assert_eq!(waits(&team.lead), [], "it is still on its way");
    team.lead.open(&day).expect("opens");
    assert_eq!(waits(&team.lead), [REP], "for a receipt");
    team.lead.answer(REP);
    assert_eq!(waits(&team.lead), []);
    sign(&mut team.lead);
    assert_eq!(waits(&team.lead), [REP], "for a signature");
    team.lead.answer(REP);
    assert_eq!(waits(&team.lead), []);
    // A file that comes once more brings nothing that would have to be answered.
    team.lead.open(&day).expect("opens");
    assert_eq!(waits(&team.lead), []);
}
