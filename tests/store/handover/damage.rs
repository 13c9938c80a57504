//! Files that are cut, altered, of a newer build, or something else: each has its answer, and nothing changes.

use fieldbook::exchange::handover::{FORMAT, FileError, look};
use sha2::{Digest as _, Sha256};

use super::world::{REP, Team, Trouble, passkey};

/// The file with its checksum made to fit again, as somebody would who wants it to pass.
fn resummed(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = bytes.len() - 32;
    let sum = Sha256::digest(&bytes[..end]);
    bytes[end..].copy_from_slice(&sum);
    bytes
}

#[test]
fn every_cut_and_every_altered_byte_is_answered_and_changes_nothing() {
    let mut team = Team::set_up();
    team.rep.set::<fieldbook::model::records::Account>(
        fieldbook::model::Id(10),
        fieldbook::model::records::Account::NOTE,
        "a day".into(),
    );
    let day = team.rep.day();
    let (before, digest) = (team.lead.stored(), team.lead.tab.digest());
    let samples = (0..day.len()).filter(|at| *at < 160 || at % 37 == 0 || *at + 40 > day.len());
    for at in samples {
        let cut = look(&day[..at]).expect_err("is cut");
        let expected = if at == 0 { FileError::Foreign } else { FileError::Truncated(at) };
        assert_eq!(cut, expected);
        let mut altered = day.clone();
        altered[at] ^= 0x41;
        let trouble = look(&altered).expect_err("is altered");
        let fits = match at {
            0..12 => trouble == FileError::Foreign,
            12..14 => matches!(trouble, FileError::Newer(_) | FileError::Damaged),
            // A length says more than there is, or less.
            14..20 => matches!(trouble, FileError::Truncated(_) | FileError::Damaged),
            _ => trouble == FileError::Damaged,
        };
        assert!(fits, "byte {at}: {trouble:?}");
        // With a checksum to match, the seal is what is left: nothing opens, whatever the cover then says.
        if at >= 20 && at + 32 < day.len() {
            assert!(team.lead.open(&resummed(altered)).is_err(), "byte {at}");
        }
    }
    assert_eq!((team.lead.stored(), team.lead.tab.digest()), (before, digest));
    team.lead.open(&day).expect("opens all the same");
}

#[test]
fn other_files_and_newer_ones_are_told() {
    let mut team = Team::new();
    let file = team.boss.set_up(REP, 13);
    let foreign: [&[u8]; 5] = [b"", b"PK\x03\x04", b"FIELDBOOK\r\n\x1a\x01\0", b"FIELDHAND\n\x1a", &[0; 400]];
    for bytes in foreign {
        assert_eq!(look(bytes).err(), Some(FileError::Foreign));
    }
    let mut newer = file.clone();
    newer[12..14].copy_from_slice(&(FORMAT + 1).to_le_bytes());
    assert_eq!(look(&newer).err(), Some(FileError::Newer(FORMAT + 1)));
    let longer = [file.as_slice(), &[0]].concat();
    assert_eq!(look(&longer).err(), Some(FileError::Damaged));
    // Lengths as large as they can be ask for no memory.
    let mut huge = file;
    huge[14..20].copy_from_slice(&[0xff, 0x01, 0xff, 0xff, 0xff, 0xff]);
    assert!(matches!(look(&huge), Err(FileError::Truncated(_))));
}

#[test]
fn a_file_that_asks_for_too_much_is_not_tried() {
    let mut team = Team::new();
    let mut greedy = passkey(13);
    greedy.stretch.memory = 4 * 1024 * 1024;
    let parcel = fieldbook::exchange::handover::Parcel::set_up(team.boss.book(), None, REP, &greedy);
    let file = team.boss.written(&parcel.expect("is written all the same")).bytes;
    assert_eq!(look(&file).err(), Some(FileError::Damaged));
    assert_eq!(team.rep.content(&file, Some(&greedy)).err(), Some(Trouble::File(FileError::Damaged)));
    assert_eq!(team.rep.stored().0, 0);
}
