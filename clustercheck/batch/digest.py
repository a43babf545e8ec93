"""A digest of bytes."""

from __future__ import annotations

try:
    # Importing hashlib loads all of OpenSSL, 4 MiB in every worker.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b


def digest_of(content: bytes) -> bytes:
    """Sixteen bytes that are equal for equal content, and differ for different content."""
    return blake2b(content, digest_size=16).digest()
