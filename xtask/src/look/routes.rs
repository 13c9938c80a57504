//! The addresses to look at: every page there is, and of each kind of record the first one.

use serde_json::Value;

use crate::Result;
use crate::serve::Server;
use crate::webdriver::Session;

/// Addresses that nothing links to, or that say what others lead to. The last is not one of the
/// application's.
const FIXED: &[&str] = &["", "records", "import", "fields", "fields/new", "no-such-page"];

/// Returns the addresses below the base path, found by following links: every page without a
/// record, and of the pages of records one for each collection.
pub fn discover(page: &Session, server: &Server) -> Result<Vec<String>> {
    let mut routes: Vec<String> = FIXED.iter().map(|&route| route.to_owned()).collect();
    let mut next = 0;
    while let Some(route) = routes.get(next).cloned() {
        next += 1;
        page.goto(&server.url(&route))?;
        if page.wait_ready().is_err() {
            continue;
        }
        for link in links(page)? {
            if !routes.iter().any(|have| kind(have) == kind(&link)) {
                routes.push(link);
            }
        }
    }
    Ok(routes)
}

/// What a board looks like beside its usual face: in lanes, as a strip, as it was, and the list behind it.
pub fn boards(page: &Session) -> Result<Vec<String>> {
    let script = "const before = (days) => new Date(Date.now() - days * 86400000).toISOString().slice(0, 10);
        return [before(80), before(170)];";
    let days = page.run(script, &[])?;
    let day = |at: usize| days.get(at).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(vec![
        "pipeline?lanes=owner".to_owned(),
        "pipeline?zoom=40".to_owned(),
        "pipeline?zoom=0".to_owned(),
        format!("pipeline?at={}&with={}", day(0), day(1)),
        format!("deals?at={}", day(0)),
    ])
}

/// What the days of somebody who visits customers look like with the map: a week, a day, today, what is covered; and
/// as a timeline, of a week and of all people.
pub fn days(page: &Session, server: &Server) -> Result<Vec<String>> {
    page.goto(&server.url("visits/plan?view=timeline&rows=people"))?;
    page.wait_ready()?;
    let script = "return document.querySelector('.week-visit')?.closest('[data-person]').dataset.person;";
    let person = page.wait("somebody with a visit", script, &[])?;
    let person = person.as_str().unwrap_or_default();
    let views = ["plan?view=week&map=yes", "plan?map=yes", "today?map=yes", "coverage?map=yes", "plan?view=timeline"];
    let mut all: Vec<String> = views.iter().map(|view| format!("visits/{view}&person={person}")).collect();
    all.push("visits/plan?view=timeline&rows=people".to_owned());
    Ok(all)
}

/// An address with a sign in the place of each record and day.
fn kind(route: &str) -> String {
    // Whose days they are differs from run to run.
    let route = route.split("&person=").next().unwrap_or_default();
    let parts = route.split('/').map(|part| if is_id(part) || is_day(part) { "one" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// Whether a part of an address is the id of a record.
fn is_id(part: &str) -> bool {
    part.len() > 20 && part.bytes().all(|sign| sign.is_ascii_hexdigit() || sign == b'-')
}

/// Whether a part of an address is a day: `2026-11-25`.
fn is_day(part: &str) -> bool {
    let part = part.split('?').next().unwrap_or_default();
    part.len() == 10
        && part.bytes().enumerate().all(|(at, sign)| sign.is_ascii_digit() || ([4, 7].contains(&at) && sign == b'-'))
}

/// Turns an address into the name of a file.
pub fn slug(route: &str) -> String {
    match kind(route).as_str() {
        "" => "home".to_owned(),
        // Days differ from run to run.
        name => name
            .replace(|sign: char| sign.is_ascii_digit() && name.contains("at="), "")
            .replace(['/', '?', '&', '='], "-"),
    }
}

/// Returns the page's links within the application, without queries.
fn links(page: &Session) -> Result<Vec<String>> {
    let script = "const base = new URL(document.baseURI);
        const inside = [...document.querySelectorAll('a[href]')].map((a) => new URL(a.getAttribute('href'), base))
            .filter((url) => url.origin === base.origin && url.pathname.startsWith(base.pathname))
            .filter((url) => !url.hash && !url.pathname.split('/').pop().includes('.'))
            .map((url) => url.pathname.slice(base.pathname.length));
        return [...new Set(inside)];";
    let found = page.run(script, &[])?;
    let list = found.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn pictures_are_named_by_the_kind_of_their_page() {
        let id = "01932c07-a2d4-7c00-8000-0123456789ab";
        for (route, name) in [
            (String::new(), "home"),
            ("order_lines/new".to_owned(), "order_lines-new"),
            (format!("deals/{id}"), "deals-one"),
            ("pipeline?zoom=40".to_owned(), "pipeline-zoom-40"),
            ("deals?at=2026-01-31".to_owned(), "deals-at---"),
            (format!("merge/accounts/{id}/{id}"), "merge-accounts-one-one"),
            (format!("visits/today?map=yes&person={id}"), "visits-today-map-yes"),
        ] {
            assert_eq!(slug(&route), name);
        }
    }
}
