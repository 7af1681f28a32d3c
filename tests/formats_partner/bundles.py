"""The fictional product's bundle, changed in one place, as a folder or a zip."""

import shutil
import struct
import zipfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from curriculum.domain.findings import Finding
from curriculum.domain.product_bundle import ProductBundle, ProductRules
from curriculum.formats.bundle_zip import read_product

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "passport" / "demo" / "data" / "fictoleucel"
OUTCOMES = {
    "fictoleucel-receipt", "fictoleucel-storage", "fictoleucel-thaw", "fictoleucel-infusion",
    "fictoleucel-patient-card", "fictoleucel-reporting",
}  # fmt: skip
RULES = ProductRules("FIC", outcomes=OUTCOMES, requirements=(), names=("Fictavia",))


class Workshop:
    """A copy of the sample and the shelf that its media go to."""

    def __init__(self, path: Path) -> None:
        self.folder, self.shelf = path / "bundle", path / "shelf"
        shutil.copytree(SAMPLE, self.folder)
        self.shelf.mkdir()

    def change(self, name: str, old: str, new: str) -> None:
        """Exchange a text of a file; it must be there."""
        text = (self.folder / name).read_text()
        assert old in text
        (self.folder / name).write_text(text.replace(old, new))

    def media(self, name: str) -> Path:
        return self.folder / "media" / name

    def read(self, rules: ProductRules = RULES) -> tuple[ProductBundle, list[Finding]]:
        return read_product(self.folder, shelf=self.shelf, rules=rules)

    def rules(self) -> list[str]:
        return [str(item.rule) for item in self.read()[1]]

    def zipped(self, inside: str = "") -> Path:
        path = self.folder.parent / "bundle.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(self.folder.rglob("*")):
                if file.is_file():
                    archive.write(file, inside + file.relative_to(self.folder).as_posix())
        return path


def picture(form: str, size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    """A picture with a gradient, so that its pixels can be told apart."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def box(kind: bytes, content: bytes = b"") -> bytes:
    """One box of an MP4."""
    return struct.pack(">I4s", len(content) + 8, kind) + content


def video(*more: bytes) -> bytes:
    """The smallest file that has the boxes of an MP4."""
    return b"".join(
        (box(b"ftyp", b"isom\0\0\0\0isom"), box(b"moov"), *more, box(b"mdat", b"x" * 9))
    )
