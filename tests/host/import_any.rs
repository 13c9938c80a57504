//! Whatever stands in files and however a person maps them: a run ends, says what it does, and what
//! it drafts can be applied and taken back.

use fieldbook::book::{Cause, Rejection};
use fieldbook::exchange::csv::{Writer, read};
use fieldbook::exchange::{DateForm, NumberForm, PipelineChoice, collections, targets};
use proptest::prelude::*;

use super::import_desk::Desk;

/// Cells of every sort, so that rows fit and fail in every way.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "", " ", "Acme", "acme ", "Ac me", "Acmee Industries", "Acme Industries", "Won", "Lost", "hold", "Lead", "won",
            "2024-01-05", "1/2/24", "2024-13-40", "5月6日", "99999999", "1,234.50", "-5", "(7)", "3.5万", "12%", "n/a", "-",
            "=1+1", "'x", "a;b", "52.5 13.4", "javascript:alert(1)", "salesperson", "a", "open", "1e400",
            "00000000-0000-0000-0000-000000000001",
        ]).prop_map(ToOwned::to_owned),
        1 => any::<String>().prop_map(|text| text.replace('\0', "")),
    ]
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..6).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), width), 2..12))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_ends_well_and_is_undone_whole(
        files in prop::collection::vec((table(), any::<u8>(), prop::collection::vec(any::<u8>(), 6)), 1..4),
        answers in prop::collection::vec(any::<Option<bool>>(), 4),
        forms in (0_usize..5, 0_usize..2),
        twice in any::<bool>(),
    ) {
        let mut desk = Desk::new();
        let sheets: Vec<_> = files.iter().filter_map(|(rows, ..)| {
            let mut writer = Writer::default();
            for row in rows {
                writer.row(row.iter().map(String::as_str));
            }
            read("some.csv", writer.finish().as_bytes()).ok()
        }).collect();
        let mut plan = desk.guess(sheets);
        for (at, (_, collection, columns)) in files.iter().enumerate().take(plan.files.len()) {
            let all = collections(&desk.book);
            let chosen = all.get(usize::from(*collection) % (all.len() + 1)).cloned();
            plan.set_collection(at, chosen.clone(), &desk.book);
            let offered = chosen.map(|key| targets(&desk.book, &key)).unwrap_or_default();
            for (column, target) in columns.iter().enumerate().take(plan.files[at].columns.len()) {
                if let Some(target) = offered.get(usize::from(*target) % (offered.len() + 1)) {
                    plan.set_target(at, column, *target, &desk.book);
                }
                plan.files[at].columns[column].form.date = DateForm::ALL[forms.0];
                plan.files[at].columns[column].form.number = NumberForm::ALL[forms.1];
            }
        }
        for (near, answer) in plan.near.iter_mut().zip(answers) {
            near.accepted = answer;
        }
        plan.pipeline = PipelineChoice::New(" ".to_owned());
        let before = desk.book.digest();
        let dry = desk.check(&plan);
        let (report, draft) = desk.run(&plan);
        prop_assert_eq!(&dry, &report);
        let draft = match draft {
            Ok(draft) => draft,
            Err(rejection) => {
                prop_assert_eq!(rejection, Rejection::Nothing);
                prop_assert_eq!(report.creates(), 0);
                return Ok(());
            }
        };
        let batch = desk.keep(draft);
        let live: usize = desk.book.tables().iter().map(|table| table.live().iter().count()).sum();
        prop_assert_eq!(live, report.creates());
        if twice {
            let again = desk.check(&plan);
            // A row that lacked something may by now be known, by the code that it shares with a later one.
            prop_assert!(again.refused() <= report.refused());
        }
        let inverse = desk.book.invert(&batch, Cause::Undone(batch.head.id));
        prop_assert!(inverse.kept.is_empty());
        desk.keep(inverse.draft);
        prop_assert_eq!(desk.book.digest(), before);
    }
}
