//! What the site is: its addresses, its policy, and the files written for hosts.

use crate::{Result, fail};

/// The addresses of the application, as patterns of hosts: `*` stands for the rest.
///
/// Hosts answer these with the page and anything else that is not a file with 404, so a missing
/// asset never turns into a page.
pub const ROUTES: &[&str] = &[
    "pipeline/*",
    "visits/*",
    "reports/*",
    "sign",
    "kpi",
    "duplicates/*",
    "merge/*",
    "targets",
    "forecast",
    "accounts",
    "accounts/*",
    "contacts",
    "contacts/*",
    "deals",
    "deals/*",
    "people",
    "people/*",
    "products",
    "products/*",
    "areas",
    "areas/*",
    "pipelines",
    "pipelines/*",
    "activities",
    "activities/*",
    "advance_payments",
    "advance_payments/*",
    "advances",
    "advances/*",
    "allocations",
    "allocations/*",
    "approvals",
    "approvals/*",
    "budgets",
    "budgets/*",
    "commission_payments",
    "commission_payments/*",
    "commission_rules",
    "commission_rules/*",
    "competitors",
    "competitors/*",
    "credit_notes",
    "credit_notes/*",
    "currencies",
    "currencies/*",
    "expenses",
    "expenses/*",
    "invoices",
    "invoices/*",
    "leads",
    "leads/*",
    "market_totals",
    "market_totals/*",
    "order_lines",
    "order_lines/*",
    "orders",
    "orders/*",
    "organisations",
    "organisations/*",
    "policies",
    "policies/*",
    "policy_products",
    "policy_products/*",
    "reasons",
    "reasons/*",
    "receipts",
    "receipts/*",
    "receivables",
    "receivables/*",
    "returns",
    "returns/*",
    "shipments",
    "shipments/*",
    "signatures",
    "signatures/*",
    "sites",
    "sites/*",
    "stages",
    "stages/*",
    "targets/*",
    "views",
    "views/*",
    "visits",
    "records",
    "history",
    "history/*",
    "import",
    "sync",
    "settings",
];

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
pub(super) fn redirects(template: &str, base: &str) -> String {
    let lines = ROUTES.iter().map(|route| format!("{base}{route} {base}index.html 200\n"));
    template.to_owned() + &lines.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::{narrow, origin, policy_of};

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
}
