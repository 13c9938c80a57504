//! Where things lie: the project's root, its outputs, and the tools outside it.

use std::env;
use std::path::{Path, PathBuf};

/// Returns the root of the project this command was started for.
pub fn root() -> PathBuf {
    let manifest =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or(manifest.clone(), Path::to_path_buf)
}

/// Returns the folder of the built site.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Returns the folder of the site with the application's side of the benchmarks, which is never
/// published.
pub fn bench_dist() -> PathBuf {
    output().join("bench-dist")
}

/// Returns the folder for what people look at (screenshots, failed journeys): always inside the
/// project, wherever cargo builds.
pub fn output() -> PathBuf {
    root().join("target")
}

/// Returns the folder that cargo builds into, for generated helper files.
pub fn cargo_target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(output, |dir| root().join(dir))
}

/// Returns the folder of the installed tools; `FIELDBOOK_TOOLS` overrides it.
pub fn tools() -> PathBuf {
    if let Some(dir) = env::var_os("FIELDBOOK_TOOLS") {
        return PathBuf::from(dir);
    }
    let home = env::var_os("HOME").map_or_else(|| PathBuf::from("/tmp"), PathBuf::from);
    home.join(".cache/fieldbook/tools")
}

/// Returns the folder of shared data sets, when it is there.
pub fn shared_data() -> Option<PathBuf> {
    let dir = root().join("../shared/data");
    dir.is_dir().then_some(dir)
}
