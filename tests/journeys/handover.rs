//! A team without a server: two devices that share nothing but files, both without a network, on a phone. The
//! lead sets Ann's device up; she plans tomorrow and hands it in; it is returned, mended, approved; she makes her
//! visits, reports, and reads what was said of it. Then all of it on paper, and there after a reload.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use xtask::webdriver::{Driver, Session};
use xtask::{Result, fail, look};

use crate::days::{THERE, accessible, add, answer, choose, customer, press, print, report, visit};
use crate::downloads::Downloads;
use crate::files::PICTURE;
use crate::signs::{act_as, heading, person, says};
use crate::world::{Outcome, World};

/// What the names of hand-over files end with.
const ENDING: &str = ".handover";

/// Moves the clock of pages that are opened from now on by a day.
const A_DAY_ON: &str = "(() => {
    const Real = Date, ahead = 86_400_000;
    globalThis.Date = class extends Real {
        constructor(...parts) { if (parts.length === 0) super(Real.now() + ahead); else super(...parts); }
        static now() { return Real.now() + ahead; }
    };
})();";

/// A device with what it hands out.
struct Device<'a, 'b> {
    world: &'a World<'b>,
    files: Downloads,
}

impl Device<'_, '_> {
    fn page(&self) -> Result<&Session> {
        self.world.page()
    }

    /// Presses a button that writes a file, and puts the file away under a name.
    fn written(&self, button: &str, kept: &str) -> Result<PathBuf> {
        self.files.catch(self.world)?;
        press(self.page()?, "button", button)?;
        self.files.take(self.world, ENDING, kept)
    }

    /// Opens files on the page for that.
    fn open(&self, files: &[&Path]) -> Result<&Session> {
        let page = self.world.open("handover")?;
        self.choose_files(files)?;
        Ok(page)
    }

    fn choose_files(&self, files: &[&Path]) -> Result<()> {
        let files: Vec<PathBuf> = files.iter().map(|file| file.to_path_buf()).collect();
        self.page()?.by_css("main input[type=file]")?.upload(&files)
    }

    /// The day that the pages are in, or the next one.
    fn day(&self, next: bool) -> Result<String> {
        let script = "const day = new Date(Date.now() + (arguments[0] ? 86_400_000 : 0));
            const two = (n) => String(n).padStart(2, '0');
            return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;";
        let day = self.page()?.run(script, &[next.into()])?;
        Ok(day.as_str().unwrap_or_default().to_owned())
    }
}

/// The loop of a day between two devices.
pub(crate) fn a_team(world: &mut World) -> Result<Outcome> {
    let driver = Driver::start(world.engine())?;
    let mut other = World::new(&driver)?;
    ready(world)?;
    ready(&other)?;
    company(world)?;
    // From here on there is no network, on either side.
    world.server.go_offline();
    other.server.go_offline();
    let (lead, ann) = (
        Device { files: Downloads::of(world, "lead")?, world },
        Device { files: Downloads::of(&other, "ann")?, world: &other },
    );
    let outcome = walk(&lead, &ann);
    if outcome.is_err() {
        other.leave_traces("hands_a_day_over_without_a_server_ann");
    }
    outcome.map(|()| Outcome::Done)
}

/// A phone that keeps the whole application.
fn ready(world: &World) -> Result<()> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    world.open("")?;
    world.wait_kept_offline()?;
    if world.is_chromium() { world.page()?.screen(390, 844) } else { Ok(()) }
}

/// The lead's company: Ann's customers, and somebody else's.
fn company(world: &World) -> Result<()> {
    let page = world.open("")?;
    press(page, "button", "Start empty")?;
    let dialog = page.by_role("dialog", "Start empty")?;
    dialog.by_role("textbox", "Name of the company")?.fill("Lumen")?;
    choose(page, &dialog, "Start")?;
    world.wait_saved()?;
    person(world, "Chen Lead", "Supervisor", None)?;
    act_as(world, "Nobody in particular")?;
    person(world, "Bob Ray", "Salesperson", Some("Chen Lead"))?;
    customer(world, "Delta", None)?;
    act_as(world, "Nobody in particular")?;
    person(world, "Ann Lee", "Salesperson", Some("Chen Lead"))?;
    customer(world, "Acme", Some(THERE))?;
    customer(world, "Beta", None)?;
    customer(world, "Gamma", None)?;
    act_as(world, "Chen Lead")
}

