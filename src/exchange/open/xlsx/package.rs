//! The archive of a workbook: its parts by name, and which of them are sheets.

use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;
use zip::result::ZipError;

use super::damaged;
use crate::exchange::csv::Limit;
use crate::exchange::open::workbook::Fault;

/// A part, being read.
pub(super) type Xml<'a> = Reader<BufReader<Box<dyn Read + 'a>>>;

/// An archive, of which no more is unpacked than a limit allows.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: Cell<u64>,
}

/// A workbook's parts.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<SheetPart>,
    pub(super) strings: String,
    pub(super) styles: String,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

/// A sheet: its name, and the name of its part.
#[derive(Debug)]
pub(super) struct SheetPart {
    pub(super) name: String,
    pub(super) part: String,
    hidden: bool,
}

/// Where something of a part leads.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// Reads no more than is left of a budget.
struct Metered<'a, R> {
    inner: R,
    left: &'a Cell<u64>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        let left = self.left.get().checked_sub(read as u64);
        self.left.set(left.unwrap_or(0));
        left.map(|_| read).ok_or_else(|| io::Error::other("larger than allowed"))
    }
}

impl<'a> Package<'a> {
    /// Opens an archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        Self::within(bytes, Limit::Unpacked.most() as u64)
    }

    /// Opens an archive of which no more than so many bytes are unpacked.
    fn within(bytes: &'a [u8], most: u64) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        Ok(Self { archive, left: Cell::new(most) })
    }

    /// Reads a part; `None` where there is none of that name.
    pub(super) fn with<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Xml<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let left = &self.left;
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(Fault::Damaged),
        };
        let source: Box<dyn Read + '_> = Box::new(Metered { inner: file, left });
        let mut xml = Reader::from_reader(BufReader::with_capacity(64 * 1024, source));
        let outcome = read(&mut xml);
        match outcome {
            Err(Fault::Damaged) if left.get() == 0 => Err(Fault::TooLarge(Limit::Unpacked)),
            outcome => outcome.map(Some),
        }
    }

    /// The parts of the workbook. Sheets that are hidden are left out, unless all are.
    pub(super) fn book(&mut self) -> Result<Book, Fault> {
        let relations = self.relations("_rels/.rels", "")?;
        let main = relations.iter().find(|relation| relation.kind.ends_with("/officeDocument"));
        let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target.clone());
        let (folder, name) = main.rsplit_once('/').map_or(("", main.as_str()), |(folder, name)| (folder, name));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let relations = self.relations(&format!("{folder}_rels/{name}.rels"), &folder)?;
        let target = |ending: &str| {
            let found = relations.iter().find(|relation| relation.kind.ends_with(ending));
            found.map(|relation| relation.target.clone()).unwrap_or_default()
        };
        let mut book = Book { strings: target("/sharedStrings"), styles: target("/styles"), ..Book::default() };
        let found = self.with(&main, |xml| {
            let mut ids: Vec<(String, String, bool)> = Vec::new();
            each_start(xml, |start| {
                match start.local_name().as_ref() {
                    "workbookPr" => {
                        book.from_1904 = attribute(start, "date1904").is_some_and(|on| on == "1" || on == "true");
                    }
                    "sheet" => {
                        let hidden = attribute(start, "state").is_some_and(|state| state != "visible");
                        ids.extend(
                            attribute(start, "name").zip(attribute(start, "id")).map(|(name, id)| (name, id, hidden)),
                        );
                    }
                    _ => {}
                }
                Ok(())
            })?;
            Ok(ids)
        })?;
        for (name, id, hidden) in found.ok_or(Fault::Damaged)? {
            let is_sheet = |relation: &&Relation| relation.id == id && relation.kind.ends_with("/worksheet");
            if let Some(relation) = relations.iter().find(is_sheet) {
                book.sheets.push(SheetPart { name, part: relation.target.clone(), hidden });
            }
        }
        if book.sheets.iter().any(|sheet| !sheet.hidden) {
            book.sheets.retain(|sheet| !sheet.hidden);
        }
        Ok(book)
    }

    fn relations(&mut self, name: &str, folder: &str) -> Result<Vec<Relation>, Fault> {
        let found = self.with(name, |xml| {
            let mut relations = Vec::new();
            each_start(xml, |start| {
                if start.local_name().as_ref() == "Relationship" {
                    let text = |name: &str| attribute(start, name).unwrap_or_default();
                    let target = match text("Target") {
                        absolute if absolute.starts_with('/') => absolute.trim_start_matches('/').to_owned(),
                        relative => format!("{folder}{}", relative.trim_start_matches("./")),
                    };
                    relations.push(Relation { id: text("Id"), kind: text("Type"), target });
                }
                Ok(())
            })?;
            Ok(relations)
        })?;
        Ok(found.unwrap_or_default())
    }
}

/// Looks at the start of every element of a part.
pub(super) fn each_start(
    xml: &mut Xml<'_>,
    mut look: impl FnMut(&BytesStart<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(start) | Event::Empty(start) => look(&start)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The sign that a reference such as `&amp;` or `&#10;` stands for.
pub(super) fn referred(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn an_archive_that_would_fill_the_memory_is_refused() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("x.xml", zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(format!("<a>{}</a>", " ".repeat(200_000)).as_bytes()).expect("blanks");
        let bytes = archive.finish().expect("an archive").into_inner();
        assert!(bytes.len() < 1_000, "{}", bytes.len());
        let read = |most: u64| {
            Package::within(&bytes, most).expect("an archive").with("x.xml", |xml| each_start(xml, |_| Ok(())))
        };
        assert_eq!(read(300_000), Ok(Some(())));
        assert_eq!(read(100_000), Err(Fault::TooLarge(Limit::Unpacked)));
    }
}
