//! What files and columns are taken for, by their words in three languages and by what they hold.

use fieldbook::exchange::{DateForm, NumberForm, StageKind, Target, targets as offered};
use fieldbook::model::records::{Account, Deal, Person};
use fieldbook::model::{Currency, Day, Money};

use super::import_desk::{Desk, sheet, targets};

#[test]
fn headings_say_what_columns_are() {
    for (name, header, row, collection, columns) in [
        (
            "客户.csv",
            "客户名称,行业,级别,负责人,成立年份,备注",
            "东方,钢铁,A,王伟,1999,好",
            "accounts",
            "name sector class owner founded note",
        ),
        (
            "export.csv",
            "商机编号,客户,产品,销售员,阶段,金额,成交日期",
            "A1,东方,水泵,王伟,赢单,3.5万,2024年3月5日",
            "deals",
            "code account product owner stage amount @stage-end",
        ),
        ("業務.csv", "姓名,主管,區域,電話", "王偉,李主任,北區,02-1234", "people", "name manager area phone"),
        ("產品.csv", "品名,單價", "水泵,1200", "products", "name list_price"),
        ("Export 2024.csv", "Account Name,Industry,Website", "Acme,Steel,acme.example", "accounts", "name sector web"),
        (
            "opps.csv",
            "Opportunity Name,Account Name,Stage,Amount,Close Date,Opportunity Owner",
            "Big,Acme,Closed Won,\"$1,000.00\",1/31/2024,Ann",
            "deals",
            "title account stage amount @stage-end owner",
        ),
        ("crew.csv", "Sales Rep,Reports To,Territory,Mail", "Ann,Zoe,North,a@x", "people", "name manager area email"),
        ("regions.csv", "Region,Part of", "North,World", "areas", "name parent"),
        ("联系人.csv", "联系人,公司,手机,职位", "李伟,东方,139,经理", "contacts", "name account phone position"),
        ("价目表.csv", "产品名称,系列,单价", "水泵,P,9.9", "products", "name series list_price"),
    ] {
        let mut desk = Desk::new();
        let plan = desk.guess(vec![sheet(name, &format!("{header}\n{row}\n"))]);
        let columns: Vec<String> = columns.split(' ').map(ToOwned::to_owned).collect();
        assert_eq!(targets(&plan, 0, &desk.book), (collection.to_owned(), columns), "{name}");
    }
}

#[test]
fn strange_headings_are_understood_by_what_stands_below_and_in_the_other_files() {
    let mut desk = Desk::new();
    let people = "name,manager\nAnn Ames,Zoe Zane\nBo Berg,Zoe Zane\nCy Cole,Zoe Zane\n";
    let products = "product,price\nPump,100\nValve,20\nPipe,5\n";
    let strange = "wer,was,wo,wie,von,bis\n\
        Ann Ames,Pump,Acme,gewonnen/won,2024-01-05,2024-02-01\n\
        Bo Berg,Valve,Bolt,offen,2024-01-07,\n\
        Cy Cole,Pipe,Acme,lost,2024-01-09,2024-03-01\n";
    let plan = desk.guess(vec![sheet("a.csv", strange), sheet("people.csv", people), sheet("products.csv", products)]);
    let (collection, columns) = targets(&plan, 0, &desk.book);
    assert_eq!(collection, "deals");
    assert_eq!(columns, ["owner", "product", "@ignore", "stage", "@stage-start", "@stage-end"]);
    let kinds: Vec<_> = plan.stages.iter().map(|stage| (stage.name.as_str(), stage.kind)).collect();
    assert_eq!(kinds, [("offen", StageKind::Open), ("gewonnen/won", StageKind::Won), ("lost", StageKind::Lost)]);
}

#[test]
fn a_column_that_cannot_hold_its_heading_is_not_taken_for_it() {
    let mut desk = Desk::new();
    let plan = desk.guess(vec![sheet(
        "deals.csv",
        "code,title,stage,close date,amount\nA,a,Won,maybe,a lot\nB,b,Lead,never,little\n",
    )]);
    assert_eq!(targets(&plan, 0, &desk.book).1, ["code", "title", "stage", "@ignore", "@ignore"]);
}

#[test]
fn days_and_amounts_are_read_in_the_form_of_their_column() {
    let mut desk = Desk::new();
    let text = "code;title;stage;amount;expected close\nA;a;Lead;1.234,50 €;31.12.2024\nB;b;Lead;99,9;01.02.2025\n";
    let plan = desk.guess(vec![sheet("deals.csv", text)]);
    let form = plan.files[0].columns[3].form;
    assert_eq!((form.number, form.number_ambiguous), (NumberForm::Comma, false));
    let form = plan.files[0].columns[4].form;
    assert_eq!((form.date, form.date_ambiguous), (DateForm::DayMonthYear, false));
    desk.import(&plan);
    let deals: Vec<_> = desk.book.all::<Deal>().collect();
    assert_eq!(deals[0].amount, Some(Money::new(123_450, Currency::USD)));
    assert_eq!(deals[1].amount, Some(Money::new(9_990, Currency::USD)));
    assert_eq!(deals[1].expected_close, Day::parse("2025-02-01"));

    // Where both orders fit, the plan says so and a person decides.
    let text = "code,title,stage,expected close,amount\nA,a,Lead,1/2/24,\"1,000\"\nB,b,Lead,3/4/24,\"2,000\"\n";
    for (form, want) in [(DateForm::DayMonthYear, "2024-02-01"), (DateForm::MonthDayYear, "2024-01-02")] {
        let mut desk = Desk::new();
        let mut plan = desk.guess(vec![sheet("deals.csv", text)]);
        assert!(plan.files[0].columns[3].form.date_ambiguous && plan.files[0].columns[4].form.number_ambiguous);
        plan.files[0].columns[3].form.date = form;
        plan.currency = Currency::CNY;
        desk.import(&plan);
        let deal = desk.book.all::<Deal>().next().expect("a deal");
        assert_eq!(deal.expected_close, Day::parse(want));
        assert_eq!(deal.amount, Some(Money::new(100_000, Currency::CNY)));
    }
}

#[test]
fn every_guess_can_be_changed() {
    let mut desk = Desk::new();
    let mut plan = desk.guess(vec![sheet("list.csv", "name,phone\nAnn,1\nBo,2\n")]);
    let book = desk.book.clone();
    plan.set_collection(0, Some("people".into()), &book);
    assert_eq!(targets(&plan, 0, &book), ("people".to_owned(), vec!["name".to_owned(), "phone".to_owned()]));
    plan.set_target(0, 1, Target::Field(Person::EMAIL), &book);
    plan.set_target(0, 0, Target::Field(Person::EMAIL), &book);
    // One column for one field: the other is let go.
    assert_eq!(targets(&plan, 0, &book).1, ["email", "@ignore"]);
    plan.set_target(0, 1, Target::Field(Person::NAME), &book);
    desk.import(&plan);
    let names: Vec<_> = desk.book.all::<Person>().map(|person| (person.name, person.email)).collect();
    assert_eq!(names[0], (Some("1".to_owned()), Some("Ann".to_owned())));
    plan.set_collection(0, None, &book);
    assert!(!plan.has_stages(&book));

    let deals = offered(&book, "deals");
    assert!([Target::StageStart, Target::StageEnd, Target::AmountAtEnd].iter().all(|target| deals.contains(target)));
    assert!(!offered(&book, "accounts").contains(&Target::StageStart));
    assert!(offered(&book, "accounts").contains(&Target::Field(Account::WEB)));
}
