"""Pictures and videos of a bundle: known by their content, pictures written anew without metadata.

Container layout of MP4: ISO/IEC 14496-12, boxes of a 32 or 64 bit size and a four-letter type.
"""

import hashlib
import re
import shutil
import struct
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps

from curriculum.domain.findings import Rule
from curriculum.domain.media import (
    LONGEST_EDGE,
    MAX_CAPTION_BYTES,
    MAX_MEDIA,
    MAX_PICTURE_BYTES,
    MAX_PIXELS,
    MAX_VIDEO_BYTES,
    MAX_WEBP_PIXELS,
    BundleMedia,
    MediaKind,
    kind_of,
)
from curriculum.formats.notes import Notes

MEDIA = "media"
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")
_FORMATS = {MediaKind.JPEG: "JPEG", MediaKind.PNG: "PNG", MediaKind.WEBP: "WEBP"}
_SAVED: dict[MediaKind, dict[str, int | bool]] = {
    MediaKind.JPEG: {"quality": 88, "progressive": True},
    MediaKind.PNG: {},
    MediaKind.WEBP: {"quality": 88},
}
_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
_CLEAR = {"LA", "PA", "RGBA"}
_LIMITS = {MediaKind.MP4: MAX_VIDEO_BYTES, MediaKind.VTT: MAX_CAPTION_BYTES}
_PLACES = (b"\xa9xyz", b"loci", b"com.apple.quicktime.location")
_MOVIE_HEADER = 20_000_000
_DISGUISED = "its content is not what its name says. Export it again."


class MediaError(ValueError):
    """A file is not taken; the text says why."""


def _whole(image: Image.Image) -> Image.Image:
    """The picture upright, of a size for a page; raises MediaError by its head alone."""
    most = MAX_WEBP_PIXELS if image.format == "WEBP" else MAX_PIXELS
    if image.width * image.height > most:
        raise MediaError(f"it has over {most // 1_000_000} megapixels. Make it smaller.")
    if getattr(image, "n_frames", 1) > 1:
        raise MediaError("it moves. Use a single picture, or a video.")
    if image.mode not in _MODES:
        raise MediaError(f"its colours are {image.mode}. Save it as RGB with 8 bits.")
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    return ImageOps.exif_transpose(image)


def _written_anew(path: Path, kind: MediaKind) -> tuple[bytes, tuple[int, int]]:
    """Pixels alone in a new file: neither place, camera, comment nor anything appended."""
    try:
        with Image.open(path, formats=[_FORMATS[kind]]) as opened:
            whole = _whole(opened)
            clear = whole.mode in _CLEAR or "transparency" in whole.info
            plain = whole.convert("RGBA" if clear and kind != MediaKind.JPEG else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise MediaError("it has far too many pixels. Make it smaller.") from error
    except MediaError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as error:
        raise MediaError(_DISGUISED) from error
    plain.info = {}
    out = BytesIO()
    plain.save(out, _FORMATS[kind], **_SAVED[kind])
    return out.getvalue(), plain.size


def _picture(path: Path, kind: MediaKind, shelf: Path) -> BundleMedia:
    data, (width, height) = _written_anew(path, kind)
    file = BundleMedia(path.name, kind, hashlib.sha256(data).hexdigest(), len(data), width, height)
    (shelf / file.address).write_bytes(data)
    return file


def _boxes(file: BinaryIO, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Type, begin and end of each outermost box; raises MediaError when they do not add up."""
    place = 0
    while place < end:
        file.seek(place)
        head = file.read(16)
        if len(head) < 8:
            raise MediaError(_DISGUISED)
        size, kind = struct.unpack(">I4s", head[:8])
        if size == 1 and len(head) == 16:
            size = struct.unpack(">Q", head[8:])[0]
        size = end - place if size == 0 else size
        if size < 8 or place + size > end:
            raise MediaError(_DISGUISED)
        yield kind, place, place + size
        place += size


def _check_video(path: Path) -> None:
    """An MP4 of whole boxes that begins as one and does not tell where it was filmed."""
    with path.open("rb") as file:
        kinds = []
        for kind, begin, end in _boxes(file, path.stat().st_size):
            kinds.append(kind)
            if kind in (b"moov", b"udta", b"meta"):
                file.seek(begin)
                header = file.read(min(end - begin, _MOVIE_HEADER))
                if any(word in header for word in _PLACES):
                    raise MediaError("it tells where it was filmed. Export it without location.")
    if kinds[:1] != [b"ftyp"] or b"moov" not in kinds or not {b"mdat", b"moof"} & set(kinds):
        raise MediaError(_DISGUISED)


def _check_captions(path: Path) -> None:
    """A WebVTT text with at least one cue."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise MediaError("captions are UTF-8 text. Save them as UTF-8.") from error
    if not re.match(r"WEBVTT(?:[ \t\n]|$)", text) or "-->" not in text or "\0" in text:
        raise MediaError("captions begin with WEBVTT and hold at least one cue.")


def _copied(path: Path, kind: MediaKind, shelf: Path) -> BundleMedia:
    """A video or captions as they are, under the hash of their bytes."""
    (_check_video if kind == MediaKind.MP4 else _check_captions)(path)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    checked = BundleMedia(path.name, kind, digest, path.stat().st_size)
    with tempfile.NamedTemporaryFile(dir=shelf, delete=False) as copy, path.open("rb") as file:
        shutil.copyfileobj(file, copy)
    Path(copy.name).replace(shelf / checked.address)
    return checked


def _checked(path: Path, shelf: Path) -> BundleMedia:
    kind = kind_of(path.name)
    if kind is None or not NAME.match(path.name):
        raise MediaError("name it with letters, digits and hyphens, .jpg, .png, .webp, .mp4, .vtt.")
    limit = _LIMITS.get(kind, MAX_PICTURE_BYTES)
    if not 0 < path.stat().st_size <= limit:
        raise MediaError(f"it is empty or larger than {limit // 1_000_000} MB.")
    return (_picture if kind in _FORMATS else _copied)(path, kind, shelf)


def check_media(folder: Path, shelf: Path, notes: Notes) -> dict[str, BundleMedia]:
    """Checked files of a folder by their name, written to `shelf` under their address.

    What is refused is noted. Nothing of a picture but its pixels reaches the shelf.
    """
    paths = sorted(path for path in folder.glob("*") if path.is_file() and not path.is_symlink())
    if len(paths) > MAX_MEDIA:
        notes.add(
            Rule.COUNT, MEDIA, count=len(paths), name="media", expected=f"at most {MAX_MEDIA}"
        )
    checked: dict[str, BundleMedia] = {}
    for path in paths[:MAX_MEDIA]:
        try:
            checked[path.name] = _checked(path, shelf)
        except MediaError as error:
            notes.add(Rule.MEDIA, f"{MEDIA}/{path.name}", reason=str(error))
    return checked
