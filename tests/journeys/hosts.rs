//! Behind real web servers, by the recipes of the hosting guide, at the root and under a path.

use std::fs;
use std::path::PathBuf;

use xtask::build::{Options, PATH};
use xtask::serve::{Host, Kind};
use xtask::{Result, fail, project, setup};

use crate::updates;
use crate::world::{Outcome, World};

pub(crate) fn nginx_at_the_root(world: &mut World) -> Result<Outcome> {
    hosted(world, Kind::Nginx(setup::for_nginx()?), "nginx", "/")
}

pub(crate) fn nginx_under_a_path(world: &mut World) -> Result<Outcome> {
    hosted(world, Kind::Nginx(setup::for_nginx()?), "nginx", PATH)
}

pub(crate) fn caddy_at_the_root(world: &mut World) -> Result<Outcome> {
    hosted(world, Kind::Caddy(setup::for_caddy()?), "caddy", "/")
}

pub(crate) fn caddy_under_a_path(world: &mut World) -> Result<Outcome> {
    hosted(world, Kind::Caddy(setup::for_caddy()?), "caddy", PATH)
}

/// Deep links open, missing files are missing, types and lives are right; an update comes in; all
/// of it opens with the server gone.
fn hosted(world: &mut World, kind: Kind, name: &str, base: &str) -> Result<Outcome> {
    let place = if base == "/" { "root" } else { "path" };
    let folder = project::cargo_target().join("journey-hosts").join(format!("{name}-{place}"));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let (root, options) = (folder.join("root"), if base == "/" { Options::generic() } else { Options::under_a_path() });
    let site: PathBuf = root.join(base.trim_matches('/'));
    if !options.dist().join("index.html").is_file() {
        return Ok(Outcome::Skipped("the site for this path is not built: `cargo xtask test hosts` does it"));
    }
    updates::copy(&options.dist(), &site)?;
    world.host = Some(Host::start(kind, &root, base, folder.join("server"))?);

    let page = world.open("accounts")?;
    let heading = page.by_role("heading", "Accounts")?.text()?;
    if heading.is_empty() {
        fail!("a deep link opened something else");
    }
    answers(world)?;
    updates::agreed_to(world, &site)?;
    if let Some(host) = &mut world.host {
        host.go_offline();
    }
    world.open("kpi")?.by_role("main", "")?;
    world.restart_browser()?;
    world.open("history")?.by_role("main", "")?;
    fs::remove_dir_all(&folder)?;
    Ok(Outcome::Done)
}

/// What the server answers, by status, type and life.
fn answers(world: &World) -> Result<()> {
    let script = "const ask = async (path) => {
            const answer = await fetch(path, { cache: 'no-store' });
            const of = (name) => answer.headers.get(name) ?? '';
            return [answer.status, of('content-type').split(';')[0], of('cache-control'), of('x-content-type-options')];
        };
        const { js, wasm } = document.querySelector('script[data-wasm]').dataset;
        const loaded = (name) => new URL(name, document.baseURI).href;
        return {
            page: await ask('./'), deep: await ask('deals/0197f000-0000-7000-8000-000000000001'),
            worker: await ask('sw.js'), manifest: await ask('manifest.webmanifest'), texts: await ask('locales/en.ftl'),
            js: await ask(loaded(js)), wasm: await ask(loaded(wasm)), missing: await ask('missing.js'),
            absent: await ask('icons/missing-0123456789abcdef.png'),
        };";
    let found = world.page()?.run(script, &[])?;
    let lasting = "public, max-age=31536000, immutable";
    let want: &[(&str, u64, &[&str], &str)] = &[
        ("page", 200, &["text/html"], "no-cache"),
        ("deep", 200, &["text/html"], "no-cache"),
        ("worker", 200, &["text/javascript", "application/javascript"], "no-cache"),
        ("manifest", 200, &["application/manifest+json"], "no-cache"),
        ("texts", 200, &["text/plain"], "no-cache"),
        ("js", 200, &["text/javascript", "application/javascript"], lasting),
        ("wasm", 200, &["application/wasm"], lasting),
        ("missing", 404, &[], ""),
        ("absent", 404, &[], ""),
    ];
    for (name, status, types, life) in want {
        let answer = &found[*name];
        let kind = answer[1].as_str().unwrap_or("");
        let known = answer[2].as_str().unwrap_or("");
        let right = answer[0] == *status
            && (types.is_empty() || (types.contains(&kind) && known == *life && answer[3] == "nosniff"))
            && (*status == 200 || !known.contains("immutable"));
        if !right {
            fail!("{name}: the server answered {answer}, not {status} {types:?} {life}");
        }
    }
    Ok(())
}
