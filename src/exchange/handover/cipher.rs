//! The sealing of a content: XChaCha20-Poly1305 over pieces, each bound to its place and the last to being
//! the last, so that none can be left out, moved or cut off (the STREAM construction of Hoang, Reyhanitabar,
//! Rogaway and Vizár, 2015).

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::content::Content;
use super::cover::{FileError, Looked};
use super::key::SecretKey;
use crate::book::seal::Unreadable;

/// Bytes of a piece before it is sealed.
const PIECE: usize = 65_536;
/// Bytes that sealing adds to a piece.
const TAG: usize = 16;

/// The bytes of a content once it is sealed.
pub(super) fn sealed_length(plain: usize) -> usize {
    plain + plain.div_ceil(PIECE).max(1) * TAG
}

/// The nonce of a piece: the file's, the piece's number with its most significant byte first, and whether
/// it is the last.
fn nonce(of_file: &[u8; 19], piece: u32, last: bool) -> [u8; 24] {
    let mut nonce = [0; 24];
    nonce[..19].copy_from_slice(of_file);
    nonce[19..23].copy_from_slice(&piece.to_be_bytes());
    nonce[23] = u8::from(last);
    nonce
}

/// Seals a content piece by piece. `head` is what stands before it in the file.
pub(super) fn seal(key: &SecretKey, of_file: &[u8; 19], head: &[u8], plain: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let cipher = XChaCha20Poly1305::new((&key.0).into());
    let mut sealed = Vec::with_capacity(sealed_length(plain.len()));
    let (mut left, mut number) = (plain, 0_u32);
    loop {
        let (piece, rest) = left.split_at(left.len().min(PIECE));
        let nonce = nonce(of_file, number, rest.is_empty());
        let payload = Payload { msg: piece, aad: head };
        let failed = |_| Unreadable::Damaged("too large to be sealed".to_owned());
        sealed.extend(cipher.encrypt(XNonce::from_slice(&nonce), payload).map_err(failed)?);
        if rest.is_empty() {
            return Ok(sealed);
        }
        (left, number) = (rest, number + 1);
    }
}

/// A file being opened, piece by piece.
#[derive(Clone)]
pub struct Unsealing {
    cipher: XChaCha20Poly1305,
    plain: Vec<u8>,
    number: u32,
    at: usize,
}

impl std::fmt::Debug for Unsealing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unsealing").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Unsealing {
    /// Begins to open a file with a key.
    pub fn new(key: &SecretKey) -> Self {
        Self { cipher: XChaCha20Poly1305::new((&key.0).into()), plain: Vec::new(), number: 0, at: 0 }
    }

    /// Opens the next piece (64 KiB, some hundred microseconds); the content when all are open.
    pub fn step(&mut self, looked: &Looked<'_>) -> Result<Option<Content>, FileError> {
        let left = looked.sealed.get(self.at..).unwrap_or_default();
        let (piece, rest) = left.split_at(left.len().min(PIECE + TAG));
        let nonce = nonce(&looked.cover.nonce, self.number, rest.is_empty());
        let payload = Payload { msg: piece, aad: looked.head };
        // The checksum held: what does not open now was sealed with another key.
        let opened = self.cipher.decrypt(XNonce::from_slice(&nonce), payload);
        let Ok(opened) = opened else { return Err(FileError::WrongKey) };
        self.plain.extend(opened);
        (self.at, self.number) = (self.at + piece.len(), self.number + 1);
        if rest.is_empty() { Content::read(&self.plain, &looked.cover).map(Some) } else { Ok(None) }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use sha2::{Digest, Sha256};

    use super::*;

    /// Lengths of contents, and the SHA-256 of what libsodium made of them (`tests/store/handover/sealed.py`).
    const SEALED: [(usize, &str); 3] = [
        (0, "b21d8299242ba177e765a3885dabacdf556a6243e5c885bf8d895fc5cd016551"),
        (65_536, "8689b3559d29d2db472e8a6ec1d6a25a79ffe496995ad351eb714fe32b36cfe5"),
        (131_077, "9cbf1dce354f8762a26eb70ac72d89f2174489fd43def73ab0fe88c350de1bfe"),
    ];

    #[test]
    fn pieces_are_sealed_as_libsodium_seals_them() {
        let plain: Vec<u8> = (0..131_077_u32).map(|at| u8::try_from(at * 7 % 251).unwrap_or(0)).collect();
        let (key, nonce) = (SecretKey(std::array::from_fn(byte)), std::array::from_fn(byte));
        for (length, expected) in SEALED {
            let sealed = seal(&key, &nonce, b"head", &plain[..length]).expect("is sealed");
            assert_eq!(sealed.len(), sealed_length(length));
            let hex = Sha256::digest(&sealed).iter().fold(String::new(), |mut hex, byte| {
                write!(hex, "{byte:02x}").expect("a text takes it");
                hex
            });
            assert_eq!(hex, expected, "{length} bytes");
        }
    }

    fn byte(at: usize) -> u8 {
        u8::try_from(at).unwrap_or(0)
    }
}
