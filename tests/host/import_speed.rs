//! Many rows must not take longer per row than few: no step is quadratic.

use std::fmt::Write as _;
use std::time::Instant;

use fieldbook::book::Cause;

use super::import_desk::{Desk, sheet};

/// Files with as many deals as asked for, spread over people, accounts and products.
fn files(deals: usize) -> [(&'static str, String); 3] {
    let mut accounts = "account,sector\n".to_owned();
    for at in 0..deals / 20 {
        writeln!(accounts, "Account {at} Ltd,sector {}", at % 9).expect("text");
    }
    let products =
        (0..50).fold("product,price\n".to_owned(), |text, at| format!("{text}Product {at},{}\n", at * 7 + 5));
    let mut rows = "deal id,sales agent,product,account,stage,start date,close date,close value\n".to_owned();
    for at in 0..deals {
        let (stage, close) = [("Lead", ""), ("Offer", ""), ("Won", "2024-12-31"), ("Lost", "2025-01-31")][at % 4];
        let value = if close.is_empty() { String::new() } else { (at % 5_000).to_string() };
        writeln!(
            rows,
            "D{at},Agent {},Product {},Account {} Ltd,{stage},2024-{:02}-{:02},{close},{value}",
            at % 300,
            at % 50,
            at % (deals / 20),
            at % 12 + 1,
            at % 28 + 1
        )
        .expect("text");
    }
    [("accounts.csv", accounts), ("products.csv", products), ("deals.csv", rows)]
}

/// Milliseconds from bytes to a draft.
fn time(deals: usize) -> u128 {
    let files = files(deals);
    let mut desk = Desk::new();
    let start = Instant::now();
    let sheets: Vec<_> = files.iter().map(|(name, text)| sheet(name, text)).collect();
    let read = start.elapsed().as_millis();
    let plan = desk.guess(sheets);
    let guessed = start.elapsed().as_millis();
    let (report, draft) = desk.run(&plan);
    let all = start.elapsed().as_millis();
    assert_eq!(report.count("deals").map(|count| count.created), Some(deals));
    assert_eq!(report.count("people").map(|count| count.named), Some(300));
    assert!(draft.is_ok() && plan.near.is_empty());
    println!("{deals} deals: read {read} ms, guessed {guessed} ms, drafted {all} ms");
    all
}

#[test]
fn a_large_import_and_its_undo_leave_the_same_digest() {
    let files = files(if cfg!(debug_assertions) { 2_000 } else { 100_000 });
    let mut desk = Desk::new();
    let before = desk.book.digest();
    let plan = desk.guess(files.iter().map(|(name, text)| sheet(name, text)).collect());
    let (_, batch) = desk.import(&plan);
    let full = desk.book.digest();
    assert_ne!(full, before);
    let inverse = desk.book.invert(&batch, Cause::Undone(batch.head.id));
    assert_eq!(inverse.kept, []);
    let undone = desk.keep(inverse.draft);
    assert_eq!(desk.book.digest(), before);
    let redone = desk.book.invert(&undone, Cause::Redone(undone.head.id));
    desk.keep(redone.draft);
    assert_eq!(desk.book.digest(), full);
}

#[test]
fn time_grows_with_the_rows_only() {
    let rows = if cfg!(debug_assertions) { 3_000 } else { 10_000 };
    let few = time(rows).max(1);
    // Ten times the rows; the bound leaves room for a busy machine, and none for a square.
    assert!((0..3).any(|_| time(rows * 10) < few * 40), "{few} ms for a tenth");
}
