//! Browser tests: `wasm-bindgen-test` in a headless browser.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::tally::Tally;
use crate::setup::BuildTools;
use crate::webdriver::{Engine, chromium_flags};
use crate::{Result, project, run};

/// Runs every test target of the application whose name starts with `browser`.
pub(super) fn run(tally: &mut Tally, tools: &BuildTools, engine: &Engine) -> Result<()> {
    let name = format!("browser tests in {}", engine.name());
    let targets = targets(tools)?;
    if targets.is_empty() {
        tally.skip(&name, "the package has no test target named `browser...` yet");
        return Ok(());
    }
    let folder = project::cargo_target().join("browser-tests");
    fs::create_dir_all(&folder)?;
    let settings = folder.join(format!("{}.json", engine.name()));
    fs::write(&settings, webdriver_settings(engine).to_string())?;

    let mut command = tools.toolchain.cargo();
    development(&mut command);
    // Not `--quiet`: cargo would hand that on to the test runner, which does not know it.
    command.args(["test", "--package", "fieldbook", "--no-fail-fast"]);
    command.args(["--target", "wasm32-unknown-unknown"]);
    for target in &targets {
        command.args(["--test", target]);
    }
    let runner = tools.command("wasm-bindgen-test-runner")?;
    command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner.get_program())
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings);
    match engine {
        Engine::Chromium(chromium) => command.env("CHROMEDRIVER", &chromium.driver),
        Engine::Firefox(firefox) => command.env("GECKODRIVER", &firefox.driver),
        Engine::WebKit(webkit) => {
            command = with_display(&webkit.display, &command);
            command.env("SAFARIDRIVER", &webkit.driver).env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
        }
    };
    tally.runner(&name, &mut command);
    Ok(())
}

/// Makes a build for wasm32 quick: with erased component types it takes a third of the time.
pub(super) fn development(command: &mut Command) {
    command.current_dir(project::root()).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "--cfg erase_components");
}

fn targets(tools: &BuildTools) -> Result<Vec<String>> {
    let mut command = tools.toolchain.cargo();
    command.args(["metadata", "--no-deps", "--format-version=1"]).current_dir(project::root());
    let metadata: Value = serde_json::from_str(&run::output(&mut command)?)?;
    let list = |value: &Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
    let packages = list(&metadata, "packages");
    let own = packages.iter().filter(|package| package["name"] == "fieldbook");
    let targets = own.flat_map(|package| list(package, "targets"));
    let tests = targets.filter(|target| target["kind"] == json!(["test"]));
    let names = tests.filter_map(|target| target["name"].as_str().map(str::to_owned));
    Ok(names.filter(|name| name.starts_with("browser")).collect())
}

fn webdriver_settings(engine: &Engine) -> Value {
    match engine {
        Engine::Chromium(chromium) => json!({
            "goog:chromeOptions": { "binary": chromium.browser, "args": chromium_flags() },
        }),
        Engine::Firefox(firefox) => json!({
            "moz:firefoxOptions": { "binary": firefox.browser, "args": ["-headless"] },
        }),
        Engine::WebKit(webkit) => json!({
            "webkitgtk:browserOptions": { "binary": webkit.browser, "args": ["--automation"] },
        }),
    }
}

/// The same command with a display lent to it. It is lent to the whole run and not to the driver
/// alone: the test runner kills its driver, and a display started below that would stay.
fn with_display(display: &Path, command: &Command) -> Command {
    let mut lent = Command::new(display);
    lent.arg("-a").arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => lent.env(name, value),
            None => lent.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        lent.current_dir(folder);
    }
    lent
}
