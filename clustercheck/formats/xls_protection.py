"""An encrypted .xls that opens without a password, which Excel writes if the structure is protected."""

from __future__ import annotations

import hashlib
import struct

from clustercheck.formats.cells import Refused
from clustercheck.formats.xls_records import BEGINNING, FILE_PASS, HEAD, SHEET

# The password that Excel uses when only the structure is protected; every copy of Excel knows it.
_COMMON_PASSWORD = "VelvetSweatshop"
_RC4 = b"\1\0\1\0\1\0"
_BLOCK = 1024
_MAX_ENCRYPTED = 4 * 1024 * 1024
_NEVER_ENCRYPTED = (BEGINNING, FILE_PASS, 0x00E1, 0x0138, 0x0194, 0x0195, 0x0196)


def deciphered(stream: bytes, protection: bytes) -> bytes:
    """The decrypted workbook if it opens without a password. Raises `Refused` otherwise."""
    if not protection.startswith(_RC4) or len(protection) < 54:
        raise Refused("C106")
    salt, proof, digest = protection[6:22], protection[22:38], protection[38:54]
    key = _md5(_COMMON_PASSWORD.encode("utf-16-le"))[:5]
    key = _md5((key + salt) * 16)[:5]
    plain = _mixed(proof + digest, _keystream(key, 0))
    if _md5(plain[:16]) != plain[16:]:
        raise Refused("C106")
    if len(stream) > _MAX_ENCRYPTED:
        raise Refused("C107")
    blocks = range(0, len(stream), _BLOCK)
    clear = bytearray(
        b"".join(_mixed(stream[at : at + _BLOCK], _keystream(key, at // _BLOCK)) for at in blocks)
    )
    _restore(clear, stream)
    return bytes(clear)


def _restore(clear: bytearray, stream: bytes) -> None:
    """Put back what was never encrypted: the heads of all records, and some whole records.

    The record that declares the encryption loses its head, because the result is not encrypted.
    """
    place = 0
    while place + 4 <= len(stream):
        code, length = HEAD.unpack_from(stream, place)
        kept = 4 + (length if code in _NEVER_ENCRYPTED else 4 if code == SHEET else 0)
        clear[place : place + kept] = stream[place : place + kept]
        if code == FILE_PASS:
            clear[place : place + 2] = b"\0\0"
        place += 4 + length


def _keystream(key: bytes, block: int) -> bytes:
    """RC4, restarted for every block."""
    key = _md5(key + struct.pack("<L", block))
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i & 15]) & 255
        box[i], box[j] = box[j], box[i]
    stream = bytearray()
    i = j = 0
    for _ in range(_BLOCK):
        i = (i + 1) & 255
        one = box[i]
        j = (j + one) & 255
        box[i] = other = box[j]
        box[j] = one
        stream.append(box[(one + other) & 255])
    return bytes(stream)


def _mixed(data: bytes, keystream: bytes) -> bytes:
    size = len(data)
    mixed = int.from_bytes(data, "little") ^ int.from_bytes(keystream[:size], "little")
    return mixed.to_bytes(size, "little")


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()
