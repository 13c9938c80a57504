//! The order of a list, by several columns. Every column is first read as keys of 64 bits, so that
//! putting a hundred thousand rows in order compares numbers.

use super::columns::Shown;
use crate::book::column::Column;
use crate::book::packed::{Cells, Pool};
use crate::book::{Book, Table};
use crate::model::{Instant, Kind, Role, Value};

/// One column that rows stand in order of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By which column.
    pub by: Shown,
    /// Greatest first.
    pub down: bool,
}

impl Sort {
    /// The order where none was chosen: dealings in stages by the latest move, what has a day by the
    /// latest day, parts of a whole by their rank in it, all else by title.
    pub fn usual(table: &Table) -> Vec<Self> {
        let up = |at| Self { by: Shown::Value(at), down: false };
        if let Some(stage) = table.role(Role::Stage) {
            return vec![Self { by: Shown::Since(stage), down: true }];
        }
        if let (Some(rank), Some(whole)) = (table.role(Role::Rank), table.role(Role::Parent)) {
            return vec![up(whole), up(rank)];
        }
        match table.role(Role::Starts) {
            Some(day) => vec![Self { by: Shown::Value(day), down: true }],
            None => vec![up(table.role(Role::Title).unwrap_or(0))],
        }
    }

    /// Reads the text form of an address: `amount`, `-amount`, `-since(stage)`, `account.area`.
    pub fn parse(text: &str, book: &Book, table: &Table) -> Option<Self> {
        let (down, name) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        Some(Self { by: Shown::parse(name, book, table)?, down })
    }

    /// The text form.
    pub fn text(self, book: &Book, table: &Table) -> String {
        format!("{}{}", if self.down { "-" } else { "" }, self.by.source(book, table))
    }
}

/// The key of a row without a value: behind all others, whichever way the order goes.
const NONE: u64 = u64::MAX;

/// Puts rows in order; equals stay in the order of the table.
pub(super) fn ordered(book: &Book, table: &Table, rows: Vec<u32>, sorts: &[Sort]) -> Vec<u32> {
    let mut keys: Vec<Vec<u64>> = Vec::new();
    for sort in sorts {
        let mut of_sort = keys_of(book, table, sort.by, &rows);
        for key in of_sort.iter_mut().flatten().filter(|key| **key != NONE) {
            *key = (*key).min(NONE - 1);
            if sort.down {
                *key = NONE - 1 - *key;
            }
        }
        keys.extend(of_sort);
    }
    match keys.as_slice() {
        [] => rows,
        [only] => {
            let mut order: Vec<(u64, u32)> = only.iter().copied().zip(rows).collect();
            order.sort_unstable();
            order.into_iter().map(|(_, row)| row).collect()
        }
        all => {
            let mut order: Vec<usize> = (0..rows.len()).collect();
            let differ = |a: usize, b: usize| all.iter().map(|keys| keys[a].cmp(&keys[b])).find(|order| order.is_ne());
            order.sort_unstable_by(|a, b| differ(*a, *b).unwrap_or_else(|| rows[*a].cmp(&rows[*b])));
            order.into_iter().map(|at| rows[at]).collect()
        }
    }
}

/// The keys of rows by a column; of money two: its currency first.
fn keys_of(book: &Book, table: &Table, by: Shown, rows: &[u32]) -> Vec<Vec<u64>> {
    let own: Vec<Option<usize>> = rows.iter().map(|row| Some(*row as usize)).collect();
    let Some((target, column)) = by.end(book, table) else { return Vec::new() };
    match by {
        Shown::Value(_) => column_keys(book, column, &own),
        Shown::Since(_) => {
            let since = |row: &Option<usize>| {
                let since = row.and_then(|row| column.since().get(row)).filter(|since| **since != Instant::ALWAYS);
                since.map_or(NONE, |since| of_integer(since.0))
            };
            vec![own.iter().map(since).collect()]
        }
        Shown::Through(at, _) => {
            // Each record that is referred to is read once.
            let (codes, used) = codes(table.column(at), &own);
            let rows: Vec<Option<usize>> = match table.column(at).map(|column| column.data().pool()) {
                Some(Pool::Ids(dict)) => used
                    .iter()
                    .map(|code| dict.get(*code).and_then(|id| target.row(*id)).filter(|row| target.is_live(*row)))
                    .collect(),
                _ => return Vec::new(),
            };
            let of_used = column_keys(book, column, &rows);
            of_used.iter().map(|keys| spread(&codes, keys)).collect()
        }
    }
}

