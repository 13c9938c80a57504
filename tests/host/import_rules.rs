//! What an import makes of rows, in small files worked out by hand.

use fieldbook::book::{Moment, Rejection, View};
use fieldbook::exchange::{Mode, PipelineChoice, Plan, Reason, Run, StageKind, Target};
use fieldbook::model::permission::{Actor, Layer, Verb};
use fieldbook::model::records::{Account, Contact, Deal, Person, Pipeline, Product, Stage};
use fieldbook::model::{Currency, Day, Id, Instant, Money, Record, Value};

use super::import_desk::{Desk, NOW, sheet, targets};

const PRODUCTS: &str = "product,price\nGTX Pro,4821\nMG Special,55\n";

fn usd(whole: i64) -> Option<Money> {
    Money::whole(whole, Currency::USD)
}

fn midnight(desk: &Desk, day: &str) -> Instant {
    desk.zone.start_of(Day::parse(day).expect("a day"))
}

/// The dated entries of a deal's field, read as stage names or values.
fn entries(desk: &Desk, code: &str, field: usize) -> Vec<(Instant, String)> {
    let table = desk.book.of::<Deal>();
    let deal = desk.book.all::<Deal>().find(|deal| deal.code.as_deref() == Some(code)).expect("a deal");
    let row = table.row(deal.id.into()).expect("a row");
    let column = table.column(field).expect("a column");
    let name = |value: Value| match value {
        Value::Reference(id) => desk.book.get::<Stage>(id.into()).and_then(|stage| stage.name).expect("a stage"),
        Value::Money(money) => money.decimal(),
        Value::Text(text) => text,
        value => format!("{value:?}"),
    };
    let versions = column.versions().expect("a timed field").row(row);
    versions.map(|version| (version.effective, column.decode(version.cell).map(name).unwrap_or_default())).collect()
}

#[test]
fn stages_and_amounts_are_dated_by_the_rows() {
    let mut desk = Desk::new();
    let deals = "deal id,account,product,stage,start date,close date,close value\n\
        A,Acme,GTX Pro,Lead,,,\n\
        B,Acme,GTX Pro,Offer,2024-02-01,,\n\
        C,Acme,GTX Pro,Won,2024-02-01,2024-03-05,4000\n\
        D,Acme,MG Special,Lost,2024-02-01,2024-03-05,0\n\
        E,Acme,MG Special,Won,2024-02-01,,60\n\
        F,,MG Special,Won,,,\n\
        G,,MG Special,Won,2024-03-05,2024-02-01,70\n\
        H,,,Offer,2024-02-01,2027-01-31,90\n\
        I,Acme,,Won,2024-02-01,2024-02-01,5\n";
    let plan = desk.guess(vec![sheet("deals.csv", deals), sheet("products.csv", PRODUCTS)]);
    let (report, _) = desk.import(&plan);
    assert_eq!(report.count("deals").map(|count| (count.created, count.refused)), Some((9, 0)));
    assert_eq!(report.times(Reason::EndsBeforeStart), 1);
    let warning = report.issues.iter().find(|issue| issue.reason == Reason::EndsBeforeStart).expect("a warning");
    assert_eq!((warning.line, warning.column, warning.cell.as_str()), (8, Some(5), "2024-02-01"));
    // A, B and F: F was won without a value.
    assert_eq!(report.estimates, 3);
    let (start, end, always) = (midnight(&desk, "2024-02-01"), midnight(&desk, "2024-03-05"), Instant::ALWAYS);
    let text = |at: Instant, text: &str| (at, text.to_owned());
    for (code, stages, amounts, basis) in [
        ("A", vec![text(NOW, "Lead")], vec![text(always, "4821.00")], vec![text(always, "estimate")]),
        ("B", vec![text(start, "Offer")], vec![text(always, "4821.00")], vec![text(always, "estimate")]),
        (
            "C",
            vec![text(start, "Offer"), text(end, "Won")],
            vec![text(always, "4821.00"), text(end, "4000.00")],
            vec![text(always, "estimate"), text(end, "stated")],
        ),
        (
            "D",
            vec![text(start, "Offer"), text(end, "Lost")],
            vec![text(always, "55.00"), text(end, "0.00")],
            vec![text(always, "estimate"), text(end, "stated")],
        ),
        (
            "E",
            vec![text(start, "Won")],
            vec![text(always, "55.00"), text(start, "60.00")],
            vec![text(always, "estimate"), text(start, "stated")],
        ),
        ("F", vec![text(NOW, "Won")], vec![text(always, "55.00")], vec![text(always, "estimate")]),
        (
            "G",
            vec![text(start, "Won")],
            vec![text(always, "55.00"), text(start, "70.00")],
            vec![text(always, "estimate"), text(start, "stated")],
        ),
        ("H", vec![text(start, "Offer")], vec![text(always, "90.00")], vec![text(always, "stated")]),
        ("I", vec![text(start, "Won")], vec![text(start, "5.00")], vec![text(start, "stated")]),
    ] {
        assert_eq!(entries(&desk, code, Deal::STAGE), stages, "{code}");
        assert_eq!(entries(&desk, code, Deal::AMOUNT), amounts, "{code}");
        assert_eq!(entries(&desk, code, Deal::BASIS), basis, "{code}");
    }
    let deal = |code: &str| desk.book.all::<Deal>().find(|deal| deal.code.as_deref() == Some(code)).expect("a deal");
    for (code, title) in [("A", "Acme · GTX Pro"), ("F", "MG Special"), ("H", "H"), ("I", "Acme")] {
        assert_eq!(deal(code).title.as_deref(), Some(title));
    }
    // The close date of an open deal is when it is expected.
    assert_eq!(deal("H").expected_close, Day::parse("2027-01-31"));
    assert_eq!(deal("C").expected_close, None);
    let at = desk.zone.end_of(Day::parse("2024-03-04").expect("a day"));
    let view = View::new(&desk.book, "deals", Moment::At(at)).expect("a table");
    // B, C, D, E, G, H and I stand somewhere by then; A and F are of today.
    assert_eq!(view.live().iter().count(), 7);
}

