//! A new build waits until the person agrees.

use std::fs;
use std::path::Path;

use xtask::serve::{Server, Site};
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
    world.open("")?;
    world.wait_kept_offline()?;

    let worker = fs::read_to_string(site.join("sw.js"))?;
    fs::write(site.join("sw.js"), worker.replace("const BUILD = \"", "const BUILD = \"next-"))?;
    let page = world.open("")?;
    page.wait("the new build to be announced", "return document.documentElement.dataset.update === 'ready';", &[])?;
    let waiting = "return (await caches.keys()).filter((name) => name.startsWith('fieldbook ')).length;";
    if page.run(waiting, &[])? != 2 {
        fail!("the old build is not kept beside the new one while the person has not agreed");
    }
    page.run("window.old = true; dispatchEvent(new Event('fieldbook:apply-update'));", &[])?;
    page.wait("the page to load again", "return window.old === undefined;", &[])?;
    page.wait_ready()?;
    let one = "const names = (await caches.keys()).filter((name) => name.startsWith('fieldbook '));
        return names.length === 1 && names[0].includes('next-');";
    page.wait("only the new build to be kept", one, &[])?;
    fs::remove_dir_all(&site)?;
    Ok(Outcome::Done)
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) -> Result<()> {
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