/// For each row the place of its code among those used, and these.
fn codes(column: Option<&Column>, rows: &[Option<usize>]) -> (Vec<Option<usize>>, Vec<u32>) {
    let Some(column) = column else { return (vec![None; rows.len()], Vec::new()) };
    let (mut places, mut used): (Vec<Option<usize>>, Vec<u32>) = (Vec::new(), Vec::new());
    let place = |row: &Option<usize>| {
        let code = u32::try_from(column.data().cell((*row)?)?.0).ok()?;
        if places.len() <= code as usize {
            places.resize(code as usize + 1, None);
        }
        Some(*places[code as usize].get_or_insert_with(|| {
            used.push(code);
            used.len() - 1
        }))
    };
    let codes = rows.iter().map(place).collect();
    (codes, used)
}

fn spread(codes: &[Option<usize>], keys: &[u64]) -> Vec<u64> {
    codes.iter().map(|code| code.and_then(|code| keys.get(code)).copied().unwrap_or(NONE)).collect()
}

fn column_keys(book: &Book, column: &Column, rows: &[Option<usize>]) -> Vec<Vec<u64>> {
    let data = column.data();
    let each = |key: &dyn Fn(usize) -> u64| -> Vec<u64> {
        rows.iter().map(|row| row.filter(|row| data.present().get(*row)).map_or(NONE, key)).collect()
    };
    match (data.cells(), data.pool(), &column.field().kind) {
        (Cells::Span(..), ..) => {
            // Positions are told apart by case, and are no numbers.
            let read = if column.field().kind == Kind::Rank { |text: &str| text.as_bytes().to_vec() } else { folded };
            let text = |row: &Option<usize>| data.cell((*row)?).map(|cell| read(data.text(cell)));
            vec![ranks(&rows.iter().map(text).collect::<Vec<_>>())]
        }
        (Cells::Code(_), pool, kind) => {
            let (codes, used) = codes(Some(column), rows);
            let keys: Vec<u64> = match (pool, kind) {
                (Pool::Ids(dict), Kind::Reference(to)) => {
                    let text = |code: &u32| dict.get(*code).and_then(|id| record(book, to, *id));
                    ranks(&used.iter().map(text).collect::<Vec<_>>())
                }
                (Pool::Codes(dict), Kind::Choice(options)) => {
                    let place = |code: &String| options.iter().position(|option| option == code);
                    let place = |code: &u32| dict.get(*code).and_then(place).map_or(NONE - 1, |place| place as u64);
                    used.iter().map(place).collect()
                }
                _ => {
                    let text = |code: &u32| match data.decode(crate::book::packed::Cell(i64::from(*code), 0)) {
                        Some(Value::Tags(tags)) => Some(folded(&tags.join("\n"))),
                        Some(Value::Text(text)) => Some(folded(&text)),
                        _ => None,
                    };
                    ranks(&used.iter().map(text).collect::<Vec<_>>())
                }
            };
            vec![spread(&codes, &keys)]
        }
        (Cells::Money(minor, codes), Pool::Currencies(dict), _) => {
            let mut places: Vec<usize> = (0..dict.items().len()).collect();
            crate::model::order::by_key(&mut places, |at| dict.items()[*at].code().to_owned());
            let place = |code: u8| places.iter().position(|at| *at == usize::from(code)).unwrap_or(0);
            vec![each(&|row| place(codes[row]) as u64), each(&|row| of_integer(minor[row]))]
        }
        (Cells::Wide(numbers), ..) => vec![each(&|row| of_integer(numbers[row]))],
        (Cells::Float(numbers), ..) => vec![each(&|row| of_float(numbers[row]))],
        (Cells::Day(days), ..) => vec![each(&|row| of_integer(days[row].into()))],
        (Cells::Money(..), ..) => Vec::new(),
    }
}

