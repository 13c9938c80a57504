//! What is painted before any other file has come: a sheet and a script within the page, and what they dress.
//!
//! The joined sheet is linked behind that, so that the first paint does not wait for it. The policy
//! names sheet and script within the page by their digests: no other one is applied or run.

use super::digest::integrity;
use super::finish::plain_sheet;
use crate::{Result, fail};

/// The sheet that Trunk has put into the page.
const SHEET: (&str, &str) = ("<style>", "</style>");
/// The link to the joined sheet.
const LINK: (&str, &str) = ("<link rel=\"stylesheet\"", ">\n");
/// The end of what is painted first.
const PAINTED: &str = "</main>\n";
/// What the policy says of sheets.
const POLICY: &str = "style-src 'self'";
/// The script that runs before the first paint, as the page names it.
const SCRIPT: &str = "<script src=\"boot.js\"></script>";
/// What the policy says of scripts.
const SCRIPTS: &str = "script-src 'self'";

/// Makes a page paint before `sheets`, the joined sheet, has come: with the values that its tokens have there.
pub(super) fn paint(page: &str, sheets: &str) -> Result<String> {
    let (before, sheet, after) = cut(page, SHEET)?;
    let sheet = valued(&plain_sheet(sheet), sheets)?;
    let digest = integrity(sheet.as_bytes());
    let page = [before, SHEET.0, &sheet, SHEET.1, after].concat();
    let (before, link, after) = cut(&page, LINK)?;
    let page = [before, after].concat();
    if !page.contains(POLICY) || !page.contains(PAINTED) {
        fail!("index.html lacks `{POLICY}` or a main element");
    }
    let behind = [PAINTED, LINK.0, link, LINK.1].concat();
    Ok(page.replacen(POLICY, &format!("{POLICY} '{digest}'"), 1).replacen(PAINTED, &behind, 1))
}

/// Puts the script that runs before the first paint into a page, which waits for no other file then.
pub(super) fn boot(page: &str, script: &str) -> Result<String> {
    // What would end the script within the page, or begin what hides its end.
    if let Some(mark) = ["</script", "<!--"].into_iter().find(|mark| script.to_lowercase().contains(mark)) {
        fail!("public/boot.js: `{mark}` cannot stand within a page");
    }
    if !page.contains(SCRIPT) || !page.contains(SCRIPTS) {
        fail!("index.html lacks `{SCRIPT}` or `{SCRIPTS}`");
    }
    let digest = integrity(script.as_bytes());
    let page = page.replacen(SCRIPT, &["<script>", script, "</script>"].concat(), 1);
    Ok(page.replacen(SCRIPTS, &format!("{SCRIPTS} '{digest}'"), 1))
}

/// Cuts a page into what is before two marks, between them and after them.
fn cut<'a>(page: &'a str, marks: (&str, &str)) -> Result<(&'a str, &'a str, &'a str)> {
    let found = page.split_once(marks.0).and_then(|(before, rest)| {
        let (between, after) = rest.split_once(marks.1)?;
        Some((before, between, after))
    });
    let Some(found) = found else { fail!("index.html lacks {}", marks.0) };
    Ok(found)
}

/// Puts the value of each token in its place: the first that is declared, which holds on any screen.
fn valued(sheet: &str, sheets: &str) -> Result<String> {
    let mut out = String::new();
    let mut rest = sheet;
    while let Some((before, from)) = rest.split_once("var(") {
        let Some((name, after)) = from.split_once(')') else { fail!("style/first.css: a token without end") };
        let value = sheets.split_once(&format!("{name}:")).and_then(|(_, value)| value.split_once(';'));
        let Some((value, _)) = value else { fail!("style/first.css: no sheet declares {name}") };
        out.extend([before, value.trim()]);
        rest = after;
    }
    Ok(out + rest)
}

#[cfg(test)]
mod tests {
    use super::{boot, paint, valued};

    const SHEETS: &str = ":root {\n--paper: light-dark(white, black);\n--ink: blue;\n}\n";

    #[test]
    fn tokens_become_their_values() {
        let sheet = valued("a { color: var(--ink); background: var(--paper) }", SHEETS).expect("all are declared");
        assert_eq!(sheet, "a { color: blue; background: light-dark(white, black) }");
        assert!(valued("a { color: var(--other); }", SHEETS).is_err());
    }

    #[test]
    fn the_joined_sheet_comes_behind_what_is_painted_first() {
        let page = "<meta content=\"style-src 'self'; x\">\n<style>a {\n}</style>\n\
            <link rel=\"stylesheet\" href=\"s.css\">\n<main>F</main>\n</body>\n";
        // The digest is that of `printf 'a {\n}\n' | openssl dgst -sha256 -binary | base64`.
        let wanted = "<meta content=\"style-src 'self' 'sha256-K7dMPLiKDDDmX2T5yurh9VbGi+8BiAEe6jIA1E50+g0='; x\">\n<style>a {\n}\n</style>\n\
            <main>F</main>\n<link rel=\"stylesheet\" href=\"s.css\">\n</body>\n";
        assert_eq!(paint(page, SHEETS).expect("has all parts"), wanted);
    }
    #[test]
    fn the_first_script_stands_in_the_page_and_in_its_policy() {
        let page = "<meta content=\"script-src 'self' 'x'\">\n<script src=\"boot.js\"></script>\n";
        // The digest is that of `printf 'a();\n' | openssl dgst -sha256 -binary | base64`.
        let wanted = "<meta content=\"script-src 'self' 'sha256-+WSChHudm5wpCSQagnxrPYQLCTKIKepXJrCCQYCpbMY=' 'x'\">\n<script>a();\n</script>\n";
        assert_eq!(boot(page, "a();\n").expect("has all parts"), wanted);
        assert!(boot(page, "a('</SCRIPT>')").is_err());
        assert!(boot("<script src=\"boot.js\"></script>", "a();").is_err());
    }
}
