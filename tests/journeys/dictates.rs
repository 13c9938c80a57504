//! What came of a visit is dictated: the words land where the caret stands and are kept; what goes wrong is said.

use xtask::webdriver::Session;
use xtask::{Result, fail, look};

use crate::days::{accessible, add, customer, open_plan, press, stand, unplaced};
use crate::signs::{heading, person, says};
use crate::world::{Outcome, World};

/// A recognition of speech that hears what the journey says.
const EARS: &str = "window.heard = [];
    class Ears {
      start() { window.heard.push(this); }
      tell(type, more) { this[`on${type}`]?.(Object.assign(new Event(type), more)); }
      say(transcript, isFinal) { this.tell('result', { resultIndex: 0, results: [Object.assign([{ transcript }], { isFinal })] }); }
      fail(error) { this.tell('error', { error }); this.tell('end'); }
      abort() { this.aborted = true; }
    }
    window.SpeechRecognition = window.webkitSpeechRecognition = Ears;";

/// A visit of today, its result dictated in two sentences with a pause between them.
pub(crate) fn a_result(world: &mut World) -> Result<Outcome> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    person(world, "Ann Lee", "Salesperson", None)?;
    customer(world, "Acme", None)?;
    if world.is_chromium() {
        world.page()?.screen(390, 844)?;
    }
    open_plan(world)?;
    add(world, "Acme", "Show the sample")?;
    let page = world.open("visits/today")?;
    page.run(EARS, &[])?;
    if world.is_chromium() {
        stand(page, (31.3, 120.6))?;
    }
    press(page, "button", "Check in · Acme")?;
    unplaced(world)?;
    heading(page, "Acme")?;
    told_who_listens(world)?;
    two_sentences(world)?;
    refusals(page)?;
    page.run("window.SpeechRecognition = window.webkitSpeechRecognition = undefined;", &[])?;
    press(page, "button", "Cancel")?;
    press(page, "button", "Edit result")?;
    page.by_role("textbox", "Result")?;
    if !page.all_named("button", "Dictate: Result")?.is_empty() {
        fail!("dictation is offered where there is none");
    }
    in_the_report(world)?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// Before anybody listens, it is said who may get the sound.
fn told_who_listens(world: &World) -> Result<()> {
    let page = world.page()?;
    press(page, "button", "Dictate: Result")?;
    says(page, "who may get the sound", "maker of this browser")?;
    if page.run("return window.heard.length;", &[])? != 0 {
        fail!("somebody listens before anybody has agreed");
    }
    accessible(world)?;
    press(page, "button", "Start dictating")?;
    listens(page, 1)?;
    let tag = page.run("return window.heard[0].lang;", &[])?;
    if tag != "en-US" {
        fail!("{tag} is listened for");
    }
    Ok(())
}

fn two_sentences(world: &World) -> Result<()> {
    let page = world.page()?;
    page.run("window.heard[0].say('they like', false);", &[])?;
    says(page, "what is heard so far", "Heard so far: they like")?;
    accessible(world)?;
    stands(page, "")?;
    page.run("window.heard[0].say('They like the sample.', true);", &[])?;
    stands(page, "They like the sample.")?;
    // After a pause it listens on.
    page.run("window.heard[0].tell('end');", &[])?;
    listens(page, 2)?;
    page.run("window.heard[1].say(' And want two ', true);", &[])?;
    stands(page, "They like the sample. And want two")?;
    press(page, "button", "Dictate: Result")?;
    page.wait("nobody to listen", "return !document.querySelector('.dictation-press[aria-pressed=true]');", &[])?;
    // Where the caret stands, the next words go.
    page.run(
        "const area = document.querySelector('textarea'); area.setSelectionRange(4, 4);
         document.querySelector('.dictation-press').click();",
        &[],
    )?;
    listens(page, 3)?;
    page.run("window.heard[2].say('really', true); window.heard[2].tell('end');", &[])?;
    listens(page, 4)?;
    stands(page, "They really like the sample. And want two")?;
    page.run("document.querySelector('.dictation-press').click();", &[])?;
    press(page, "button", "Save")?;
    says(page, "what came of it", "They really like the sample. And want two")?;
    world.wait_saved()?;
    page.reload()?;
    says(page, "kept", "They really like the sample. And want two")?;
    page.run(EARS, &[])?;
    press(page, "button", "Edit result")
}

/// What goes wrong is said, and nothing of the text is lost.
fn refusals(page: &Session) -> Result<()> {
    let wrongs = [
        ("not-allowed", "does not allow the microphone"),
        ("network", "Dictation needs a connection"),
        ("no-speech", "Nothing was heard"),
        ("language-not-supported", "Dictation ended: language-not-supported"),
    ];
    for (count, (code, words)) in (1..).zip(wrongs) {
        press(page, "button", "Dictate: Result")?;
        listens(page, count)?;
        page.run("window.heard.at(-1).fail(arguments[0]);", &[code.into()])?;
        says(page, "what is wrong", words)?;
        page.wait("nobody to listen", "return !document.querySelector('.dictation-press[aria-pressed=true]');", &[])?;
    }
    stands(page, "They really like the sample. And want two")
}

/// The insight of the day is dictated, too.
fn in_the_report(world: &World) -> Result<()> {
    let page = world.open("reports/day")?;
    page.run(EARS, &[])?;
    press(page, "button", "Fill in the report")?;
    press(page, "button", "Edit report")?;
    press(page, "button", "Dictate: Insight of the day")?;
    listens(page, 1)?;
    page.run("window.heard[0].say('Samples sell', false); window.heard[0].tell('end');", &[])?;
    let script = "return document.getElementById('day_reports-field-insight').value.endsWith('Samples sell');";
    page.wait("what was still open when it ended", script, &[]).map(drop)
}

/// Waits until somebody listens for the so manieth time.
fn listens(page: &Session, count: u32) -> Result<()> {
    let script = "return window.heard.length === arguments[0]
        && document.querySelectorAll('.dictation-press[aria-pressed=true]').length === 1;";
    page.wait(&format!("somebody to listen, turn {count}"), script, &[count.into()]).map(drop)
}

/// Waits until the result reads so.
fn stands(page: &Session, text: &str) -> Result<()> {
    let script = "return document.getElementById('visits-field-result').value === arguments[0];";
    page.wait(&format!("the result \"{text}\""), script, &[text.into()]).map(drop)
}