fn walk(lead: &Device, ann: &Device) -> Result<()> {
    set_up(lead, ann)?;
    let plan = plan(ann)?;
    returned(lead, ann, &plan)?;
    let mended = mended(ann)?;
    approved(lead, ann, (&plan, &mended))?;
    if ann.world.is_chromium() {
        let script = json!({ "source": A_DAY_ON });
        for device in [lead, ann] {
            device.page()?.devtools("Page.addScriptToEvaluateOnNewDocument", &script)?;
        }
    }
    visit(ann.world)?;
    photo(ann)?;
    report(ann.world)?;
    let done = handed_in(ann, "day")?;
    signed(lead, ann, &done)?;
    print(ann.world)
}

/// The lead writes a file for each, and Ann's device becomes hers by opening her own.
fn set_up(lead: &Device, ann: &Device) -> Result<()> {
    let page = lead.world.open("handover")?;
    says(page, "what cannot be called back", "A file that was shared cannot be called back")?;
    accessible(lead.world)?;
    let phrase =
        "const label = [...document.querySelectorAll('label')].find((one) => one.textContent.includes(arguments[0]));
        return document.getElementById(label?.htmlFor)?.value;";
    let phrase = page.wait("the passphrase", phrase, &["Passphrase for Ann Lee".into()])?;
    let phrase = phrase.as_str().unwrap_or_default().to_owned();
    let file = lead.written("Write file for Ann Lee", "set-up")?;
    says(page, "where the file is", "Saved among the downloads")?;
    says(page, "that it is out", "not confirmed yet")?;
    accessible(lead.world)?;
    let others = lead.written("Write file for Bob Ray", "other-set-up")?;
    lead.world.wait_saved()?;

    let page = ann.world.open("")?;
    press(page, "link", "I have a file from my supervisor")?;
    heading(page, "Hand-over files")?;
    accessible(ann.world)?;
    let damaged = damaged(&file, ann)?;
    ann.choose_files(&[&damaged])?;
    says(page, "what is damaged", "It was damaged on its way")?;
    ann.choose_files(&[&file])?;
    unlock(page, "not the right one")?;
    says(page, "what is wrong", "That is not its passphrase")?;
    accessible(ann.world)?;
    unlock(page, &phrase.replace('-', " ").to_uppercase())?;
    says(page, "whose it is now", "This device is now Ann Lee’s")?;
    let leads = "return !document.querySelector('main').textContent.includes('Set up my team');";
    page.wait("nobody to be set up by whoever leads nobody", leads, &[])?;
    accessible(ann.world)?;
    ann.choose_files(&[&others])?;
    says(page, "whose file that is", "It is for Bob Ray, not for this device")?;
    ann.world.wait_saved()?;
    let page = ann.world.open("accounts")?;
    for name in ["Acme", "Beta", "Gamma"] {
        says(page, "her customers", name)?;
    }
    let seen = page.run("return document.querySelector('main').textContent.includes('Delta');", &[])?;
    if seen == true {
        fail!("Ann's device shows a customer of somebody else");
    }
    Ok(())
}

/// Types the passphrase of the file that asks for one.
fn unlock(page: &Session, phrase: &str) -> Result<()> {
    page.by_role("textbox", "Passphrase")?.fill(phrase)?;
    press(page, "button", "Open")
}

/// A copy of a file with one bit turned over.
fn damaged(file: &Path, device: &Device) -> Result<PathBuf> {
    let mut bytes = fs::read(file)?;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let copy = device.files.folder().join("damaged");
    fs::write(&copy, bytes)?;
    Ok(copy)
}

/// Ann plans a day to come and hands it in.
fn plan(ann: &Device) -> Result<PathBuf> {
    let page = open_plan(ann)?;
    add(ann.world, "Acme", "Agree on the renewal")?;
    add(ann.world, "Beta", "Show the sample")?;
    press(page, "button", "Submit plan")?;
    says(page, "how it stands", "Submitted, waits for signature")?;
    says(page, "that nobody has it", "Not delivered")?;
    let file = handed_in(ann, "plan")?;
    says(page, "that no receipt came", "no receipt yet")?;
    accessible(ann.world)?;
    Ok(file)
}

/// Opens the plan of tomorrow; of today where the clock cannot be moved on.
fn open_plan<'a>(ann: &'a Device) -> Result<&'a Session> {
    let day = ann.day(ann.world.is_chromium())?;
    ann.world.open(&format!("visits/plan/{day}"))
}

/// Hands in on the page that is shown.
fn handed_in(ann: &Device, kept: &str) -> Result<PathBuf> {
    let file = ann.written("Hand in my day", kept)?;
    says(ann.page()?, "where the file is", "Saved among the downloads")?;
    ann.world.wait_saved()?;
    Ok(file)
}

/// Opens the day of Ann's plan in the lead's inbox.
fn inbox<'a>(lead: &'a Device, next: bool) -> Result<&'a Session> {
    let day = lead.day(next)?;
    let page = lead.world.open(&format!("sign?day={day}"))?;
    press(page, "link", "Ann Lee")?;
    says(page, "her day", "Agree on the renewal")?;
    Ok(page)
}

