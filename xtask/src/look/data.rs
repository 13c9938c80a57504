//! Brings data into the application the way people do: the demo company from the welcome, files
//! through the import page.

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::serve::Server;
use crate::webdriver::Session;
use crate::{Result, fail};

/// Goes one step further on the import page. Answers "done" when the page offers to go on to the
/// board, the text of an alert when there is one, or "" while there is more to do.
const STEP: &str = "
    const main = document.querySelector('main:not(.loading)');
    const alert = main?.querySelector('[role=alert]');
    if (alert?.innerText.trim()) return 'stopped: ' + alert.innerText;
    if (!location.pathname.includes('import') || main?.querySelector('a[href*=\"pipeline/\"]')) return 'done';
    if (main?.querySelector('progress, [aria-busy=true]')) return '';
    const act = [...(main?.querySelectorAll('button.button-primary:not([disabled])') ?? [])].pop();
    act?.click();
    return '';";

/// Presses the way into the demo company, then the one that makes it, in whatever language.
const DEMO: &str = "
    const dialog = document.querySelector('dialog[open]');
    const act = dialog ? dialog.querySelector('button.button-primary:not([disabled])')
        : document.querySelector('section[aria-labelledby=way-demo] button');
    if (!dialog?.querySelector('progress')) act?.click();
    const saved = document.querySelector('[role=status]')?.dataset.state === 'saved';
    return Boolean(document.querySelector('.demo-note')) && !dialog && saved;";

/// Makes the demo company in the language that the browser was dressed in.
pub fn demo(page: &Session, server: &Server) -> Result<()> {
    page.goto(&server.url(""))?;
    page.wait_ready()?;
    page.wait_for("the demo company to be made and kept", Duration::from_mins(1), DEMO, &[]).map(drop)
}

/// Waits, as a person does who is asked by the browser whether to leave, until what was done is
/// stored. Where that never comes to pass, what follows will show it.
pub fn let_it_save(page: &Session) {
    let script = "return document.querySelector('[role=status]')?.dataset.state !== 'waiting';";
    drop(page.wait("what was done to be stored", script, &[]));
}

/// Imports files on the import page, taking every suggestion, until they are in.
pub fn import(page: &Session, server: &Server, files: &[PathBuf]) -> Result<()> {
    page.goto(&server.url("import"))?;
    page.wait_ready()?;
    page.by_css("main input[type=file]")?.upload(files)?;
    let deadline = Instant::now() + Duration::from_mins(2);
    loop {
        match page.run(STEP, &[])? {
            Value::String(state) if state == "done" => {
                let_it_save(page);
                return Ok(());
            }
            Value::String(state) if !state.is_empty() => fail!("{state}"),
            _ if Instant::now() > deadline => fail!("the import did not end in two minutes"),
            // The page needs a moment to show its next step before it is asked again.
            _ => thread::sleep(Duration::from_millis(250)),
        }
    }
}
