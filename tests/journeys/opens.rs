//! The application opens: without errors, at every address, and without a network.

use xtask::{Result, fail};

use crate::world::{Outcome, World};

/// The first page is filled, and neither the console nor the policy has anything to say.
pub(crate) fn without_errors(world: &mut World) -> Result<Outcome> {
    world.open("")?.by_role("main", "")?;
    world.expect_quiet_console()?;
    the_policy_holds(world)?;
    world.expect_accessible()?;
    Ok(Outcome::Done)
}

/// Once kept, every address opens without a network, also in a browser that was closed.
pub(crate) fn offline(world: &mut World) -> Result<Outcome> {
    world.open("")?;
    world.wait_kept_offline()?;
    world.server.go_offline();
    world.open("kpi")?.by_role("main", "")?;
    world.restart_browser()?;
    world.open("history")?.by_role("main", "")?;
    Ok(Outcome::Done)
}

/// A deep link opens from the host, and a missing file is not answered with the page.
pub(crate) fn deep_links(world: &mut World) -> Result<Outcome> {
    let page = world.open("accounts")?;
    let status = "return (await fetch('missing.js')).status;";
    if page.run(status, &[])? != 404 {
        fail!("a missing file is not answered with 404");
    }
    Ok(Outcome::Done)
}

/// Script that arrives as text does not run: neither as code, nor as markup, nor as an address.
fn the_policy_holds(world: &World) -> Result<()> {
    let script = "
        const refused = (work) => { try { work(); return false; } catch { return true; } };
        const box = document.createElement('div');
        const markup = (text) => refused(() => { box.innerHTML = text; });
        if (!globalThis.trustedTypes) return 'ok';
        if (markup('<p class=\"a\">static <a href=\"kpi\">link</a></p>')) return 'plain markup is refused';
        if (!markup('<img src=x onerror=\"globalThis.ran = 1\">')) return 'an event attribute passes';
        if (!markup('<script>globalThis.ran = 1</script>')) return 'a script passes';
        if (!markup('<a href=\"javascript:globalThis.ran=1\">x</a>')) return 'a javascript: address passes';
        if (!markup('<a href=\"java&#115;cript:globalThis.ran=1\">x</a>')) return 'a hidden address passes';
        if (!refused(() => new Worker('https://elsewhere.example/x.js'))) return 'a foreign worker passes';
        return 'ok';";
    let verdict = world.page()?.run(script, &[])?;
    if verdict != "ok" {
        fail!("the page's policy: {verdict}");
    }
    Ok(())
}