/// The lead opens the plan, returns it with a remark, and hands that back.
fn returned(lead: &Device, ann: &Device, plan: &Path) -> Result<()> {
    let page = lead.open(&[plan])?;
    says(page, "what came", "Work of Ann Lee")?;
    says(page, "that it is new", "taken in")?;
    accessible(lead.world)?;
    let page = inbox(lead, lead.world.is_chromium())?;
    answer(page, "Day plan", "Return", Some("Take the price list along"))?;
    says(page, "returned", "Returned")?;
    says(page, "that it waits", "Something waits for 1 person")?;
    lead.world.wait_saved()?;
    accessible(lead.world)?;
    let file = lead.written("Hand back to Ann Lee", "returned")?;
    says(page, "that nothing waits", "Nothing waits to be handed back")?;
    accessible(lead.world)?;
    let page = ann.open(&[&file])?;
    says(page, "what came", "Answers for Ann Lee")?;
    ann.world.wait_saved()?;
    let page = open_plan(ann)?;
    says(page, "the remark", "Take the price list along")?;
    says(page, "the receipt", "Received")?;
    Ok(())
}

/// Ann mends the plan and hands it in again.
fn mended(ann: &Device) -> Result<PathBuf> {
    let page = ann.page()?;
    press(page, "button", "Edit Beta")?;
    let dialog = page.by_role("dialog", "*Beta*")?;
    dialog.by_role("textbox", "Aim")?.fill("Show the sample and the price list")?;
    choose(page, &dialog, "Save")?;
    says(page, "what changed", "Returned, changed since")?;
    press(page, "button", "Submit again")?;
    says(page, "handed in again", "Submitted, waits for signature")?;
    says(page, "that nobody has that yet", "Not delivered")?;
    ann.world.wait_saved()?;
    handed_in(ann, "mended")
}

/// The lead opens both files, the older one once more, and approves what stands now.
fn approved(lead: &Device, ann: &Device, (plan, mended): (&Path, &Path)) -> Result<()> {
    let page = lead.open(&[mended, plan])?;
    says(page, "that the older one brings nothing", "Nothing new: all of it was here already")?;
    let page = inbox(lead, lead.world.is_chromium())?;
    says(page, "what was mended", "Show the sample and the price list")?;
    answer(page, "Day plan", "Sign", None)?;
    says(page, "approved", "Approved")?;
    lead.world.wait_saved()?;
    let file = lead.written("Hand back to Ann Lee", "approved")?;
    ann.open(&[&file])?;
    says(ann.page()?, "what came", "Answers for Ann Lee")?;
    ann.world.wait_saved()?;
    let page = open_plan(ann)?;
    says(page, "approved", "Approved")
}

/// Ann adds a picture to her visit at Acme.
fn photo(ann: &Device) -> Result<()> {
    let page = ann.world.open("visits/today")?;
    press(page, "link", "Acme")?;
    heading(page, "Acme")?;
    let picture = ann.files.folder().join("shelf.png");
    fs::write(&picture, PICTURE)?;
    page.by_css("main input[type=file]:not([capture])")?.upload(&[picture])?;
    pictured(page)?;
    ann.world.wait_saved()
}

/// Waits until a picture shows.
fn pictured(page: &Session) -> Result<()> {
    let script = "return [...document.querySelectorAll('main img')].some((picture) => picture.naturalWidth > 0);";
    page.wait("the picture", script, &[]).map(drop)
}

/// The lead opens the day, signs the report with a remark and hands that back; the picture came along, small.
fn signed(lead: &Device, ann: &Device, day: &Path) -> Result<()> {
    let page = lead.open(&[day])?;
    says(page, "what came", "1 photo came as a small picture")?;
    let page = inbox(lead, false)?;
    says(page, "what the day says", "Ms Wang")?;
    answer(page, "Daily report", "Sign", Some("Well done"))?;
    says(page, "signed", "Well done")?;
    lead.world.wait_saved()?;
    let file = lead.written("Hand back to Ann Lee", "signed")?;
    let visit = ann.world.open("visits/today")?;
    press(visit, "link", "Acme")?;
    heading(visit, "Acme")?;
    let address = visit.run("return location.pathname.split('/').slice(-3).join('/');", &[])?;
    let page = lead.world.open(address.as_str().unwrap_or_default())?;
    says(page, "that the picture is small", "Small picture")?;
    pictured(page)?;
    ann.open(&[&file])?;
    says(ann.page()?, "what came", "Answers for Ann Lee")?;
    ann.world.wait_saved()?;
    let page = ann.world.open("reports/day")?;
    says(page, "the remark", "Well done")?;
    says(page, "the receipt", "Received")
}
