"""What stands for some bytes: equal for equal ones, and for others different."""

from __future__ import annotations

try:
    # By way of hashlib all of OpenSSL is loaded, 4 MiB in every worker.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b


def digest_of(content: bytes) -> bytes:
    """Sixteen bytes."""
    return blake2b(content, digest_size=16).digest()
