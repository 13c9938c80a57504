//! axe-core, the accessibility checker, in the page.

use std::sync::OnceLock;

use serde_json::Value;

use super::session::Session;
use crate::{Result, setup};

/// Runs axe on the whole page by the rules of WCAG 2.2 AA and returns a line per finding.
const CHECK: &str = "
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run(document, { runOnly: tags });
    return violations.flatMap(({ id, impact, help, nodes }) =>
        nodes.map((node) => `${id} (${impact}): ${help}: ${node.target.join(' ')} ${node.html.slice(0, 160)} ${node.failureSummary.replace(/\\s+/g, ' ')}`));";

impl Session {
    /// Returns the violations of the accessibility rules on the page, a line each.
    pub fn axe(&self) -> Result<Vec<String>> {
        static SOURCE: OnceLock<String> = OnceLock::new();
        let source = if let Some(source) = SOURCE.get() {
            source
        } else {
            let source = setup::axe_script()?;
            SOURCE.get_or_init(|| source)
        };
        let here = self.run("return typeof axe === 'object';", &[])?;
        if here != Value::Bool(true) {
            self.run(&format!("{source}\n;window.axe = axe;"), &[])?;
        }
        let found = self.run(CHECK, &[])?;
        let lines = found.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(lines.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}
