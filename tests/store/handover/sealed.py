"""Writes a hand-over file with other implementations (libsodium through PyNaCl, the reference Argon2 through
argon2-cffi) and postcard by hand, as the table in src/exchange/handover/mod.rs describes it.

    python3 -m venv env && env/bin/pip install pynacl==1.6.2 argon2-cffi==25.1.0
    env/bin/python sealed.py

Prints the file in hexadecimal, then the SHA-256 of a content of several pieces once it is sealed.
"""
import hashlib
import struct

from argon2.low_level import Type, hash_secret_raw
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as aead

PIECE = 65536


def varint(number):
    out = bytearray()
    while True:
        byte, number = number & 127, number >> 7
        out.append(byte | (128 if number else 0))
        if not number:
            return bytes(out)


def zigzag(number):
    return varint(number * 2 if number >= 0 else -number * 2 - 1)


def some(content):
    return b"\x01" + content


def seal(key, nonce, head, plain):
    pieces = [plain[at : at + PIECE] for at in range(0, len(plain), PIECE)] or [b""]
    sealed = b""
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        sealed += aead(piece, head, nonce + struct.pack(">I", number) + bytes([last]), key)
    return sealed


def part(kind, content):
    return bytes([kind]) + struct.pack("<I", len(content)) + content


def small_file():
    salt, nonce = bytes(range(16)), bytes(range(100, 119))
    key = hash_secret_raw("正确的马 battery".encode(), salt, 2, 19456, 1, 32, Type.ID)
    lock = varint(0) + salt + varint(19456) + varint(2) + varint(1)
    company, lead, rep = 100, 2, 3
    cover = b"\x01" + varint(company) + varint(0) + some(varint(lead)) + some(varint(rep))
    cover += varint(0xFEED) + zigzag(1767571200000) + lock + nonce
    own = some(zigzag(1767571200000) + bytes(range(32)))
    manifest = b"\x01" + varint(7) + varint(0) + varint(12) + varint(0) + varint(0) + own + varint(0)
    thumb = bytes([9] * 32) + b"a small picture"
    plain = part(1, manifest) + part(3, thumb) + part(0, b"\x01" + varint(0) + varint(1))
    head = b"FIELDHAND\r\n\x1a" + struct.pack("<HHI", 1, len(cover), len(plain) + 16) + cover
    whole = head + seal(key, nonce, head, plain)
    return whole + hashlib.sha256(whole).digest()


print(small_file().hex())
plain = bytes(at * 7 % 251 for at in range(2 * PIECE + 5))
for length in (0, PIECE, len(plain)):
    sealed = seal(bytes(range(32)), bytes(range(19)), b"head", plain[:length])
    print(length, hashlib.sha256(sealed).hexdigest())