#[test]
fn a_row_that_does_not_fit_is_left_out_with_its_reason() {
    let mut desk = Desk::new();
    let accounts = "name,founded,revenue,web,class\n\
        Good,1999,\"1,200.5\",https://good.example,A\n\
        ,1999,,,\n\
        NoYear,soon,,,\n\
        Future,3000,,,\n\
        Bad,,,javascript:alert(1),\n\
        Class,,,,z\n\
        ,,,,\n\
        Good,2001,,,\n\
        Nothing,n/a,-,,\n";
    let deals = "code,title,stage,close date\nX1,One,Open,2024-01-31\nX2,Two,,\nX3,Three,Won,soon\nX1,Again,Open,\n";
    let plan = desk.guess(vec![sheet("accounts.csv", accounts), sheet("deals.csv", deals)]);
    let (report, _) = desk.import(&plan);
    let told: Vec<_> = report
        .issues
        .iter()
        .map(|issue| (issue.file, issue.line, issue.column, issue.cell.as_str(), issue.reason))
        .collect();
    assert_eq!(
        told,
        [
            (0, 3, Some(0), "", Reason::Missing),
            (0, 4, Some(1), "soon", Reason::NotANumber),
            (0, 5, Some(1), "3000", Reason::OutOfBounds),
            (0, 6, Some(3), "javascript:alert(1)", Reason::UnsafeLink),
            (0, 7, Some(4), "z", Reason::NotAChoice),
            (0, 9, Some(0), "Good", Reason::Repeated),
            (1, 3, Some(2), "", Reason::Missing),
            (1, 4, Some(3), "soon", Reason::NotADate),
            (1, 5, Some(0), "X1", Reason::Repeated),
        ]
    );
    let names: Vec<_> = desk.book.all::<Account>().filter_map(|account| account.name).collect();
    assert_eq!(names, ["Good", "Nothing"]);
    assert_eq!(desk.book.all::<Deal>().count(), 1);
    let good = desk.book.all::<Account>().next().expect("an account");
    assert_eq!((good.revenue, good.class.as_deref()), (Some(1_200.5), Some("a")));
}

#[test]
fn only_rows_that_come_in_bring_others_with_them() {
    let mut desk = Desk::new();
    let people = "name,manager,phone\nAnn,Zoe,1\n,Yan,2\nBo, zoe ,3\nCy,N/A,4\n";
    let plan = desk.guess(vec![sheet("people.csv", people)]);
    let (report, _) = desk.import(&plan);
    assert_eq!(report.count("people").map(|count| (count.created, count.named)), Some((3, 1)));
    let mut people: Vec<_> =
        desk.book.all::<Person>().map(|person| (person.name.unwrap_or_default(), person.role)).collect();
    people.sort();
    let role = |role: &str| Some(role.to_owned());
    let sold = role("salesperson");
    assert_eq!(
        people,
        [
            ("Ann".to_owned(), sold.clone()),
            ("Bo".to_owned(), sold.clone()),
            ("Cy".to_owned(), sold),
            ("Zoe".to_owned(), role("manager"))
        ]
    );
}

