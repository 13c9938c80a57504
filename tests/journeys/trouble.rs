//! Trouble with the storage is told, with what was kept and a way out.

use std::thread;
use std::time::Duration;

use serde_json::json;
use xtask::webdriver::{Key, Session};
use xtask::{Result, fail};

use crate::world::{Outcome, World};

/// The first field of a form: the name of the record.
const NAME: &str = "main form input:not([type]), main form input[type=text]";

fn add_account(world: &World, name: &str) -> Result<()> {
    let page = world.open("accounts/new")?;
    page.by_css(NAME)?.type_text(name)?;
    page.press(&[Key::Enter]).map(drop)
}

fn expect_words(page: &Session, words: &str) -> Result<()> {
    let script = "return document.querySelector('main').innerText.includes(arguments[0]);";
    page.wait(&format!("the page to say \"{words}\""), script, &[words.into()]).map(drop)
}

/// Answers as a browser does whose space is used up. (The limit that Chromium's tools can set is not
/// heeded by small writes.)
const FULL: &str = "const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (...args) {
      if (sessionStorage.full) throw new DOMException('no space', 'QuotaExceededError');
      return add.apply(this, args);
    };";

/// A full disk keeps the change in the tab until there is room; a database that is taken away is told.
pub(crate) fn full_and_closed(world: &mut World) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("only Chromium's tools can change what the storage answers"));
    }
    world.page()?.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": FULL }))?;
    add_account(world, "Before")?;
    world.wait_saved()?;
    world.page()?.run("sessionStorage.full = '1';", &[])?;
    add_account(world, "While full")?;
    let page = world.page()?;
    expect_words(page, "is not stored yet")?;
    expect_words(page, "storage of this device is full")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.run("delete sessionStorage.full;", &[])?;
    page.by_role("button", "Try again")?.click()?;
    world.wait_saved()?;
    page.wait("the trouble to be over", "return document.querySelector('.notice-bad') === null;", &[])?;
    world.open("accounts")?;
    expect_words(world.page()?, "While full")?;

    // The database is deleted under the page, as a browser does that clears the site's data.
    world.page()?.run("indexedDB.deleteDatabase('fieldbook');", &[])?;
    expect_words(world.page()?, "This tab has stopped saving")?;
    Ok(Outcome::Done)
}

/// One damaged entry: the rest is shown, the entry is named, and the person decides.
pub(crate) fn damaged(world: &mut World) -> Result<Outcome> {
    add_account(world, "Sound")?;
    world.wait_saved()?;
    add_account(world, "Damaged")?;
    world.wait_saved()?;
    let harm = "return new Promise((done, failed) => {
        const open = indexedDB.open('fieldbook');
        open.onerror = () => failed(open.error);
        open.onsuccess = () => {
          const change = open.result.transaction('batches', 'readwrite');
          const batches = change.objectStore('batches');
          const keys = batches.getAllKeys();
          keys.onsuccess = () => batches.put(new Uint8Array([1, 2, 3]), keys.result.at(-1));
          change.oncomplete = () => { open.result.close(); done(true); };
        };
      });";
    world.page()?.run(harm, &[])?;
    let page = world.open("accounts")?;
    expect_words(page, "1 entry of the history is damaged")?;
    expect_words(page, "Sound")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_role("button", "Go on without them")?.click()?;
    page.wait("the trouble to be over", "return document.querySelector('.notice-bad') === null;", &[])?;
    thread::sleep(Duration::from_secs(1));
    let page = world.open("accounts")?;
    expect_words(page, "Sound")?;
    page.run("await new Promise((go) => setTimeout(go, 2500));", &[])?;
    page.wait("not to be told again", "return document.querySelector('.notice-bad') === null;", &[])?;
    Ok(Outcome::Done)
}

