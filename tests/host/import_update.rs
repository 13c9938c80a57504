//! Records that are in the book already: recognised, updated or left alone, told before and undone
//! in one step; and files that are taken as before.

use fieldbook::book::Cause;
use fieldbook::exchange::{Existing, Plan, Reason, Recalled, Target, keys, refused_csv, remember};
use fieldbook::model::records::{Account, Deal, Stage};
use fieldbook::model::{Money, Value};

use super::import_desk::{Desk, sheet, targets};

/// A book with three accounts.
fn desk() -> Desk {
    let mut desk = Desk::new();
    let text = "客户名称,编号,电话,行业\n东方,A1,138 0013 8000,钢铁\n西方,A2,021-5,茶\n南方,A3,021-5,茶\n";
    let plan = desk.guess(vec![sheet("客户.csv", text)]);
    desk.import(&plan);
    desk
}

fn accounts(desk: &Desk) -> Vec<(String, Option<String>, Option<String>)> {
    let all = desk.book.all::<Account>();
    all.map(|account| (account.name.unwrap_or_default(), account.phone, account.sector)).collect()
}

fn planned(desk: &mut Desk, text: &str, existing: Existing, known_by: Option<usize>) -> Plan {
    let mut plan = desk.guess(vec![sheet("客户.csv", text)]);
    (plan.files[0].existing, plan.files[0].known_by) = (existing, known_by);
    plan
}

#[test]
fn rows_update_what_they_name_and_undo_brings_it_back() {
    let mut desk = desk();
    let before = desk.book.digest();
    // A1 changes, A2 says nothing new, an empty cell changes nothing, A9 is new.
    let text = "客户名称,编号,电话,行业\n东方电机,A1,,水泵\n西方,A2,021-5,茶\n北方,A9,,\n";
    let plan = planned(&mut desk, text, Existing::AddAndUpdate, None);
    let (report, batch) = desk.import(&plan);
    let count = report.count("accounts").expect("accounts").clone();
    assert_eq!((count.created, count.changed, count.unchanged, count.known, count.refused), (1, 1, 1, 0, 0));
    let altered: Vec<_> = report.altered.iter().map(|one| (one.line, one.from.clone(), one.to.clone())).collect();
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    assert_eq!(altered, [(2, text("东方"), text("东方电机")), (2, text("钢铁"), text("水泵"))]);
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(accounts(&desk)[0], ("东方电机".to_owned(), some("138 0013 8000"), some("水泵")));
    assert_eq!(accounts(&desk).len(), 4);
    let inverse = desk.book.invert(&batch, Cause::Undone(batch.head.id));
    assert!(inverse.kept.is_empty());
    desk.keep(inverse.draft);
    assert_eq!(desk.book.digest(), before);
}

#[test]
fn only_records_that_are_there_are_updated_where_that_was_asked_for() {
    let mut desk = desk();
    let plan = planned(&mut desk, "客户名称,编号,行业\n东方,A1,水泵\n北方,A9,茶\n", Existing::Update, None);
    let (report, _) = desk.import(&plan);
    let count = report.count("accounts").expect("accounts");
    assert_eq!((count.created, count.changed, count.refused), (0, 1, 1));
    assert_eq!(report.times(Reason::NotThere), 1);
    let words = |reason: Reason| reason.key().to_owned();
    let rows = refused_csv(&plan, &report, 0, "why", &words).expect("a row");
    assert_eq!(rows, "客户名称,编号,行业,why\r\n北方,A9,茶,import-reason-not-there\r\n");
    // Where records stay as they are, nothing of them changes.
    let plan = planned(&mut desk, "客户名称,编号,行业\n东方,A1,茶\n", Existing::Add, None);
    assert_eq!((desk.check(&plan).creates(), desk.check(&plan).changes()), (0, 0));
}

#[test]
fn a_chosen_field_recognises_records_however_it_is_written() {
    let mut desk = desk();
    let text = "客户名称,电话,行业\n改名,+86 138-0013-8000,水泵\n谁,021-5,水泵\n又,13800138000,铜\n";
    let plan = planned(&mut desk, text, Existing::AddAndUpdate, Some(Account::PHONE));
    assert_eq!(keys(&plan.files[0], &desk.book), [Account::NAME, Account::SECTOR, Account::PHONE]);
    let report = desk.check(&plan);
    let count = report.count("accounts").expect("accounts");
    // The second names two records of the book, the third the same one as the first.
    assert_eq!((count.changed, count.refused, count.repeated, count.created), (1, 1, 1, 0));
    assert_eq!(report.times(Reason::Several), 1);
    desk.import(&plan);
    assert_eq!(accounts(&desk)[0].0, "改名");
}

