//! What a record says, as text that is the same everywhere: a line for each field that is filled in,
//! by permanent key, in a way that depends on neither language nor machine. Signatures are given to
//! the digest of it.

use sha2::{Digest as _, Sha256};

use crate::model::{Field, Id, Kind, Role, Value, window};

/// Writes a line for each field, in the order of their keys. Positions and workflow state are no part
/// of it; in lines of a whole (`before` is what stands before their keys) nor is the whole.
pub fn write<'a>(
    before: &str,
    fields: impl Iterator<Item = (&'a Field, Value)>,
    resolve: &dyn Fn(Id) -> Id,
    text: &mut String,
) {
    let is_said = |field: &Field| {
        let whole = !before.is_empty() && field.role == Some(Role::Parent);
        !whole
            && !matches!(field.role, Some(Role::Status | Role::Stage | Role::Rank | Role::Submitted))
            && !matches!(field.kind, Kind::Lines(_))
    };
    let mut fields: Vec<(&Field, Value)> = fields.filter(|(field, _)| is_said(field)).collect();
    crate::model::order::by_key(&mut fields, |(field, _)| field.key.clone());
    for (field, value) in fields {
        text.push_str(before);
        text.push_str(&field.key);
        text.push_str(": ");
        escape(&say(&value, resolve), text);
        text.push('\n');
    }
}

/// The SHA-256 of a content, in hexadecimal digits.
pub fn digest(content: &str) -> String {
    hexadecimal(&Sha256::digest(content.as_bytes()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// A value in words that are the same everywhere.
fn say(value: &Value, resolve: &dyn Fn(Id) -> Id) -> String {
    let id = |id: Id| resolve(id).to_string();
    match value {
        Value::Text(text) => text.clone(),
        Value::Money(money) => format!("{} {}", money.decimal(), money.currency),
        Value::Number(number) => number.to_string(),
        Value::Percent(points) => format!("{} bp", points.0),
        Value::Date(day) => day.to_string(),
        Value::Instant(at) => format!("{} ms", at.0),
        Value::Duration(seconds) => format!("{seconds} s"),
        Value::Reference(to) => id(*to),
        Value::Place(place) => format!("{} {}", place.latitude, place.longitude),
        Value::Tags(tags) => tags.join(", "),
        Value::File(file) => format!("{} {}", file.name, hexadecimal(&file.hash)),
        Value::Shares(shares) => {
            let one = |share: &crate::model::Share| format!("{} {} bp", id(share.of), share.part.0);
            shares.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        Value::Windows(windows) => window::write(windows),
    }
}

/// Writes a text so that it stays on one line.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
}
