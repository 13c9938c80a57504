//! Cells to CSV text: quoted where needed, guarded against formulas, lines ended as RFC 4180 says.

use super::guard;

/// Writes rows of cells.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    text: String,
}

impl Writer {
    /// Adds a row.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        let start = self.text.len();
        let mut count = 0;
        for cell in cells {
            if count > 0 {
                self.text.push(',');
            }
            count += 1;
            let guard = if guard::needs(cell) { "'" } else { "" };
            let quote = cell.contains([',', ';', '\t', '|', '"', '\n', '\r']);
            if quote {
                self.text.push('"');
                self.text.push_str(guard);
                self.text.push_str(&cell.replace('"', "\"\""));
                self.text.push('"');
            } else {
                self.text.push_str(guard);
                self.text.push_str(cell);
            }
        }
        // An empty line would not be read as a row.
        if self.text.len() == start && count > 0 {
            self.text.push_str("\"\"");
        }
        self.text.push_str("\r\n");
    }

    /// The text so far.
    pub fn finish(self) -> String {
        self.text
    }
}