#[test]
fn a_near_miss_is_one_question_with_two_answers() {
    let deals =
        "code,product,stage\nA,GTXPro,Open\nB,gtx  pro,Open\nC,GTX-Pro,Open\nD,MG Specail,Open\nE,GTX Max,Open\n";
    for accepted in [true, false] {
        let mut desk = Desk::new();
        let mut plan = desk.guess(vec![sheet("deals.csv", deals), sheet("products.csv", PRODUCTS)]);
        let near: Vec<_> =
            plan.near.iter().map(|near| (near.written.as_str(), near.proposed.as_str(), near.count)).collect();
        assert_eq!(near, [("GTXPro", "GTX Pro", 1), ("GTX-Pro", "GTX Pro", 1), ("MG Specail", "MG Special", 1)]);
        assert_eq!(plan.open_questions(), 3);
        plan.near.iter_mut().for_each(|near| near.accepted = Some(accepted));
        // Answers outlast a look at other columns.
        plan.set_target(0, 2, Target::Ignore, &desk.book);
        plan.set_target(0, 2, Target::Field(Deal::STAGE), &desk.book);
        assert_eq!(plan.open_questions(), 0);
        let (report, _) = desk.import(&plan);
        let named = if accepted { 1 } else { 4 };
        assert_eq!(report.count("products").map(|count| (count.created, count.named)), Some((2, named)));
        let product = |code: &str| {
            let deal = desk.book.all::<Deal>().find(|deal| deal.code.as_deref() == Some(code));
            let id = deal.and_then(|deal| deal.product).expect("a product");
            desk.book.get::<Product>(id.into()).and_then(|product| product.name)
        };
        let want = if accepted {
            ["GTX Pro", "GTX Pro", "GTX Pro", "MG Special", "GTX Max"]
        } else {
            ["GTXPro", "GTX Pro", "GTX-Pro", "MG Specail", "GTX Max"]
        };
        for (code, want) in ["A", "B", "C", "D", "E"].into_iter().zip(want) {
            assert_eq!(product(code).as_deref(), Some(want), "{code} {accepted}");
        }
    }
}

#[test]
fn stages_join_the_pipeline_that_has_them() {
    let mut desk = Desk::new();
    let first = desk.guess(vec![sheet("north_deals.csv", "code,title,stage\nA,a,Lead\nB,b,Offer\nC,c,Won\n")]);
    assert_eq!(first.pipeline, PipelineChoice::New("North deals".to_owned()));
    desk.import(&first);
    let pipeline: Id = desk.book.all::<Pipeline>().next().expect("a pipeline").id.into();

    let same = desk.guess(vec![sheet("more.csv", "deal id,deal,stage\nD,d,offer\nE,e,WON\n")]);
    assert_eq!(same.pipeline, PipelineChoice::Existing(pipeline));
    let (report, _) = desk.import(&same);
    assert_eq!(report.count("stages"), None);
    let stage = |desk: &Desk, code: &str| entries(desk, code, Deal::STAGE)[0].1.clone();
    assert_eq!((stage(&desk, "D"), stage(&desk, "E")), ("Offer".to_owned(), "Won".to_owned()));

    // Chosen by hand, the pipeline takes new stages: open ones before the closed ones.
    let mut other = desk.guess(vec![sheet("deals.csv", "code,title,stage\nF,f,Contract\nG,g,Lost\n")]);
    assert_eq!(other.pipeline, PipelineChoice::New("Deals".to_owned()));
    other.pipeline = PipelineChoice::Existing(pipeline);
    desk.import(&other);
    let mut stages: Vec<_> = desk.book.all::<Stage>().collect();
    stages.sort_by(|a, b| a.rank.cmp(&b.rank));
    let names: Vec<_> = stages.iter().filter_map(|stage| stage.name.as_deref()).collect();
    assert_eq!(names, ["Lead", "Offer", "Contract", "Won", "Lost"]);
    assert!(stages.iter().all(|stage| stage.pipeline == Some(pipeline)));

    // Without a stage column the rows stand in the first stage of the pipeline.
    let plain = desk.guess(vec![sheet("deals.csv", "deal id,deal name,amount\nH,h,5\n")]);
    assert_eq!(plain.pipeline, PipelineChoice::Existing(pipeline));
    desk.import(&plain);
    assert_eq!(stage(&desk, "H"), "Lead");
    let deal = desk.book.all::<Deal>().last().expect("a deal");
    assert_eq!((deal.amount, deal.basis.as_deref()), (usd(5), Some("stated")));
}

