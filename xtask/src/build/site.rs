//! What the site is: its addresses, its policy, and the files written for hosts.

use fieldbook::ui::route::Route;

use crate::{Result, fail};

/// What connect-src allows when no server is named.
const ANY_SERVER: &str = "https: http://127.0.0.1:* http://localhost:*";
/// What img-src allows beyond the page's own when no tile server is named.
const ANY_TILES: &str = "img-src 'self' data: blob: https:";

/// Checks the path a site lies under.
pub(super) fn base_path(text: &str) -> Result<String> {
    if !text.starts_with('/') || !text.ends_with('/') {
        fail!("--base wants a path with a slash at both ends, like /fieldbook/; got `{text}`");
    }
    Ok(text.to_owned())
}

/// Checks the origin of a server.
pub(super) fn origin(text: &str) -> Result<String> {
    let bare = text.trim_end_matches('/');
    let rest = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://"));
    match rest {
        Some(host) if !host.is_empty() && !host.contains(['/', ' ', ';', ',', '"', '\'']) => Ok(bare.to_owned()),
        _ => fail!("an origin looks like https://crm.example.org; got `{text}`"),
    }
}

/// Narrows the policy in a page to the named servers.
pub(super) fn narrow(page: &str, connect: &[String], tiles: &[String]) -> Result<String> {
    let mut page = page.to_owned();
    if !page.contains(ANY_SERVER) || !page.contains(ANY_TILES) {
        fail!("index.html has no policy to narrow: connect-src or img-src is not as expected");
    }
    if !connect.is_empty() {
        page = page.replacen(ANY_SERVER, &connect.join(" "), 1);
    }
    if !tiles.is_empty() {
        let own = ANY_TILES.trim_end_matches("https:");
        page = page.replacen(ANY_TILES, &format!("{own}{}", tiles.join(" ")), 1);
    }
    Ok(page)
}

/// Reads the policy out of a page.
pub fn policy_of(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?;
    rest.split_once('"').map(|(policy, _)| policy)
}

/// Returns the `_headers` file: the policy, and a long life for hashed files.
pub(super) fn headers(template: &str, policy: &str, base: &str, hashed: &[String]) -> String {
    let mut text = template.replace("{policy}", policy).replace("\n/*\n", &format!("\n{base}*\n"));
    for file in hashed {
        text.extend([base, file, "\n  Cache-Control: public, max-age=31536000, immutable\n"]);
    }
    text
}

/// Returns the `_redirects` file: every address of the application gets the page.
///
/// Anything else that is not a file stays a 404, so a missing asset never turns into a page. The page
/// goes by the name of its folder: hosts redirect `index.html` there.
pub(super) fn redirects(template: &str, base: &str) -> String {
    let lines = |part: String| [format!("{base}{part} {base} 200\n"), format!("{base}{part}/* {base} 200\n")];
    template.to_owned() + &Route::parts().into_iter().flat_map(lines).collect::<String>()
}

#[cfg(test)]
mod tests {
    use fieldbook::ui::route::Route;

    use super::{narrow, origin, policy_of, redirects};

    const PAGE: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'self' \
        https: http://127.0.0.1:* http://localhost:*; img-src 'self' data: blob: https:; x\">";

    #[test]
    fn naming_servers_narrows_the_policy() {
        let one = narrow(PAGE, &["https://a.example".to_owned()], &[]).unwrap_or_default();
        let policy = policy_of(&one).unwrap_or_default();
        assert_eq!(policy, "connect-src 'self' https://a.example; img-src 'self' data: blob: https:; x");
        let two = narrow(PAGE, &[], &["https://t.example".to_owned()]).unwrap_or_default();
        assert!(two.contains("blob: https://t.example; x"));
    }

    #[test]
    fn an_origin_cannot_smuggle_a_directive() {
        assert!(origin("https://a.example/").is_ok());
        assert!(origin("https://a.example; script-src *").is_err());
        assert!(origin("a.example").is_err());
    }

    #[test]
    fn every_address_is_answered_with_the_page_and_files_are_not() {
        let rules = redirects("# x\n", "/x/");
        let answered = |path: &str| {
            rules.lines().skip(1).any(|line| {
                let Some((from, to)) = line.split_once(' ') else { return false };
                let hit = from.strip_suffix('*').map_or(from == path, |start| path.starts_with(start));
                hit && to == "/x/ 200"
            })
        };
        for route in Route::all().iter().filter(|route| **route != Route::Home) {
            assert!(answered(&format!("/x/{}", route.path())), "{route:?}");
        }
        assert!(answered("/x/pipeline/0197f000-0000-7000-8000-000000000001"));
        for file in ["/x/missing.js", "/x/icons/missing.png", "/x/sw.js", "/deals"] {
            assert!(!answered(file), "{file}");
        }
    }
}
