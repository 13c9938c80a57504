//! The application's side of the benchmarks, built only with the feature `bench`.
//!
//! `?bench=<name>&n=<rows>` generates a company and leaves what was measured, as JSON, in
//! `window.__bench`. Times are in milliseconds and leave generation out.

use std::rc::Rc;

use fieldbook::book::column::Column;
use fieldbook::book::{Book, Context, Draft, Moment, Rejection};
use fieldbook::browser::idb::IdbStore;
use fieldbook::browser::{Ports as BrowserPorts, ports};
use fieldbook::model::id::IdMaker;
use fieldbook::model::permission::Actor;
use fieldbook::model::records::{Deal, Person, Pipeline};
use fieldbook::model::time::DAY_MS;
use fieldbook::model::{Currency, Id, Instant, Record, Zone};
use fieldbook::pipeline::board::{Board, BoardQuery, board_after};
use fieldbook::pipeline::sample;
use fieldbook::ports::memory::MemoryStore;
use fieldbook::ports::{Keeper, Store};
use fieldbook::query::{Filter, Key, Measure, MoneyBag, Query, Scan, Source, Test};
use wasm_bindgen::JsValue;

/// Database of the benchmark that must not touch the usual one.
const DATABASE: &str = "fieldbook-bench";

/// The benchmark that the address asks for, and its rows.
pub(super) fn asked() -> Option<(String, usize)> {
    let search = web_sys::window()?.location().search().ok()?;
    let value = |name: &str| {
        search.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    };
    Some((value("bench")?.to_owned(), value("n")?.parse().ok()?))
}

fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

fn tell(json: &str) {
    if let Some(window) = web_sys::window() {
        // The harness sees a benchmark that tells nothing by its time limit.
        drop(js_sys::Reflect::set(&window, &JsValue::from_str("__bench"), &JsValue::from_str(json)));
    }
}

/// Tells what went wrong, or the outcome.
pub(super) fn report(outcome: Result<String, String>) {
    tell(&outcome.unwrap_or_else(|error| format!("{{\"error\": {error:?}}}")));
}

/// A keeper with a generated company in its queue.
fn generated(browser: &BrowserPorts, rows: usize) -> Result<Keeper, String> {
    let mut keeper = Keeper::new(browser.device, browser.clock.now());
    take(&mut keeper, browser, |book, context| sample::company(book, context, rows, 1))?;
    Ok(keeper)
}

