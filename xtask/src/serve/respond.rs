//! Which file answers an address, and with which headers.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::build::{is_hashed, policy_of};
use crate::{Failure, Result};

/// A folder to serve.
#[derive(Debug, Clone)]
pub struct Site {
    folder: PathBuf,
    /// The path the site lies under, with a slash at both ends.
    pub base: String,
    /// The policy sent with every answer, where the site has one.
    policy: Option<String>,
    /// Whether a file is sent in brotli where that lies beside it.
    packed: bool,
}

/// What is sent back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: &'static str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn method_not_allowed() -> Self {
        Self::text("405 Method Not Allowed", "Only GET and HEAD.\n")
    }

    fn text(status: &'static str, text: &str) -> Self {
        let headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned())];
        Self { status, headers, body: text.as_bytes().to_vec() }
    }
}

impl Site {
    /// Opens a built site; its page says the policy.
    pub fn open(folder: PathBuf, base: &str) -> Result<Self> {
        let page = fs::read_to_string(folder.join("index.html"))
            .map_err(|error| Failure::from(error).during("dist/ holds no site, `cargo xtask build` makes one"))?;
        let policy = policy_of(&page).map(|policy| format!("{policy}; frame-ancestors 'none'"));
        Ok(Self { folder, base: base.to_owned(), policy, packed: false })
    }

    /// Opens any folder, served without a policy.
    pub fn plain(folder: PathBuf) -> Self {
        Self { folder, base: "/".to_owned(), policy: None, packed: false }
    }

    /// Sends a file in brotli wherever that lies beside it, without asking what the browser takes.
    #[must_use]
    pub fn packed(self) -> Self {
        Self { packed: true, ..self }
    }

    /// Answers a request for a path.
    pub(super) fn answer(&self, target: &str, wants_page: bool) -> Answer {
        let path = target.split(['?', '#']).next().unwrap_or(target);
        let Some(inside) = path.strip_prefix(self.base.as_str()) else {
            return Answer::text("404 Not Found", "Not below this site's base path.\n");
        };
        let file = self.file(inside);
        let page = self.folder.join("index.html");
        let looks_like_file = inside.rsplit('/').next().is_some_and(|last| last.contains('.'));
        let found = match file {
            Some(file) if file.is_file() => file,
            _ if inside.is_empty() || (wants_page && !looks_like_file) => page,
            _ => return self.dressed(Answer::text("404 Not Found", "No such file.\n"), inside),
        };
        let mut headers = vec![("Content-Type", content_type(&found).to_owned())];
        let mut read = fs::read(&found);
        if self.packed
            && let Ok(body) = fs::read(with_end(&found, ".br"))
        {
            headers.push(("Content-Encoding", "br".to_owned()));
            read = Ok(body);
        }
        match read {
            Ok(body) => self.dressed(Answer { status: "200 OK", headers, body }, inside),
            Err(_) => Answer::text("500 Internal Server Error", "The file cannot be read.\n"),
        }
    }

    /// Returns the file of a path, unless the path would leave the folder.
    fn file(&self, inside: &str) -> Option<PathBuf> {
        let decoded = percent_decoded(inside)?;
        let path = Path::new(&decoded);
        let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
        (plain && !decoded.is_empty()).then(|| self.folder.join(path))
    }

    fn dressed(&self, mut answer: Answer, name: &str) -> Answer {
        let long = is_hashed(name) && answer.status.starts_with("200");
        let life = if long { "public, max-age=31536000, immutable" } else { "no-cache" };
        answer.headers.push(("Cache-Control", life.to_owned()));
        answer.headers.push(("X-Content-Type-Options", "nosniff".to_owned()));
        answer.headers.push(("Referrer-Policy", "no-referrer".to_owned()));
        if let Some(policy) = &self.policy {
            answer.headers.push(("Content-Security-Policy", policy.clone()));
        }
        answer
    }
}

/// Returns the path with an ending more.
fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let pair = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|kind| kind.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "csv" => "text/csv; charset=utf-8",
        "ftl" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::Site;

    fn status(path: &str, wants_page: bool) -> &'static str {
        let folder = std::env::temp_dir().join(format!("fieldbook-serve-{}", std::process::id()));
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("index.html"), "x")).ok();
        let mut site = Site::plain(folder);
        site.base = "/x/".to_owned();
        site.answer(path, wants_page).status
    }

    #[test]
    fn addresses_get_the_page_and_missing_files_do_not() {
        assert_eq!(status("/x/", true), "200 OK");
        assert_eq!(status("/x/pipeline/7?who=me", true), "200 OK");
        assert_eq!(status("/x/missing.js", true), "404 Not Found");
        assert_eq!(status("/x/pipeline/7", false), "404 Not Found");
        assert_eq!(status("/other", true), "404 Not Found");
        assert_eq!(status("/x/%2e%2e/Cargo.toml", true), "404 Not Found");
    }
}
