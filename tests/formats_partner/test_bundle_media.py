"""Pictures and videos: content decides, pictures lose everything but their pixels."""

import hashlib
import zlib
from io import BytesIO

import pytest
from PIL import Image

from curriculum.domain.media import BundleMedia, MediaKind
from curriculum.formats.bundle_media import check_media
from curriculum.formats.notes import Notes
from tests.formats_partner.bundles import box, picture, video


class Folder:
    def __init__(self, path):
        self.folder, self.shelf, self.notes = path / "media", path / "shelf", Notes()
        self.folder.mkdir()
        self.shelf.mkdir()

    def check(self, **files: bytes) -> dict[str, BundleMedia]:
        for name, data in files.items():
            (self.folder / name.replace("_", ".")).write_bytes(data)
        return check_media(self.folder, self.shelf, self.notes)

    @property
    def reasons(self) -> list[str]:
        return [item.values["reason"] for item in self.notes.findings]


@pytest.fixture
def media(tmp_path):
    return Folder(tmp_path)


@pytest.mark.parametrize(
    ("name", "form", "kind"),
    [
        ("a_jpg", "JPEG", MediaKind.JPEG),
        ("a_jpeg", "JPEG", MediaKind.JPEG),
        ("a_png", "PNG", MediaKind.PNG),
        ("a_webp", "WEBP", MediaKind.WEBP),
    ],
)
def test_a_picture_is_shelved_under_the_hash_of_its_new_bytes(media, name, form, kind):
    (file,) = media.check(**{name: picture(form)}).values()
    data = (media.shelf / file.address).read_bytes()
    assert (file.kind, file.width, file.height, file.size) == (kind, 40, 20, len(data))
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert media.reasons == []


def test_place_and_camera_of_a_photograph_are_gone(media):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[29] = "2026:11:21"
    files = {
        "a_jpg": picture("JPEG", exif=exif, comment=b"SecretCamera"),
        "b_png": picture("PNG", exif=exif),
        "c_webp": picture("WEBP", exif=exif),
    }
    assert all(b"SecretCamera" in data for data in files.values())
    checked = media.check(**files)
    assert len(checked) == 3
    for file in checked.values():
        data = (media.shelf / file.address).read_bytes()
        with Image.open(BytesIO(data)) as image:
            assert dict(image.getexif()) == {}
        assert b"Secret" not in data
        assert b"2026:11:21" not in data


def test_a_photograph_taken_sideways_stands_upright(media):
    exif = Image.Exif()
    exif[0x0112] = 6
    (file,) = media.check(a_jpg=picture("JPEG", exif=exif)).values()
    assert (file.width, file.height) == (20, 40)


def test_what_hides_behind_a_picture_is_gone(media):
    (file,) = media.check(a_png=picture("PNG") + b"<script>alert(1)</script>").values()
    assert b"script" not in (media.shelf / file.address).read_bytes()


def test_a_clear_background_stays_clear(media):
    out = BytesIO()
    Image.new("RGBA", (4, 4), (1, 2, 3, 0)).save(out, "PNG")
    (file,) = media.check(a_png=out.getvalue()).values()
    with Image.open(media.shelf / file.address) as image:
        assert (image.mode, image.getpixel((0, 0))[3]) == ("RGBA", 0)


def test_a_large_picture_is_made_smaller(media):
    (file,) = media.check(a_jpg=picture("JPEG", (6000, 3000))).values()
    assert (file.width, file.height) == (2400, 1200)


def png_head(width: int, height: int) -> bytes:
    """A PNG that promises many pixels and holds few bytes."""
    data = bytearray(picture("PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    ("width", "height", "words"),
    [
        (50_000, 50_000, "far too many pixels"),
        (12_000, 10_000, "too many pixels"),
        (8_000, 5_001, "over 40 megapixels"),
    ],
)
def test_a_flood_of_pixels_is_refused_by_its_head(media, width, height, words):
    assert media.check(a_png=png_head(width, height)) == {}
    assert words in media.reasons[0]


def test_a_webp_may_hold_fewer_pixels_since_it_takes_more_memory(media):
    assert media.check(a_webp=picture("WEBP", (4_001, 3_000))) == {}
    assert "over 12 megapixels" in media.reasons[0]


def moving() -> bytes:
    out = BytesIO()
    frames = [Image.new("RGB", (4, 4), (shade, 0, 0)) for shade in (0, 200)]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


DISGUISED = "its content is not what its name says"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a_png", picture("JPEG"), DISGUISED),
        ("a_jpg", picture("PNG"), DISGUISED),
        ("a_jpg", picture("GIF"), DISGUISED),
        ("a_webp", b"<svg xmlns='http://www.w3.org/2000/svg'/>", DISGUISED),
        ("a_png", b"%PDF-1.7", DISGUISED),
        ("a_png", picture("PNG")[:60], DISGUISED),
        ("a_png", moving(), "it moves"),
        ("a_jpg", b"", "it is empty"),
        ("a_jpg", b"x" * 10_000_001, "larger than 10 MB"),
        ("a_svg", b"<svg/>", "name it with"),
        ("a_html", b"<p>", "name it with"),
        ("a_gif", picture("GIF"), "name it with"),
        ("-a_png", picture("PNG"), "name it with"),
        ("a_mp4", b"\0\0\0\x18ftyp", DISGUISED),
        ("a_mp4", b"PK\x03\x04" + b"x" * 40, DISGUISED),
        ("a_mp4", video() + b"PK\x03\x04 and more", DISGUISED),
        ("a_mp4", box(b"ftyp") + box(b"mdat"), DISGUISED),
        ("a_mp4", video(box(b"moov", box(b"udta", box(b"\xa9xyz", b"+48-002/")))), "was filmed"),
        ("a_vtt", b"hello", "begin with WEBVTT"),
        ("a_vtt", b"WEBVTT\n\nno cue", "begin with WEBVTT"),
        ("a_vtt", b"WEBVTT\n\xff --> ", "UTF-8"),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_leaves_nothing(media, name, data, words):
    assert media.check(**{name: data}) == {}
    assert len(media.reasons) == 1
    assert words in media.reasons[0]
    assert list(media.shelf.iterdir()) == []


def test_a_video_and_its_captions_stay_as_they_are(media):
    captions = b"WEBVTT\n\n00:00.000 --> 00:01.000\nThis is invented.\n"
    checked = media.check(a_mp4=video(), a_vtt=captions)
    assert {
        file.content_type: (media.shelf / file.address).read_bytes() for file in checked.values()
    } == {"video/mp4": video(), "text/vtt; charset=utf-8": captions}


def test_colours_of_print_are_refused(media):
    out = BytesIO()
    Image.new("CMYK", (4, 4)).save(out, "JPEG")
    assert media.check(a_jpg=out.getvalue()) == {}
    assert "CMYK" in media.reasons[0]


def test_links_are_never_followed(media, tmp_path):
    (tmp_path / "secret.png").write_bytes(picture("PNG"))
    (media.folder / "a.png").symlink_to(tmp_path / "secret.png")
    assert media.check() == {}