/// Gives a keeper what is generated.
fn take(
    keeper: &mut Keeper,
    browser: &BrowserPorts,
    draft: impl FnOnce(&Book, &Context<'_>) -> Result<Draft, Rejection>,
) -> Result<(), String> {
    let at = browser.clock.now();
    let ids = IdMaker::new(at, browser.random.seed());
    let zone = Zone::default();
    let context = Context { actor: Actor::FOUNDER, now: at, zone: &zone, currency: Currency::USD, ids: &ids };
    let draft = draft(keeper.book(), &context).map_err(|error| error.to_string())?;
    keeper.take(draft, &context, Vec::new());
    Ok(())
}

/// Stores what waits, and a checkpoint, as the application does after an import. Gives the bytes.
async fn save(keeper: &mut Keeper, store: &dyn Store) -> Result<usize, String> {
    let mut bytes = 0;
    while let Some(entries) = keeper.next_write() {
        let noted: Vec<(Id, usize)> = entries.iter().map(|entry| (entry.id, entry.bytes.len())).collect();
        bytes += noted.iter().map(|(_, size)| size).sum::<usize>();
        let result = store.append(entries).await;
        keeper.wrote(&noted, result).map_err(|error| error.to_string())?;
    }
    if let Some(checkpoint) = keeper.checkpoint() {
        bytes += checkpoint.parts.iter().map(|part| part.1.len()).sum::<usize>();
        keeper.checkpointed(store.put_checkpoint(checkpoint).await);
    }
    Ok(bytes)
}

/// How many deals a query counts.
fn count(keeper: &Keeper) -> u64 {
    let zone = Zone::default();
    let query = Query {
        collection: Deal::COLLECTION.key.to_owned(),
        filter: Filter::ALL,
        groups: Vec::new(),
        measures: vec![Measure::Count],
    };
    let scan = Scan::new(keeper.book(), &zone, Deal::COLLECTION.key, Moment::Now);
    scan.map_or(0, |scan| scan.answer(&query).total.first().map_or(0, fieldbook::query::Measured::count))
}

/// The address of the board, and the people whose deals it can be asked for.
fn board_path(keeper: &Keeper) -> String {
    let pipeline = keeper.book().all::<Pipeline>().next().map(|pipeline| Id::from(pipeline.id));
    let people: Vec<String> = people(keeper).iter().map(|id| format!("\"{id}\"")).collect();
    let pipeline = pipeline.map(|id| id.to_string()).unwrap_or_default();
    format!("{{\"path\": \"pipeline/{pipeline}\", \"people\": [{}]}}", people.join(", "))
}

/// The people in the order in which they were generated.
fn people(keeper: &Keeper) -> Vec<Id> {
    let table = keeper.book().of::<Person>();
    table.live().iter().filter_map(|row| table.id(row)).collect()
}

/// Milliseconds that questions are asked for, at least.
const ASKED_MS: f64 = 60.0;

/// The board of the deals that a filter lets through, at a moment.
fn asked_board(keeper: &Keeper, filter: Filter, moment: Moment) -> Result<Board, String> {
    board_like(keeper, filter, moment, None)
}

/// The same after the board that is shown.
fn board_like(keeper: &Keeper, filter: Filter, moment: Moment, before: Option<&Board>) -> Result<Board, String> {
    let pipeline = keeper.book().all::<Pipeline>().next().ok_or("no pipeline")?.id;
    let zone = Zone::default();
    let scan = Scan::new(keeper.book(), &zone, Deal::COLLECTION.key, moment).ok_or("no deals")?;
    board_after(&scan, &BoardQuery::new(pipeline, filter, moment), before).ok_or_else(|| "no board".to_owned())
}

/// The filter of a person's deals.
fn of_person(person: Id) -> Filter {
    Filter::key(Source::field(&Deal::COLLECTION.fields[Deal::OWNER].key), Key::Record(person))
}

/// Milliseconds of the board's question for one person's deals, over all people in turn.
fn question(keeper: &Keeper, people: &[Id]) -> Result<f64, String> {
    let (start, mut questions) = (now(), 0.0);
    while now() - start < ASKED_MS {
        for person in people {
            std::hint::black_box(asked_board(keeper, of_person(*person), Moment::Now)?);
            questions += 1.0;
        }
    }
    Ok((now() - start) / questions)
}

/// Milliseconds of the board's question for the deals of half of the people, one after the other leaving and
/// joining them: about as many deals as a step of the time machine shows. Each board after the one before it.
fn halves(keeper: &Keeper, people: &[Id]) -> Result<f64, String> {
    let owner = Source::field(&Deal::COLLECTION.fields[Deal::OWNER].key);
    let of = |half: &[Id]| Filter::Is(owner.clone(), Test::In(half.iter().map(|id| Key::Record(*id)).collect()));
    let filters: Vec<Filter> = people.windows(people.len().div_ceil(2)).map(of).collect();
    let mut board = asked_board(keeper, of(people), Moment::Now)?;
    let (start, mut questions) = (now(), 0.0);
    while now() - start < ASKED_MS {
        for filter in filters.iter().chain(filters.iter().rev()) {
            board = board_like(keeper, filter.clone(), Moment::Now, Some(&board))?;
            questions += 1.0;
        }
    }
    Ok((now() - start) / questions)
}

/// The board's question for each person's deals in turn: the time of one, and all their figures.
pub(super) async fn totals(rows: usize) -> Result<String, String> {
    let browser = ports(DATABASE, |_| {}).await.map_err(|error| error.to_string())?;
    let keeper = generated(&browser, rows)?;
    let people = people(&keeper);
    let mut figures = Vec::new();
    for person in &people {
        for column in &asked_board(&keeper, of_person(*person), Moment::Now)?.columns {
            let minor = |bag: &MoneyBag| bag.sums().iter().map(|(_, minor)| *minor).sum::<i128>();
            let age = column.mean_age.unwrap_or(0.0);
            figures.push(format!("{}, {}, {}, {age}", column.count, minor(&column.sum), minor(&column.weighted)));
        }
    }
    let ms = question(&keeper, &people)?;
    Ok(format!("{{\"ms\": {ms}, \"figures\": [{}]}}", figures.join(", ")))
}

/// Dated entries that each deal gets for the time machine, beside those it was made with.
const ENTRIES: usize = 10;
/// Bytes of an entry in an index: instant, value and row.
const ENTRY_BYTES: usize = 8 + 8 + 4;
/// Days that the slider goes back, and a step of it.
const BACK: i64 = 600;
const STEP: usize = 20;

/// The board at past moments: the first time, and at each step of the slider.
pub(super) async fn past(rows: usize) -> Result<String, String> {
    let browser = ports(DATABASE, |_| {}).await.map_err(|error| error.to_string())?;
    let mut keeper = generated(&browser, rows)?;
    take(&mut keeper, &browser, |book, context| sample::dated(book, context, ENTRIES, 2))?;
    let table = keeper.book().of::<Deal>();
    let versions = table.columns().iter().filter_map(Column::versions);
    let entries: usize =
        versions.map(|versions| (0..table.len()).map(|row| versions.row(row).count()).sum::<usize>()).sum();
    let at = |days: i64| Moment::At(Instant(browser.clock.now().0 - days * DAY_MS));
    let start = now();
    let mut board = asked_board(&keeper, Filter::ALL, at(BACK / 2))?;
    let (then, open) = (board.count, now() - start);
    // Back and forth from there, as the slider is dragged: each board after the one before it.
    let (start, mut steps) = (now(), 0.0);
    for days in (BACK / 2..BACK).step_by(STEP).chain((0..BACK).rev().step_by(STEP)) {
        board = board_like(&keeper, Filter::ALL, at(days), Some(&board))?;
        steps += 1.0;
    }
    let step = (now() - start) / steps;
    let count = asked_board(&keeper, Filter::ALL, Moment::Now)?.count;
    let people = people(&keeper);
    let (question, half) = (question(&keeper, &people)?, halves(&keeper, &people)?);
    Ok(format!(
        "{{\"entries\": {entries}, \"index_bytes\": {}, \"then\": {then}, \"now\": {count}, \"open_ms\": {open}, \"step_ms\": {step}, \"question_ms\": {question}, \"half_ms\": {half}}}",
        entries * ENTRY_BYTES
    ))
}

/// Writing an import and reading it back.
pub(super) async fn store(rows: usize) -> Result<String, String> {
    let browser = ports(DATABASE, |_| {}).await.map_err(|error| error.to_string())?;
    browser.store.wipe().await.map_err(|error| error.to_string())?;
    let mut keeper = generated(&browser, rows)?;
    let start = now();
    let bytes = save(&mut keeper, browser.store.as_ref()).await?;
    let persist = now() - start;
    drop(keeper);
    let start = now();
    let again = IdbStore::open(DATABASE, |_| {}).await.map_err(|error| error.to_string())?;
    let keeper = Keeper::open(&again, browser.device, browser.clock.now()).await.map_err(|error| error.to_string())?;
    let found = count(&keeper);
    let read = now() - start;
    let stored = again.checkpoint(0).await.map_err(|error| error.to_string())?;
    let read_bytes: usize = stored.map_or(0, |stored| stored.parts.iter().map(|part| part.1.len()).sum());
    again.wipe().await.map_err(|error| error.to_string())?;
    Ok(format!(
        "{{\"rows\": {found}, \"persist_ms\": {persist}, \"bytes\": {bytes}, \"read_ms\": {read}, \"read_bytes\": {read_bytes}}}"
    ))
}

/// Fills the usual database, for a start to be measured.
pub(super) async fn start(rows: usize) -> Result<String, String> {
    let browser = ports(fieldbook::browser::DATABASE, |_| {}).await.map_err(|error| error.to_string())?;
    browser.store.wipe().await.map_err(|error| error.to_string())?;
    let browser = ports(fieldbook::browser::DATABASE, |_| {}).await.map_err(|error| error.to_string())?;
    let mut keeper = generated(&browser, rows)?;
    save(&mut keeper, browser.store.as_ref()).await?;
    Ok(board_path(&keeper))
}

/// A store in memory that holds generated accounts.
pub(super) async fn accounts(browser: &BrowserPorts, rows: usize) -> Result<Rc<dyn Store>, String> {
    let mut keeper = Keeper::new(browser.device, browser.clock.now());
    take(&mut keeper, browser, |book, context| sample::accounts(book, context, rows, 1))?;
    let store = MemoryStore::default();
    save(&mut keeper, &store).await?;
    Ok(Rc::new(store))
}

/// A store in memory that holds a generated company, and the address of its board.
pub(super) async fn board(browser: &BrowserPorts, rows: usize) -> Result<(Rc<dyn Store>, String), String> {
    let store = MemoryStore::default();
    let mut keeper = generated(browser, rows)?;
    save(&mut keeper, &store).await?;
    Ok((Rc::new(store), board_path(&keeper)))
}