#[test]
fn the_person_has_the_last_word_on_stages() {
    let mut desk = Desk::new();
    let mut plan = desk.guess(vec![sheet("deals.csv", "code,title,stage\nA,a,Beta\nB,b,Alpha\nC,c,Gone\n")]);
    plan.stages.reverse();
    plan.stages[0].kind = StageKind::Lost;
    plan.stages[1].name = "First".to_owned();
    plan.pipeline = PipelineChoice::New("Mine".to_owned());
    plan.refresh(&desk.book);
    desk.import(&plan);
    let mut stages: Vec<_> = desk.book.all::<Stage>().collect();
    stages.sort_by(|a, b| a.rank.cmp(&b.rank));
    let stages: Vec<_> =
        stages.iter().map(|stage| (stage.name.as_deref().unwrap_or(""), stage.kind.as_deref().unwrap_or(""))).collect();
    assert_eq!(stages, [("Gone", "lost"), ("First", "open"), ("Beta", "open")]);
}

#[test]
fn contacts_of_one_name_at_two_customers_are_two() {
    let mut desk = Desk::new();
    let text = "contact,company,email\nLi Wei,Acme,a@x\nLi Wei,Bolt,b@x\nli wei,ACME,c@x\n";
    let plan = desk.guess(vec![sheet("contacts.csv", text)]);
    let (report, _) = desk.import(&plan);
    let count = report.count("contacts").expect("contacts");
    assert_eq!((count.created, count.repeated), (2, 1));
    assert_eq!(report.count("accounts").map(|count| count.named), Some(2));
    let again = desk.guess(vec![sheet("contacts.csv", text)]);
    assert_eq!(desk.check(&again).count("contacts").map(|count| count.known), Some(3));
    assert_eq!(desk.book.all::<Contact>().count(), 2);
}

#[test]
fn a_run_sees_that_the_book_has_changed() {
    let mut desk = Desk::new();
    let plan = desk.guess(vec![sheet("products.csv", PRODUCTS)]);
    let run = desk.with(|book, context| Run::new(&plan, book, context, Mode::Write)).expect("allowed");
    assert!(!run.is_stale(&desk.book));
    desk.import(&plan);
    assert!(run.is_stale(&desk.book));
}

#[test]
fn nothing_to_import_is_refused_and_everybody_may_import() {
    let mut desk = Desk::new();
    let plan = desk.guess(vec![sheet("x.csv", "colour,shape\nred,round\n")]);
    assert_eq!(plan.files[0].collection, None);
    assert_eq!(desk.run(&plan).1.err(), Some(Rejection::Nothing));
    desk.actor = Actor { person: Some(Id(7)), layer: Layer::Salesperson };
    let plan: Plan = desk.guess(vec![sheet("products.csv", PRODUCTS)]);
    assert_eq!(targets(&plan, 0, &desk.book).1, ["name", "list_price"]);
    // What the company sells is laid down by its keepers; whom one sells to is not.
    let refused = desk.with(|book, context| Run::new(&plan, book, context, Mode::Check).err());
    assert_eq!(refused, Some(Rejection::NotAllowed { verb: Verb::Configure }));
    let accounts = || vec![sheet("accounts.csv", "name,sector,owner\nAcme,tea,\nBolt,tea,Ann\n")];
    let plan = desk.guess(accounts());
    let (report, _) = desk.import(&plan);
    // Nor does naming a person who is not there bring that person into being.
    assert_eq!((report.creates(), report.refused(), desk.book.of::<Person>().live().count()), (1, 1, 0));
    desk.actor = Actor::FOUNDER;
    let plan = desk.guess(accounts());
    assert_eq!(desk.import(&plan).0.creates(), 2);
    let plan = desk.guess(vec![sheet("products.csv", PRODUCTS)]);
    assert_eq!(desk.import(&plan).0.creates(), 2);
    assert_eq!(desk.book.of::<Product>().key(), Product::COLLECTION.key);
}
