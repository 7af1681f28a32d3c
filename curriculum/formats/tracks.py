"""Reads tracks.yaml: which modules each role learns."""

from dataclasses import dataclass
from pathlib import Path

from curriculum.formats.bundle import BundleError
from curriculum.formats.entries import Entry
from curriculum.formats.notes import Notes
from curriculum.formats.yaml_text import read_yaml

FILE = "tracks.yaml"


@dataclass(frozen=True)
class TrackPlan:
    """A role's path: its core set, then its own modules, as (code, part)."""

    role: str
    title: str
    steps: tuple[tuple[str, str], ...]


def read_tracks(path: Path) -> tuple[TrackPlan, ...]:
    """Every track; raises BundleError when the file does not fit."""
    notes = Notes()
    text = path.read_text(encoding="utf-8")
    entry = Entry(read_yaml(text, file=FILE, notes=notes), file=FILE, notes=notes)
    sets = Entry(entry.raw("core"), file=FILE, notes=notes)
    tracks = tuple(_track(item, sets) for item in entry.entries("tracks"))
    entry.close()
    if notes.findings:
        raise BundleError(notes.findings)
    return tracks


def _track(entry: Entry, sets: Entry) -> TrackPlan:
    core = sets.keys(entry.text("core"), required=True)
    own = entry.keys("modules")
    track = TrackPlan(
        role=entry.text("role"),
        title=entry.text("title"),
        steps=(*((code, "core") for code in core), *((code, "role") for code in own)),
    )
    entry.close()
    return track
