//! A picture that the device has no room for: nothing of it is lost.

use std::fs;

use serde_json::json;
use xtask::webdriver::Session;
use xtask::{Result, fail, look};

use crate::days::{THERE, accessible, choose, customer, press, stand};
use crate::downloads::Downloads;
use crate::files::PICTURE;
use crate::signs::{act_as, heading, person, says};
use crate::world::{Outcome, World};

/// Answers as a browser does that has no room for another file.
const FULL: &str = "const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...args) {
      if (sessionStorage.full && this.name === 'files') throw new DOMException('no space', 'QuotaExceededError');
      return put.apply(this, args);
    };";

/// A photo is taken while the storage is full: it stays in the tab over a look elsewhere, can be saved as a
/// file, and is kept once there is room.
pub(crate) fn full(world: &mut World) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("only Chromium's tools can change what the storage answers"));
    }
    world.page()?.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": FULL }))?;
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    let downloads = Downloads::of(world, "photo")?;
    let picture = downloads.folder().join("shelf.png");
    fs::write(&picture, PICTURE)?;
    person(world, "Ann Lee", "Salesperson", None)?;
    act_as(world, "Ann Lee")?;
    customer(world, "Acme", Some(THERE))?;
    world.page()?.screen(390, 844)?;
    check_in(world)?;
    world.page()?.run("sessionStorage.full = '1';", &[])?;
    world.page()?.by_css("input[type=file][capture]")?.upload(&[picture])?;
    let page = world.page()?;
    says(page, "what happened", "This picture could not be kept")?;
    says(page, "why", "storage of this device is full")?;
    accessible(world)?;
    // Whoever closes the tab now is asked.
    let asked = "const leaving = new Event('beforeunload', { cancelable: true });
        dispatchEvent(leaving);
        return leaving.defaultPrevented;";
    if page.run(asked, &[])? != json!(true) {
        fail!("the tab can be closed without a question");
    }
    let shown = "return document.querySelectorAll('.day-photos li').length;";
    if page.run(shown, &[])? != json!(0) {
        fail!("a picture is shown that is not kept");
    }
    press(page, "button", "Save as a file")?;
    downloads.wait(world, "shelf", ".jpg")?;
    look_elsewhere(page)?;
    page.run("delete sessionStorage.full;", &[])?;
    press(page, "button", "Try again")?;
    page.wait("the picture", "return document.querySelectorAll('.day-photos img[src]').length === 1;", &[])?;
    page.wait("the notice to go", "return !document.querySelector('main .notice-bad');", &[])?;
    world.wait_saved()?;
    page.reload()?;
    page.wait("the picture", "return document.querySelectorAll('.day-photos img[src]').length === 1;", &[])?;
    Ok(Outcome::Done)
}

fn check_in(world: &World) -> Result<()> {
    let page = world.open("visits/today")?;
    stand(page, THERE)?;
    press(page, "button", "Unplanned")?;
    let dialog = page.by_role("dialog", "Unplanned visit")?;
    dialog.by_role("searchbox", "*Account*")?.fill("acm")?;
    choose(page, &dialog, "Acme")?;
    choose(page, &dialog, "Check in · Acme")?;
    heading(page, "Acme")?;
    world.wait_saved()
}

/// Goes to another page and back, within the application.
fn look_elsewhere(page: &Session) -> Result<()> {
    press(page, "link", "The whole record of this visit")?;
    page.wait("the whole record", "return /visits\\/[^/]+$/.test(location.pathname);", &[])?;
    page.run("history.back();", &[])?;
    says(page, "what is still there", "This picture could not be kept")
}