/// The browser has cleared the database: that is said, not passed over as a first visit.
pub(crate) fn evicted(world: &mut World) -> Result<Outcome> {
    add_account(world, "Lost")?;
    world.wait_saved()?;
    // Away from the application, so that nothing holds the database.
    let page = world.page()?;
    page.goto(&world.url("icons/icon.svg"))?;
    let clear = "return new Promise((done) => {
        const request = indexedDB.deleteDatabase('fieldbook');
        request.onsuccess = request.onerror = () => done(true);
      });";
    page.run(clear, &[])?;
    let page = world.open("")?;
    expect_words(page, "has cleared what was kept here")?;
    world.expect_accessible()?;
    Ok(Outcome::Done)
}

/// A browser that refuses storage says so in the first place, and never "Saved".
pub(crate) fn without_storage(world: &mut World) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("only Chromium's tools can take the storage away before the page loads"));
    }
    let refuse = "IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); };";
    let page = world.page()?;
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": refuse }))?;
    add_account(world, "For now")?;
    let page = world.page()?;
    expect_words(page, "Nothing is kept after this visit")?;
    let unkept = "return document.querySelector('[role=status]')?.dataset.state === 'unkept';";
    page.wait("the status to say that nothing is kept", unkept, &[])?;
    world.expect_accessible()?;
    Ok(Outcome::Done)
}

/// Keeps a connection that does not give way, and asks for the database to be deleted: whoever opens
/// it then waits behind that.
const STAND_IN_THE_WAY: &str = "return new Promise((done) => {
    const open = indexedDB.open('fieldbook');
    open.onsuccess = () => {
      window.inTheWay = open.result;
      indexedDB.deleteDatabase('fieldbook').onblocked = () => done(true);
    };
  });";

/// A database that does not open is told after a while; the page goes on by itself when it does.
pub(crate) fn silent(world: &mut World) -> Result<Outcome> {
    add_account(world, "Behind the wall")?;
    world.wait_saved()?;
    let page = world.page()?;
    page.goto(&world.url("icons/icon.svg"))?;
    let wall = page.get("/window")?;
    page.run(STAND_IN_THE_WAY, &[])?;
    let tab = page.post("/window/new", &json!({ "type": "tab" }))?;
    page.post("/window", &json!({ "handle": tab["handle"] }))?;
    page.goto(&world.url(""))?;
    let told = "return document.querySelector('#panic')?.innerText.includes('does not answer');";
    page.wait("to be told that the storage does not answer", told, &[])?;
    page.post("/window", &json!({ "handle": wall }))?;
    page.run("window.inTheWay.close();", &[])?;
    page.post("/window", &json!({ "handle": tab["handle"] }))?;
    page.wait_ready()?;
    expect_words(page, "has cleared what was kept here")?;
    Ok(Outcome::Done)
}

/// Where the machine stops the program and no hook of its own runs, the page still says so, with the
/// ways out.
pub(crate) fn stopped(world: &mut World) -> Result<Outcome> {
    add_account(world, "Before")?;
    world.wait_saved()?;
    let page = world.page()?;
    // As the browser tells it; what a driver's own script throws is not told to the page.
    // Firefox runs such a script beside the page: the error must be one of the page's own.
    let told = "const { WebAssembly: own } = window.wrappedJSObject ?? window;
        dispatchEvent(new ErrorEvent('error', { error: new own.RuntimeError('out of bounds') }));";
    page.run(told, &[])?;
    let told = "return document.querySelector('#panic [role=alert]')?.innerText.includes('Fieldbook stopped')
        && document.querySelector('#panic pre').innerText.includes('out of bounds');";
    page.wait("the page to say that the program has stopped", told, &[])?;
    let dressed = "return getComputedStyle(document.querySelector('#panic .button-primary')).backgroundColor;";
    if page.run(dressed, &[])?.as_str() == Some("rgba(0, 0, 0, 0)") {
        fail!("the screen has no style");
    }
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_role("link", "Reload")?.click()?;
    page.wait_ready()?;
    expect_words(page, "Before").map(|()| Outcome::Done)
}
