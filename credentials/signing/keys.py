"""The public list of keys: which key may have signed when."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

PUBLIC_LIST = "public-keys.json"


@dataclass(frozen=True)
class PublicKey:
    """One key of ours, from when until when it signed, and since when it is not trusted."""

    key_id: str
    public_key: str
    valid_from: str
    valid_until: str | None = None
    compromised_at: str | None = None

    def may_have_signed(self, at: datetime) -> bool:
        """Whether a seal of this key with that time is believed."""
        ends = [
            datetime.fromisoformat(end) for end in (self.valid_until, self.compromised_at) if end
        ]
        return datetime.fromisoformat(self.valid_from) <= at and all(at < end for end in ends)

    def loaded(self) -> Ed25519PublicKey:
        """The key itself."""
        return _loaded(self.public_key)


@lru_cache(maxsize=16)
def _loaded(public_key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))


KeyRing = tuple[PublicKey, ...]


def list_path() -> Path:
    """Where the public list lies."""
    return Path(settings.KEY_DIR) / PUBLIC_LIST


def public_keys() -> KeyRing:
    """The list as it is now; empty when no key was made yet."""
    path = list_path()
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return _read(path, (found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=4)
def _read(path: Path, changed: tuple[int, int, int]) -> KeyRing:
    """The list of one file as of one change of it."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    return tuple(PublicKey(**entry) for entry in entries)


def write_public_keys(keys: KeyRing) -> None:
    """Replace the list in one step."""
    path = list_path()
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps([asdict(key) for key in keys], indent=2), encoding="utf-8")
    partial.chmod(0o644)
    partial.replace(path)
