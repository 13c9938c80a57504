//! What a file is, by its content.

use super::super::csv::Foreign;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A workbook of today.
    Xlsx,
    /// A workbook of before 2007, or one locked by a password.
    Xls,
    /// Text, as far as can be seen.
    Text,
    /// Something known that is not read.
    Foreign(Foreign),
}

/// Beginnings of files that are neither text nor workbooks: PDF, PNG, JPEG, GIF, RAR, 7z, gzip.
const OTHERS: [&[u8]; 7] = [b"%PDF-", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"Rar!", b"7z\xBC\xAF", b"\x1F\x8B"];

/// What a file is.
pub(super) fn of(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") {
        return of_archive(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Kind::Xls;
    }
    if OTHERS.iter().any(|start| bytes.starts_with(start)) {
        return Kind::Foreign(Foreign::Other);
    }
    Kind::Text
}

/// What an archive is, by the names in it.
fn of_archive(bytes: &[u8]) -> Kind {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    if has(b"mimetypeapplication/vnd.oasis.opendocument") {
        Kind::Foreign(Foreign::OpenDocument)
    } else if has(b"xl/workbook.bin") {
        Kind::Foreign(Foreign::BinaryWorkbook)
    } else if has(b"word/document.xml") || has(b"ppt/presentation.xml") {
        Kind::Foreign(Foreign::Other)
    } else {
        Kind::Xlsx
    }
}

/// What text is, where it is no table.
pub(super) fn of_text(text: &str) -> Option<Foreign> {
    let start = text.trim_start();
    let start = start.get(..start.floor_char_boundary(600)).unwrap_or_default().to_ascii_lowercase();
    let is_page = start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<table");
    if is_page {
        return Some(Foreign::WebPage);
    }
    if start.starts_with("<?xml") {
        return Some(if start.contains("<html") { Foreign::WebPage } else { Foreign::Xml });
    }
    None
}
