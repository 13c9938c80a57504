//! What the application hands out as files, taken by a journey.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use xtask::{Result, fail, project};

use crate::world::World;

/// Keeps what is handed out in the page, in browsers that do not say where downloads go. On the window itself: in
/// Firefox each script has a global object of its own.
const CATCH: &str = "
    if (window.caught) return true;
    window.caught = [];
    const blobs = new Map(), make = URL.createObjectURL, click = HTMLAnchorElement.prototype.click;
    URL.createObjectURL = (blob) => { const url = make.call(URL, blob); blobs.set(url, blob); return url; };
    HTMLAnchorElement.prototype.click = function () {
        if (this.download && blobs.has(this.href)) window.caught.push([this.download, blobs.get(this.href)]);
        else click.call(this);
    };
    return true;";

/// The names and bytes of what was caught since the last time.
const CAUGHT: &str = "
    const files = (window.caught ?? []).splice(0);
    return await Promise.all(files.map(async ([name, blob]) => [name, [...new Uint8Array(await blob.arrayBuffer())]]));";

/// Where the downloads of a journey go; removed when dropped.
pub(crate) struct Downloads {
    folder: PathBuf,
    is_chromium: bool,
}

impl Downloads {
    /// Takes what is handed out from now on. In other browsers than Chromium [`Self::catch`] is needed, too.
    pub(crate) fn of(world: &World, name: &str) -> Result<Self> {
        let folder = project::cargo_target().join(format!("downloads-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let folder = fs::canonicalize(folder)?;
        let is_chromium = world.is_chromium();
        if is_chromium {
            world.page()?.download_into(&folder)?;
        }
        Ok(Self { folder, is_chromium })
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes ready to take what the page that is shown will hand out.
    pub(crate) fn catch(&self, world: &World) -> Result<()> {
        if self.is_chromium { Ok(()) } else { world.page()?.run(CATCH, &[]).map(drop) }
    }

    /// Waits for a whole file whose name ends so, and begins so.
    pub(crate) fn wait(&self, world: &World, start: &str, ending: &str) -> Result<PathBuf> {
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            self.gather(world)?;
            for entry in self.folder.read_dir()? {
                let path = entry?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if name.starts_with(start) && name.ends_with(ending) {
                    return Ok(path);
                }
            }
            if Instant::now() > until {
                fail!("no file \"{start}…{ending}\" was downloaded");
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits for a file, and puts it away under a name of its own, so that the next of its kind is told apart.
    pub(crate) fn take(&self, world: &World, ending: &str, kept: &str) -> Result<PathBuf> {
        let file = self.wait(world, "", ending)?;
        let away = self.folder.join(kept);
        fs::rename(file, &away)?;
        Ok(away)
    }

    /// Writes what the page caught into the folder.
    fn gather(&self, world: &World) -> Result<()> {
        if self.is_chromium {
            return Ok(());
        }
        let caught = world.page()?.run(CAUGHT, &[])?;
        for file in caught.as_array().into_iter().flatten() {
            let (name, bytes) = (file.get(0).and_then(Value::as_str), file.get(1).and_then(Value::as_array));
            let bytes =
                bytes.into_iter().flatten().filter_map(|byte| u8::try_from(byte.as_u64()?).ok()).collect::<Vec<_>>();
            fs::write(self.folder.join(name.unwrap_or("unnamed")), bytes)?;
        }
        Ok(())
    }
}

impl Drop for Downloads {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.folder));
    }
}