fn of_integer(number: i64) -> u64 {
    number.cast_unsigned() ^ (1 << 63)
}

fn of_float(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// What a record stands in order by: its rank where its collection has one, then its name.
fn record(book: &Book, collection: &str, id: crate::model::Id) -> Option<Vec<u8>> {
    let table = book.table(collection)?;
    let row = table.row(id)?;
    let rank = table.role(Role::Rank).and_then(|at| table.column(at));
    let rank = rank.and_then(|rank| rank.data().cell(row).map(|cell| rank.data().text(cell)));
    let mut key = rank.unwrap_or_default().as_bytes().to_vec();
    key.push(0);
    key.extend(folded(&crate::query::title::of_row(table, row)));
    Some(key)
}

/// A text as people look it up: whatever the case, and "item 9" before "item 10".
fn folded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 4);
    let lower;
    let text = if text.is_ascii() {
        text
    } else {
        lower = text.to_lowercase();
        &lower
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            out.push(bytes[at].to_ascii_lowercase());
            at += 1;
            continue;
        }
        let run = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let zeros = bytes[at..at + run].iter().take_while(|byte| **byte == b'0').count().min(run - 1);
        let digits = &bytes[at + zeros..at + run];
        // The length leads, so that more digits are more; a digit before it, so that numbers come
        // before letters.
        out.push(b'0');
        out.push(u8::try_from(digits.len()).unwrap_or(u8::MAX));
        out.extend_from_slice(digits);
        at += run;
    }
    out
}

/// The place of each text among all; equal texts share one.
fn ranks(texts: &[Option<Vec<u8>>]) -> Vec<u64> {
    let prefix = |text: &[u8]| {
        let mut bytes = [0; 8];
        let len = text.len().min(8);
        bytes[..len].copy_from_slice(&text[..len]);
        u64::from_be_bytes(bytes)
    };
    let present = texts.iter().enumerate().filter_map(|(at, text)| Some((prefix(text.as_ref()?), at)));
    let mut order: Vec<(u64, usize)> = present.collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| texts[a.1].cmp(&texts[b.1])));
    let mut ranks = vec![NONE; texts.len()];
    let (mut rank, mut last) = (0, None);
    for (_, at) in order {
        if last.is_some_and(|last: usize| texts[last] != texts[at]) {
            rank += 1;
        }
        ranks[at] = rank;
        last = Some(at);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_as_people_look_them_up() {
        let texts = ["item 10", "Item 9", "item 010", "ITEM", "客户", "äb", "Ä", "9", "10", "a", ""];
        let keys: Vec<_> = texts.iter().map(|text| Some(folded(text))).chain([None]).collect();
        let ranks = ranks(&keys);
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|at| ranks[*at]);
        let order: Vec<&str> = order.into_iter().map(|at| texts[at]).collect();
        assert_eq!(order, ["", "9", "10", "a", "ITEM", "Item 9", "item 10", "item 010", "Ä", "äb", "客户"]);
        assert_eq!((ranks[0], ranks[11]), (ranks[2], NONE));
    }

    #[test]
    fn numbers_keep_their_order_as_keys() {
        let floats = [f64::NEG_INFINITY, -1.5, -0.5, 0.0, 0.25, 3.0, f64::INFINITY];
        assert!(floats.windows(2).all(|pair| of_float(pair[0]) < of_float(pair[1])));
        let integers = [i64::MIN, -7, 0, 1, i64::MAX];
        assert!(integers.windows(2).all(|pair| of_integer(pair[0]) < of_integer(pair[1])));
    }
}
