//! The compound file: a small file system in sectors, of which one stream is wanted.

use super::super::workbook::Fault;

const FREE: u32 = 0xFFFF_FFFA;
/// Streams shorter than this lie in small sectors.
const SMALL: usize = 4_096;
const SMALL_SECTOR: usize = 64;

/// A compound file.
struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
}

/// An entry of its folder.
struct Entry {
    name: String,
    start: u32,
    length: usize,
}

/// The stream of a workbook's records.
pub(super) fn workbook(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let container = Container::open(bytes).ok_or(Fault::Damaged)?;
    let folder = container.chain(u32_at(bytes, 48).ok_or(Fault::Damaged)?).ok_or(Fault::Damaged)?;
    let entries: Vec<Entry> = folder.chunks_exact(128).filter_map(entry).collect();
    let find = |name: &str| entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    if find("EncryptedPackage").is_some() {
        return Err(Fault::Locked);
    }
    let stream = find("Workbook").or_else(|| find("Book")).ok_or(Fault::Damaged)?;
    container.stream(stream, entries.first()).ok_or(Fault::Damaged)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0))
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let letters = usize::from(bytes[64]).checked_sub(2)?;
    let units: Vec<u16> =
        bytes.get(..letters)?.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    let length = usize::try_from(u32_at(bytes, 120)?).ok()?;
    Some(Entry { name: String::from_utf16_lossy(&units), start: u32_at(bytes, 116)?, length })
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match bytes.get(30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut container = Self { bytes, sector, table: Vec::new() };
        // Where the table's own sectors are: the first 109 in the header, more in a chain.
        let mut places: Vec<u32> = numbers(bytes.get(76..512)?).collect();
        let mut next = u32_at(bytes, 68)?;
        let most = bytes.len() / sector + 1;
        for _ in 0..most {
            if next >= FREE {
                break;
            }
            let part = container.sector(next)?;
            let (own, last) = part.split_at(sector - 4);
            places.extend(numbers(own));
            next = u32_at(last, 0)?;
        }
        for place in places.into_iter().filter(|place| *place < FREE).take(most) {
            let sector = container.sector(place)?;
            container.table.extend(numbers(sector));
        }
        Some(container)
    }

    fn sector(&self, at: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(at).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..start.checked_add(self.sector)?)
    }

    /// The sectors that follow one another, joined. The last one may be cut short.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let (mut joined, mut at) = (Vec::new(), start);
        // A chain that comes back to itself would never end.
        for _ in 0..=self.table.len() {
            if at >= FREE {
                return Some(joined);
            }
            let start = usize::try_from(at).ok()?.checked_add(1)?.checked_mul(self.sector)?;
            let rest = self.bytes.get(start..)?;
            joined.extend_from_slice(&rest[..rest.len().min(self.sector)]);
            at = *self.table.get(usize::try_from(at).ok()?)?;
        }
        None
    }

    fn stream(&self, entry: &Entry, root: Option<&Entry>) -> Option<Vec<u8>> {
        let mut joined = if entry.length < SMALL { self.small(entry, root?)? } else { self.chain(entry.start)? };
        joined.truncate(entry.length);
        Some(joined)
    }

    /// A stream in small sectors, which lie in the stream of the root.
    fn small(&self, entry: &Entry, root: &Entry) -> Option<Vec<u8>> {
        let table: Vec<u32> = numbers(&self.chain(u32_at(self.bytes, 60)?)?).collect();
        let sectors = self.chain(root.start)?;
        let (mut joined, mut at) = (Vec::new(), entry.start);
        for _ in 0..=table.len() {
            if at >= FREE {
                return Some(joined);
            }
            let place = usize::try_from(at).ok()?;
            let start = place.checked_mul(SMALL_SECTOR)?;
            joined.extend_from_slice(sectors.get(start..start.checked_add(SMALL_SECTOR)?)?);
            at = *table.get(place)?;
        }
        None
    }
}
