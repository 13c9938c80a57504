//! A file that other implementations sealed: `sealed.py` beside this wrote it with libsodium and the reference
//! Argon2, byte by byte as the format says.

use fieldbook::book::Book;
use fieldbook::exchange::handover::{DeriveKey, Fit, Here, Ledger, Lock, Purpose, Unsealing, fit, look};
use fieldbook::model::{DeviceId, Id, Instant};
use fieldbook::ports::background::Job;

/// What `sealed.py` printed.
const FILE: &str = "4649454c4448414e440d0a1a010039007f00000001640001020103edfd0380e0a0b7f16600000102030405060708090a\
    0b0c0d0e0f80980102016465666768696a6b6c6d6e6f70717273747576898039797c0d894979c99b7c14c2761837583d\
    2dda852fa5fef4d3688566acbd2f23e552bbec4544d00802d288b1b9954eece4bbc624561a3be8e0bc3e151e08f10962\
    1c5b5f5ab49c1a76f9ab83214f13e5e27bd8f2a6a09b230493cdf8ea98ba857379cb2810d6888303f9fb8423809eb782\
    426d1d0ec4722bcc3e266316402092dab4bd611fce6c074a8ba2b22d1c14d882c8fa4b93c79940bfa7b7690b";

#[test]
fn what_libsodium_and_the_reference_argon2_sealed_opens() {
    let byte = |at: usize| u8::from_str_radix(&FILE[at..at + 2], 16).expect("hexadecimal");
    let file: Vec<u8> = (0..FILE.len()).step_by(2).map(byte).collect();
    let looked = look(&file).expect("is whole");
    let cover = &looked.cover;
    assert_eq!((cover.company, cover.purpose), (Id(100), Purpose::SetUp));
    assert_eq!((cover.from, cover.to, cover.device), (Some(Id(2)), Some(Id(3)), DeviceId(0xfeed)));
    assert_eq!(cover.made, Instant(1_767_571_200_000));
    let Lock::Passphrase(stretch) = &cover.lock else { panic!("{:?}", cover.lock) };
    assert_eq!((stretch.salt[15], stretch.memory, stretch.passes, stretch.lanes), (15, 19_456, 2, 1));
    let (book, ledger) = (Book::default(), Ledger::new(DeviceId(5)));
    let here = Here { book: &book, ledger: &ledger };
    let Fit::AsksPassphrase(stretch) = fit(cover, &here) else { panic!("asks for none") };
    let open = |passphrase: &str| {
        let job = DeriveKey { passphrase: passphrase.to_owned(), stretch: stretch.clone() };
        let key = job.run(&|_| ()).expect("is bearable").key;
        Unsealing::new(&key).step(&looked)
    };
    let content = open(" 正确的马 battery ").expect("opens").expect("in one piece");
    let manifest = content.manifest;
    assert_eq!((manifest.serial, manifest.after, manifest.upto), (7, 0, 12));
    assert!(
        manifest.own.is_some()
            && manifest.receipts.is_empty()
            && manifest.former.is_empty()
            && manifest.keys.is_empty()
    );
    assert!(content.entries.is_empty());
    open("正确的马 Battery").expect_err("is another passphrase");
}
