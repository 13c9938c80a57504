//! A new build waits until the person agrees.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use xtask::serve::{Server, Site};
use xtask::webdriver::Key;
use xtask::{Result, fail, project};

use crate::world::{Outcome, World};

/// The page in use keeps its build; the new one comes in when the person agrees.
pub(crate) fn when_agreed(world: &mut World) -> Result<Outcome> {
    let site = project::cargo_target().join("journey-updates");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    copy(&project::dist(), &site)?;
    world.server = Server::start(Site::open(site.clone(), "/")?)?;
    agreed_to(world, &site)?;
    fs::remove_dir_all(&site)?;
    Ok(Outcome::Done)
}

/// A new build arrives in the folder of a site while a form is half filled: agreed to, it waits until
/// the form is sent.
pub(crate) fn agreed_to(world: &World, site: &Path) -> Result<()> {
    world.open("")?;
    world.wait_kept_offline()?;
    let worker = fs::read_to_string(site.join("sw.js"))?;
    fs::write(site.join("sw.js"), worker.replace("const BUILD = \"", "const BUILD = \"next-"))?;
    let page = world.open("accounts/new")?;
    page.by_css(NAME)?.type_text("Half typed")?;
    page.wait("the new build to be announced", "return document.documentElement.dataset.update === 'ready';", &[])?;
    let waiting = "return (await caches.keys()).filter((name) => name.startsWith('fieldbook ')).length;";
    if page.run(waiting, &[])? != 2 {
        fail!("the old build is not kept beside the new one while the person has not agreed");
    }
    page.run("window.old = true;", &[])?;
    page.by_role("button", "Use it now")?.click()?;
    page.wait("the new build to wait", "return document.documentElement.dataset.update === 'agreed';", &[])?;
    thread::sleep(Duration::from_secs(2));
    let typed = "return window.old === true && document.querySelector(arguments[0])?.value === 'Half typed';";
    if page.run(typed, &[NAME.into()])? != true {
        fail!("the update took away what was half typed");
    }
    page.by_css(NAME)?.focus()?;
    page.press(&[Key::Enter])?;
    page.wait("the page to load again", "return window.old === undefined;", &[])?;
    page.wait_ready()?;
    let kept = "return document.querySelector('main').innerText.includes('Half typed');";
    page.wait("the account that was half typed", kept, &[])?;
    let one = "const names = (await caches.keys()).filter((name) => name.startsWith('fieldbook '));
        return names.length === 1 && names[0].includes('next-');";
    page.wait("only the new build to be kept", one, &[]).map(drop)
}

/// The first field of a form: the name of the record.
const NAME: &str = "main form input:not([type]), main form input[type=text]";

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
