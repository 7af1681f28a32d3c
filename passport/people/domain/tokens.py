"""Tokens in the links of invitations: how they are spelled, and what is kept of them."""

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26  # of 5 bits each: 130 bits
_READ_AS = str.maketrans("OIL", "011")


def spelled(digest: bytes) -> str:
    """The first 130 bits of a digest in letters and figures that are not mistaken."""
    value = int.from_bytes(digest, "big") >> (8 * len(digest) - 5 * LENGTH)
    return "".join(ALPHABET[(value >> 5 * place) & 31] for place in reversed(range(LENGTH)))


def kept_of(token: str) -> str:
    """SHA-256 of a token as typed, the only thing that is stored of it."""
    plain = token.strip().upper().translate(_READ_AS)
    return hashlib.sha256(plain.encode()).hexdigest()


def hinted(email: str) -> str:
    """An address of which a stranger learns no more than its first letter and its host."""
    name, _, host = email.partition("@")
    return f"{name[:1]}…@{host}"
