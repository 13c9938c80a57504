//! The addresses to look at: those that every company has, and those found by following links.

use serde_json::Value;

use crate::Result;
use crate::serve::Server;
use crate::webdriver::Session;

/// Addresses that need no record. The last is not one of the application's.
const FIXED: &[&str] = &["", "import", "kpi", "history", "settings", "duplicates/accounts", "no-such-page"];

/// Pages of one record or of one collection: the first link of each kind is enough.
const KINDS: &[&str] =
    &["pipeline/", "deals/", "accounts/", "contacts/", "people/", "products/", "areas/", "history/", "merge/"];

/// Most addresses to look at: the pages of further collections are made from the same declaration.
const MOST: usize = 24;

/// Returns the addresses below the base path, found by following the links of the fixed ones.
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
            let kind = KINDS.iter().find(|&&kind| link.starts_with(kind) && link.len() > kind.len());
            let known = match kind {
                Some(&kind) => routes.iter().any(|route| route.starts_with(kind) && route.len() > kind.len()),
                None => routes.contains(&link) || link.contains('/'),
            };
            if !known && routes.len() < MOST {
                routes.push(link);
            }
        }
    }
    Ok(routes)
}

/// Turns an address into the name of a file.
pub fn slug(route: &str) -> String {
    let kind = KINDS.iter().find(|&&kind| route.starts_with(kind) && route.len() > kind.len());
    let name = kind.map_or(route, |kind| kind.trim_end_matches('/'));
    match name {
        "" => "home".to_owned(),
        _ if kind.is_some() => format!("{}-one", name.replace('/', "-")),
        _ => name.replace('/', "-"),
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
