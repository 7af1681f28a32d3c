"""Pictures and videos of product modules: what is taken, and how a chapter shows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

MAX_PICTURE_BYTES = 10_000_000
MAX_VIDEO_BYTES = 200_000_000
MAX_CAPTION_BYTES = 1_000_000
MAX_MEDIA = 60
MAX_PIXELS = 40_000_000
MAX_WEBP_PIXELS = 12_000_000  # its decoder holds four copies of a picture in memory
LONGEST_EDGE = 2_400


class MediaKind(StrEnum):
    """Kinds of media by the ending of their file; nothing else is taken."""

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    MP4 = "mp4"
    VTT = "vtt"


CONTENT_TYPES = {
    MediaKind.JPEG: "image/jpeg",
    MediaKind.PNG: "image/png",
    MediaKind.WEBP: "image/webp",
    MediaKind.MP4: "video/mp4",
    MediaKind.VTT: "text/vtt; charset=utf-8",
}
_ENDINGS = {"jpeg": MediaKind.JPEG, **{str(kind): kind for kind in MediaKind}}


def kind_of(name: str) -> MediaKind | None:
    """The kind that a file's ending promises; None for anything that is not taken."""
    return _ENDINGS.get(name.rpartition(".")[2].lower())


def is_video(name: str) -> bool:
    """Whether a figure's file is a video."""
    return kind_of(name) == MediaKind.MP4


@dataclass(frozen=True)
class BundleMedia:
    """A checked file, known by the hash of its bytes; width and height in pixels, 0 for none."""

    name: str
    kind: MediaKind
    sha256: str
    size: int
    width: int = 0
    height: int = 0

    @property
    def address(self) -> str:
        """Name under which the file is stored and served."""
        return f"{self.sha256}.{self.kind}"

    @property
    def content_type(self) -> str:
        """Type to serve the file with."""
        return CONTENT_TYPES[self.kind]


@dataclass(frozen=True)
class Shown:
    """Where a page finds a file, and how large its picture is."""

    url: str
    width: int = 0
    height: int = 0


ShowMedia = Callable[[str], Shown]


def shows_nothing(name: str) -> Shown:
    """For modules without media; raises KeyError."""
    raise KeyError(name)


def shown_under(prefix: str, media: Mapping[str, BundleMedia]) -> ShowMedia:
    """Addresses of a version's files below a path such as `/learn/media/`; raises KeyError."""

    def show(name: str) -> Shown:
        file = media[name]
        return Shown(f"{prefix}{file.address}", file.width, file.height)

    return show
