"""A partner's bundle: the folder of a product module, or the same folder as a zip."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from curriculum.domain.content import Basis, Fact, ModuleContent, Reference
from curriculum.domain.findings import Finding, Rule
from curriculum.domain.packages import PackageFinding
from curriculum.domain.product_bundle import ProductBundle, ProductRules, product_findings
from curriculum.formats.bundle import content_of, file_hash, front_matter, read_text, split_front
from curriculum.formats.bundle_media import MEDIA, check_media
from curriculum.formats.chapters import FILE, read_chapters
from curriculum.formats.entries import Entry
from curriculum.formats.notes import Notes
from curriculum.formats.questions import FACTS, QUESTIONS, read_facts, read_questions
from curriculum.formats.references import FILE as REFERENCES
from curriculum.formats.references import references_in

TEXTS = (FILE, QUESTIONS, FACTS, REFERENCES)
_KINDS = "module.md, questions.yaml, facts.yaml, references.yaml or a file in media/"

Unpack = Callable[[Path, Path], tuple[PackageFinding, ...]]


@dataclass(frozen=True)
class ProductReading:
    """What a zip held: `stops` when it was not unpacked, else the bundle and its findings."""

    bundle: ProductBundle | None
    findings: tuple[Finding, ...] = ()
    stops: tuple[PackageFinding, ...] = ()


def read_bundle_zip(
    path: Path, *, into: Path, shelf: Path, unpack: Unpack, rules: ProductRules
) -> ProductReading:
    """Unpack a zip into `into` (which must not exist yet) and read it.

    Checked media are written to the existing folder `shelf` under their address. `unpack` is the
    safe unpacker: archive and target in, findings out. OSError passes through.
    """
    if stops := unpack(path, into):
        return ProductReading(None, stops=stops)
    bundle, findings = read_product(into, shelf=shelf, rules=rules)
    return ProductReading(bundle, tuple(findings))


def _home(folder: Path) -> Path:
    """The folder itself, or the only one inside it, as file managers zip folders."""
    inside = list(folder.iterdir())
    if len(inside) == 1 and inside[0].is_dir() and not inside[0].is_symlink():
        return inside[0]
    return folder


def _note_other_files(home: Path, notes: Notes) -> None:
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        here = name in TEXTS or path.parent == home / MEDIA
        if path.is_symlink() or (not path.is_dir() and not here):
            notes.add(Rule.FILE_TYPE, name, expected=_KINDS)


@dataclass(frozen=True)
class _Rest:
    """What stands beside the module's text."""

    facts: tuple[Fact, ...]
    references: tuple[Reference, ...]


def _rest(texts: dict[str, str], notes: Notes) -> _Rest:
    facts = read_facts(texts[FACTS], notes) if texts[FACTS] else ()
    return _Rest(facts, references_in(texts[REFERENCES], notes) if texts[REFERENCES] else ())


def _texts(home: Path, notes: Notes) -> dict[str, str]:
    """Every text by its name; facts may be left out."""
    wanted = [name for name in TEXTS if name != FACTS or (home / FACTS).is_file()]
    return dict.fromkeys(TEXTS, "") | {name: read_text(home / name, notes) for name in wanted}


def _content(texts: dict[str, str], rest: _Rest, names: frozenset[str], notes: Notes) -> tuple[
    Entry, ModuleContent
]:  # fmt: skip
    """Front matter, still open for the keys of products, and the module."""
    front_text, body, first_line = split_front(texts[FILE], notes)
    front = front_matter(front_text, notes)
    text = texts[QUESTIONS]
    asked = read_questions(text, rest.facts, notes) if text else {"questions": (), "vignettes": ()}
    chapters = read_chapters(body, first_line=first_line, figures={}, notes=notes, media=names)
    content = content_of(front, {**asked, "chapters": chapters})
    return front, content if rest.facts else _resting_on_references(content)


def _resting_on_references(content: ModuleContent) -> ModuleContent:
    """Without facts, a question is as sure as the reference it names."""
    return replace(
        content,
        questions=tuple(
            replace(each, basis=Basis.VERIFIED if each.references else Basis.PRACTICE)
            for each in content.questions
        ),
    )


def read_product(
    folder: Path, *, shelf: Path, rules: ProductRules
) -> tuple[ProductBundle, list[Finding]]:
    """A product's bundle as far as it can be read, and everything that must be mended."""
    home, notes = _home(folder), Notes()
    _note_other_files(home, notes)
    texts = _texts(home, notes)
    rest = _rest(texts, notes)
    names = frozenset(path.name for path in (home / MEDIA).glob("*"))
    media = check_media(home / MEDIA, shelf, notes)
    front, content = _content(texts, rest, names, notes)
    bundle = ProductBundle(
        content=content,
        outcomes=front.texts("outcomes", required=True),
        references=rest.references,
        label_date=front.text("label_date"),
        source_hash=file_hash(*texts.values(), *(file.sha256 for file in media.values())),
        media=media,
        facts=rest.facts,
    )
    front.close()
    notes.extend(product_findings(bundle, rules))
    return bundle, list(_sorted(notes))


def _sorted(notes: Notes) -> Iterator[Finding]:
    order = {name: place for place, name in enumerate(TEXTS)}
    yield from sorted(
        notes.findings, key=lambda item: (order.get(item.file, 9), item.file, item.line)
    )
