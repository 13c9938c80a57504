//! What the formats of cells make of their numbers.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::super::serial::{Shown, built_in, shown};
use super::damaged;
use super::package::{Xml, attribute};
use crate::exchange::open::workbook::Fault;

/// The format of each style, by its number.
pub(super) fn read(xml: &mut Xml<'_>) -> Result<Vec<Shown>, Fault> {
    let (mut own, mut styles, mut inside) = (HashMap::new(), Vec::new(), false);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(damaged)?;
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let id = || attribute(start, "numFmtId").and_then(|id| id.parse::<u16>().ok());
                match start.local_name().as_ref() {
                    "numFmt" => own.extend(id().zip(attribute(start, "formatCode").map(|code| shown(&code)))),
                    "cellXfs" => inside = true,
                    "xf" if inside => {
                        let id = id().unwrap_or(0);
                        styles.push(own.get(&id).cloned().unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                }
            }
            Event::End(end) if end.local_name().as_ref() == "cellXfs" => inside = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}
