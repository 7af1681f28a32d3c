"""What reads like promotion in a partner's text, by word lists per language and plain rules.

The rules are those of "Content rules enforced in software": the generic name (INN) before the
brand, no superlative or comparison without a reference, no prizes, invitations or outbound
marketing, no company logo outside the sponsor plate, and a label date. They find words, not
intentions: a reviewer decides. Every search takes time in proportion to the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urlsplit

from curriculum.domain.packages import Level, PackageFinding, PackageRule
from curriculum.domain.promotion_words import WORDS, WordLists

MOST_FINDINGS = 200
_SHORT = 200  # words; a shorter text needs no reference of its own
_BETWEEN = re.compile(r"(?<=[.!?])\s{1,9}(?![\[(\s])|\n")
_REFERENCE = re.compile(
    r"\[@[A-Z0-9-]{1,40}\]|\[\d{1,3}(?:[,;\u2013 -]{1,3}\d{1,3}){0,9}\]|[\u00b9\u00b2\u00b3"
    r"\u2070\u2074-\u2079]|\(\d{1,3}\)|\bdoi\b|\bSmPC\b|\b(?:19|20)\d\d\)|\bet al\b"
    r"|\brefs?\.? ?\d{1,3}\b"
)
_WORD = re.compile(r"\w{2,40}")


@dataclass(frozen=True)
class PlainText:
    """A passage as a reader sees it, where it stands, and its language (BCP 47)."""

    text: str
    file: str
    line: int = 0
    language: str = "en"


@dataclass(frozen=True)
class Picture:
    """A picture with the words that tell what it shows: its address and its text."""

    file: str
    line: int
    address: str
    text: str = ""


@dataclass(frozen=True)
class OutboundLink:
    """A link that leads out, with its words."""

    file: str
    line: int
    address: str
    text: str = ""


@dataclass(frozen=True)
class PromotionContext:
    """Whose text it is: generic and brand name, companies, date of the label, hosts to cite."""

    inn: str = ""
    brand: str = ""
    companies: tuple[str, ...] = ()
    label_date: date | None = None
    reference_hosts: tuple[str, ...] = (
        "doi.org", "pubmed.ncbi.nlm.nih.gov", "ema.europa.eu", "clinicaltrials.gov",
        "www.ema.europa.eu", "www.fda.gov", "clinicaltrialsregister.eu",
    )  # fmt: skip


def promotion_findings(
    texts: Sequence[PlainText],
    context: PromotionContext,
    pictures: Iterable[Picture] = (),
    links: Iterable[OutboundLink] = (),
) -> list[PackageFinding]:
    """Everything that reads like promotion, in the order of the texts; 200 at the most.

    All are FIX, but NO_REFERENCE, which is a NOTE.
    """
    found = [
        *_label_findings(context),
        *text_findings(texts, context),
        *_reference_findings(texts),
        *_logo_findings(pictures, context),
        *_link_findings(links, context),
    ]
    return found[:MOST_FINDINGS]


def text_findings(texts: Sequence[PlainText], context: PromotionContext) -> list[PackageFinding]:
    """Brand names that come first and words that read like promotion; 400 at the most."""
    words = (finding for text in texts for finding in _word_findings(text))
    brands = islice(_brand_findings(texts, context), MOST_FINDINGS)
    return [*brands, *islice(words, MOST_FINDINGS)]


def _fix(rule: PackageRule, file: str, line: int, words: str) -> PackageFinding:
    return PackageFinding(Level.FIX, rule, file, line, {"words": words.strip()[:160]})


def _label_findings(context: PromotionContext) -> Iterator[PackageFinding]:
    if context.label_date is None:
        yield PackageFinding(Level.FIX, PackageRule.NO_LABEL_DATE)


def _named(name: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE) if name.strip() else None


def _brand_findings(
    texts: Sequence[PlainText], context: PromotionContext
) -> Iterator[PackageFinding]:
    """The first brand name of each file that no generic name stands before."""
    brand, inn = _named(context.brand), _named(context.inn)
    introduced: set[str] = set()
    for text in texts:
        if brand is None or text.file in introduced:
            continue
        first, generic = brand.search(text.text), inn.search(text.text) if inn else None
        if first and (generic is None or first.start() < generic.start()):
            words = text.text[max(0, first.start() - 30) : first.end() + 30]
            yield _fix(PackageRule.BRAND_FIRST, text.file, text.line, words)
        if first or generic:
            introduced.add(text.file)


def _word_findings(text: PlainText) -> Iterator[PackageFinding]:
    words = words_of(text.language)
    for sentence, line in _sentences(text):
        for rule, found in _broken(sentence, words):
            yield _fix(rule, text.file, line, found)


def _sentences(text: PlainText) -> Iterator[tuple[str, int]]:
    """Each sentence and its line; a reference that follows the full stop belongs to it."""
    begin, line = 0, text.line
    for gap in _BETWEEN.finditer(text.text):
        yield text.text[begin : gap.start()], line
        line += text.text.count("\n", begin, gap.end()) if text.line else 0
        begin = gap.end()
    yield text.text[begin:], line


def words_of(language: str) -> WordLists:
    """The word lists of a language; English for one that has none yet."""
    return WORDS.get(language.lower().split("-")[0], WORDS["en"])


def _broken(sentence: str, words: WordLists) -> Iterator[tuple[PackageRule, str]]:
    """Each rule that a sentence breaks, with the first words that break it."""
    plain = words.harmless.sub(" ", sentence)
    claims = [
        (PackageRule.SUPERLATIVE, words.superlatives),
        (PackageRule.COMPARISON, words.comparisons),
    ]
    offers = [(PackageRule.PRIZE, words.prizes), (PackageRule.INVITATION, words.invitations)]
    backed = _REFERENCE.search(sentence) is not None
    for rule, pattern in [*([] if backed else claims), *offers]:
        if match := pattern.search(plain):
            yield rule, match.group()


def _reference_findings(texts: Sequence[PlainText]) -> Iterator[PackageFinding]:
    """Whether a text of some length cites nothing at all."""
    count = 0
    for text in texts:
        if _REFERENCE.search(text.text):
            return
        count += len(_WORD.findall(text.text))
    if count > _SHORT:
        details = {"count": str(count)}
        yield PackageFinding(Level.NOTE, PackageRule.NO_REFERENCE, details=details)


def _logo_findings(
    pictures: Iterable[Picture], context: PromotionContext
) -> Iterator[PackageFinding]:
    """Pictures that call themselves a logo, or that carry the name of company or brand."""
    names = [name.lower() for name in (*context.companies, context.brand) if name.strip()]
    for picture in pictures:
        words = f"{picture.address} {picture.text}".lower()
        if "logo" in words or any(name in picture.text.lower() for name in names):
            shown = picture.text or picture.address
            yield _fix(PackageRule.LOGO, picture.file, picture.line, shown)


def _link_findings(
    links: Iterable[OutboundLink], context: PromotionContext
) -> Iterator[PackageFinding]:
    """Links that lead out to anything but a place where references stand."""
    for link in links:
        if not is_reference(link.address, context):
            details = {"address": link.address[:300], "words": link.text.strip()[:160]}
            rule = PackageRule.EXTERNAL_ADDRESS
            yield PackageFinding(Level.FIX, rule, link.file, link.line, details)


def is_reference(address: str, context: PromotionContext) -> bool:
    """Whether an address is one of a host where references stand, and safe to follow."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        return False
    return parts.scheme == "https" and not parts.username and host in context.reference_hosts
