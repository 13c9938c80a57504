//! Reads and rewrites the names in a wasm file's import and export sections.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Failure, Result};

const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const HEADER: usize = 8;

/// The names that a wasm file shares with its script.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// What it imports from its script.
    pub(super) imports: Vec<String>,
    /// What it exports.
    pub(super) exports: Vec<String>,
}

/// What is to change.
#[derive(Debug, Default)]
pub(super) struct Renames {
    /// New names by old ones.
    pub(super) names: BTreeMap<String, String>,
    /// Exports to leave out.
    pub(super) dropped: BTreeSet<String>,
}

/// Reads the names.
pub(super) fn read(bytes: &[u8]) -> Result<Names> {
    let mut names = Names::default();
    for (kind, body) in sections(bytes)? {
        match kind {
            IMPORTS => {
                for import in imports(body)? {
                    if import.is_of_script() {
                        names.imports.push(import.name.to_owned());
                    }
                }
            }
            EXPORTS => names.exports.extend(exports(body)?.into_iter().map(|(name, _)| name.to_owned())),
            _ => {}
        }
    }
    Ok(names)
}

/// Returns the file with other names.
pub(super) fn rewrite(bytes: &[u8], renames: &Renames) -> Result<Vec<u8>> {
    let new = |name: &str| renames.names.get(name).cloned().unwrap_or_else(|| name.to_owned());
    let mut out = bytes.get(..HEADER).ok_or_else(cut)?.to_vec();
    for (kind, body) in sections(bytes)? {
        let body = match kind {
            IMPORTS => {
                let all = imports(body)?;
                let mut section = number(all.len());
                for import in &all {
                    let name = if import.is_of_script() { new(import.name) } else { import.name.to_owned() };
                    section.extend(text(import.module));
                    section.extend(text(&name));
                    section.extend(import.what);
                }
                section
            }
            EXPORTS => {
                let mut all = exports(body)?;
                all.retain(|(name, _)| !renames.dropped.contains(*name));
                let mut section = number(all.len());
                for (name, what) in all {
                    section.extend(text(&new(name)));
                    section.extend(what);
                }
                section
            }
            _ => body.to_vec(),
        };
        out.push(kind);
        out.extend(number(body.len()));
        out.extend(body);
    }
    Ok(out)
}

/// Returns the file without the sections that link editors leave for one another.
pub(super) fn without_relocations(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = bytes.get(..HEADER).ok_or_else(cut)?.to_vec();
    for (kind, body) in sections(bytes)? {
        let name = if kind == CUSTOM { Input { bytes: body, at: 0 }.text()? } else { "" };
        if name != "linking" && !name.starts_with("reloc.") {
            out.push(kind);
            out.extend(number(body.len()));
            out.extend(body);
        }
    }
    Ok(out)
}

struct Import<'a> {
    module: &'a str,
    name: &'a str,
    /// Its kind and type, as they stand in the file.
    what: &'a [u8],
}

impl Import<'_> {
    fn is_of_script(&self) -> bool {
        self.module.ends_with("_bg.js")
    }
}

fn sections(bytes: &[u8]) -> Result<Vec<(u8, &[u8])>> {
    let mut input = Input { bytes, at: HEADER };
    let mut found = Vec::new();
    while input.at < bytes.len() {
        let kind = input.byte()?;
        let length = input.number()?;
        found.push((kind, input.take(length)?));
    }
    Ok(found)
}

fn imports(body: &[u8]) -> Result<Vec<Import<'_>>> {
    let mut input = Input { bytes: body, at: 0 };
    (0..input.number()?)
        .map(|_| {
            let (module, name) = (input.text()?, input.text()?);
            let start = input.at;
            match input.byte()? {
                0 => drop(input.number()?),
                1 => {
                    input.byte()?;
                    input.limits()?;
                }
                2 => input.limits()?,
                _ => drop((input.byte()?, input.byte()?)),
            }
            Ok(Import { module, name, what: &body[start..input.at] })
        })
        .collect()
}

fn exports(body: &[u8]) -> Result<Vec<(&str, &[u8])>> {
    let mut input = Input { bytes: body, at: 0 };
    (0..input.number()?)
        .map(|_| {
            let name = input.text()?;
            let start = input.at;
            input.byte()?;
            input.number()?;
            Ok((name, &body[start..input.at]))
        })
        .collect()
}

struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Input<'a> {
    fn byte(&mut self) -> Result<u8> {
        let byte = *self.bytes.get(self.at).ok_or_else(cut)?;
        self.at += 1;
        Ok(byte)
    }

    /// Reads an unsigned LEB128 number.
    fn number(&mut self) -> Result<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(cut())
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let part = self.bytes.get(self.at..self.at + length).ok_or_else(cut)?;
        self.at += length;
        Ok(part)
    }

    fn text(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).map_err(|error| Failure::new(format!("a wasm name: {error}")))
    }

    fn limits(&mut self) -> Result<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Ok(())
    }
}

fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

fn text(value: &str) -> Vec<u8> {
    let mut bytes = number(value.len());
    bytes.extend(value.bytes());
    bytes
}

fn cut() -> Failure {
    Failure::new("the wasm file ends too early")
}

#[cfg(test)]
mod tests {
    use super::{Renames, read, rewrite, without_relocations};

    /// A module that imports `long` from its script and exports it as `out` and `gone`.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x10\x01\x07x_bg.js\x04long\0\0\
        \x07\x0e\x02\x03out\0\0\x04gone\0\0";

    #[test]
    fn names_change_and_exports_go() -> crate::Result<()> {
        let names = read(MODULE)?;
        assert_eq!(
            (names.imports, names.exports),
            (vec!["long".to_owned()], vec!["out".to_owned(), "gone".to_owned()])
        );
        let renames = Renames {
            names: [("long".to_owned(), "a".to_owned()), ("out".to_owned(), "b".to_owned())].into(),
            dropped: ["gone".to_owned()].into(),
        };
        let names = read(&rewrite(MODULE, &renames)?)?;
        assert_eq!((names.imports, names.exports), (vec!["a".to_owned()], vec!["b".to_owned()]));
        Ok(())
    }

    #[test]
    fn nothing_to_change_gives_the_same_file() -> crate::Result<()> {
        assert_eq!(rewrite(MODULE, &Renames::default())?, MODULE);
        Ok(())
    }

    #[test]
    fn sections_for_link_editors_go() -> crate::Result<()> {
        let mut linked = MODULE.to_vec();
        linked.extend(b"\0\x0a\x07linkingxx\0\x0c\x0areloc.CODEy\0\x06\x04namez");
        let mut plain = MODULE.to_vec();
        plain.extend(b"\0\x06\x04namez");
        assert_eq!(without_relocations(&linked)?, plain);
        Ok(())
    }
}
