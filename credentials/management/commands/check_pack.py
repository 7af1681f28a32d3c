"""Checks the signed list of a pack and its files without the database and without this site."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from credentials.domain.pack import Manifest, read_signed
from credentials.services.pack_keeping import hash_of_path
from credentials.signing.keys import KeyRing, PublicKey, list_path
from credentials.signing.pack_seals import open_manifest
from credentials.signing.seals import BrokenSealError


class Command(BaseCommand):
    """manage.py check_pack pack-signed.json [pack.pdf pack.xlsx pack.json] [--keys FILE]"""

    help = "Check the signature of a pack's signed list, and that files are those it names."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("signed", type=Path, help="The signed list: pack-signed.json.")
        parser.add_argument("files", nargs="*", type=Path, help="Files of the same pack.")
        parser.add_argument("--keys", type=Path, help="The public key list, if it lies elsewhere.")

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = _opened(options["signed"], _keys(options["keys"] or list_path()))
        self.stdout.write(
            f"Signature correct: {manifest['centre']['name']}, {manifest['framework']['title']}"
            f" {manifest['framework']['edition']}, status on {manifest['status_on']},"
            f" made at {manifest['made_at']}, key {manifest['key_id']}"
        )
        known = {entry["sha256"]: entry["name"] for entry in manifest["files"]}
        found = {path: known.get(hash_of_path(path).sha256) for path in options["files"]}
        for path, name in found.items():
            self.stdout.write(f"{path}: {f'unchanged {name}' if name else 'NOT of this pack'}")
        if not all(found.values()):
            raise SystemExit(1)


def _keys(path: Path) -> KeyRing:
    """The public list in a file."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CommandError(f"{path} is not there. Name the public key list by --keys.") from error
    return tuple(PublicKey(**entry) for entry in entries)


def _opened(path: Path, keys: KeyRing) -> Manifest:
    """The manifest in a signed list; raises CommandError when it is not as it was signed."""
    try:
        signed = read_signed(path.read_text(encoding="utf-8"))
        return open_manifest(
            signed["manifest"],
            signature=signed["signature"],
            key_id=signed["key_id"],
            keys=keys,
        )
    except (ValueError, BrokenSealError) as error:
        raise CommandError(f"{path} is not as it was signed: {error}") from error