#[test]
fn a_deal_moves_to_the_stage_that_its_row_says() {
    let mut desk = Desk::new();
    let plan = desk.guess(vec![sheet("deals.csv", "deal id,title,stage,amount\nD1,Big,Lead,5\nD2,Small,Won,7\n")]);
    desk.import(&plan);
    let text = "deal id,stage,amount,close date\nD1,Won,9,2026-11-20\nD2,Won,7,\n";
    let mut plan = desk.guess(vec![sheet("deals.csv", text)]);
    plan.files[0].existing = Existing::Update;
    let (report, _) = desk.import(&plan);
    let count = report.count("deals").expect("deals");
    assert_eq!((count.changed, count.unchanged, count.refused), (1, 1, 0));
    let deal = desk.book.all::<Deal>().next().expect("a deal");
    let stage = deal.stage.and_then(|id| desk.book.get::<Stage>(id.into())).and_then(|stage| stage.name);
    assert_eq!(stage.as_deref(), Some("Won"));
    assert_eq!(deal.amount.map(|amount: Money| amount.minor), Some(900));
}

#[test]
fn a_file_is_taken_as_the_last_one_of_its_kind() {
    let mut desk = desk();
    let text = "客户名称,编号,说明,1\n东方,A1,x,y\n";
    let mut plan = desk.guess(vec![sheet("a.csv", text)]);
    let book = desk.book.clone();
    plan.set_target(0, 2, Target::Field(Account::SECTOR), &book);
    plan.set_target(0, 1, Target::Ignore, &book);
    plan.files[0].existing = Existing::AddAndUpdate;
    plan.files[0].known_by = Some(Account::NAME);
    let memory = remember(&plan, &book, "");
    let next = || sheet("b.csv", "编号,客户名称,1,说明\nA2,西方,z,w\n");
    let mut again = desk.guess(vec![next()]);
    again.recall(&memory, &book);
    let columns = ["@ignore", "name", "@ignore", "sector"].map(ToOwned::to_owned).to_vec();
    assert_eq!(targets(&again, 0, &book), ("accounts".to_owned(), columns));
    let file = &again.files[0];
    assert_eq!(
        (file.existing, file.known_by, file.recalled),
        (Existing::AddAndUpdate, Some(Account::NAME), Some(Recalled::Before))
    );
    // Said anew it takes the place of what was remembered; other headings are another kind.
    assert_eq!(remember(&again, &book, &memory).lines().count(), 1);
    let mut other = desk.guess(vec![sheet("b.csv", "客户名称,编号\n西方,A2\n")]);
    other.recall(&memory, &book);
    assert_eq!(other.files[0].recalled, None);
    other.recall("nonsense\n|||", &book);
}

#[test]
fn exports_of_other_systems_are_known_by_their_headings() {
    for (system, header, row, want) in [
        (
            "Pipedrive",
            "Deal - ID,Deal - Title,Deal - Organization,Deal - Stage,Deal - Value,Deal - Owner,Deal - Deal created",
            "7,Big,Acme,Won,5,Ann,2024-01-05",
            "code title account stage amount owner @stage-start",
        ),
        (
            "HubSpot",
            "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Company",
            "7,Big,Closed won,5,2024-02-05,2024-01-05,Ann,Acme",
            "code title stage amount @stage-end @stage-start owner account",
        ),
        (
            "Salesforce",
            "Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date,Opportunity Owner",
            "Big,Acme,Closed Won,5,2024-02-05,2024-01-05,Ann",
            "title account stage amount @stage-end @stage-start owner",
        ),
        (
            "纷享销客",
            "商机名称,客户名称,商机阶段,商机金额,预计成交日期,负责人,归属部门,创建时间",
            "大单,东方,赢单,5,2024-02-05,王伟,一部,2024-01-05",
            "title account stage amount expected_close owner @ignore @stage-start",
        ),
        (
            "销售易",
            "销售机会名称,客户名称,销售阶段,销售金额,结单日期,销售机会所有人,创建日期",
            "大单,东方,赢单,5,2024-02-05,王伟,2024-01-05",
            "title account stage amount expected_close owner @stage-start",
        ),
        (
            "企业微信",
            "客户名称,备注,添加人,添加时间,手机,所属企业",
            "王伟,好,李,2024-01-05,138,东方",
            "name note @ignore @ignore phone account",
        ),
    ] {
        let mut desk = Desk::new();
        let mut plan = desk.guess(vec![sheet("export.csv", &format!("{header}\n{row}\n"))]);
        let book = desk.book.clone();
        plan.recall("", &book);
        assert_eq!(plan.files[0].recalled, Some(Recalled::Preset(system)));
        let columns: Vec<String> = want.split(' ').map(ToOwned::to_owned).collect();
        assert_eq!(targets(&plan, 0, &book).1, columns, "{system}");
    }
}
