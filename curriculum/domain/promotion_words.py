"""Words that read like promotion, one table per language; English is the first.

A language is added by adding its table to WORDS. Phrases are plain words; spaces stand for any
run of up to three blanks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter


@dataclass(frozen=True)
class WordLists:
    """What to look for in one language; `harmless` are phrases that only look like it."""

    superlatives: re.Pattern[str]
    comparisons: re.Pattern[str]
    prizes: re.Pattern[str]
    invitations: re.Pattern[str]
    harmless: re.Pattern[str]


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words, whatever their case; longest first.

    They are grouped by their first letter, so that most places of a text are left at once.
    """
    ordered = sorted(phrases, key=lambda phrase: (phrase[0], -len(phrase)))
    groups = [
        re.escape(letter) + "(?:" + "|".join(_spaced(phrase[1:]) for phrase in group) + ")"
        for letter, group in groupby(ordered, key=itemgetter(0))
    ]
    return re.compile(rf"(?<!\w)(?=[\w#])(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def _spaced(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s{1,3}")


_SUPERLATIVES = (
    "best", "safest", "greatest", "finest", "unique", "uniquely", "unrivalled", "unrivaled",
    "unparalleled", "unmatched", "unsurpassed", "unbeatable", "revolutionary", "breakthrough",
    "game changer", "game-changer", "game changing", "game-changing", "groundbreaking",
    "ground-breaking", "world class", "world-class", "world leading", "world-leading",
    "industry leading", "industry-leading", "market leading", "market-leading", "market leader",
    "best in class", "best-in-class", "cutting edge", "cutting-edge", "state of the art",
    "state-of-the-art", "number one", "no. 1", "#1", "perfect", "miracle", "miraculous",
    "guaranteed", "most effective", "most powerful", "most potent", "most advanced",
    "most innovative", "most trusted", "most convenient", "most successful", "first choice",
    "treatment of choice", "outstanding", "exceptional", "extraordinary", "remarkable",
    "impressive", "unprecedented", "amazing", "superb", "excellent safety", "excellent efficacy",
    "completely safe", "totally safe", "perfectly safe", "without side effects",
    "no side effects", "risk free", "risk-free", "life-changing", "life changing", "wonder drug",
    "only therapy that", "only product that", "leading therapy", "leading product",
)  # fmt: skip
_COMPARISONS = (
    "better than", "superior to", "superiority over", "more effective than", "safer than",
    "faster than", "stronger than", "less toxic than", "better tolerated than",
    "more convenient than", "more potent than", "more reliable than", "longer than any",
    "outperforms", "outperformed", "outperform", "unlike other", "unlike its competitors",
    "compared with other", "compared to other", "compared with competitors",
    "compared to competitors", "versus other", "versus competitors", "advantage over",
    "advantages over", "preferred over", "beats", "head and shoulders above",
    "fewer side effects", "fewer adverse reactions than", "higher response rates than",
    "other car t products", "other car-t products", "competitor", "competitors",
)  # fmt: skip
_PRIZES = (
    "prize", "prizes", "raffle", "sweepstake", "sweepstakes", "lottery", "prize draw", "lucky draw",
    "win a", "win an", "gift card", "gift cards", "gift voucher", "voucher", "vouchers",
    "free gift", "free gifts", "giveaway", "giveaways", "bonus points", "loyalty points",
    "cash back", "cashback", "discount", "discounts", "special offer", "free of charge sample",
    "free sample", "free samples", "coupon", "coupons",
)  # fmt: skip
_INVITATIONS = (
    "you are invited", "we invite you", "join us at", "join us for", "join our", "visit our",
    "visit us", "meet us at", "our booth", "our stand at", "our symposium",
    "sponsored symposium", "satellite symposium", "dinner symposium", "complimentary dinner",
    "complimentary lunch", "register now", "sign up now", "book a visit", "book your place",
    "advisory board", "contact your representative", "contact your sales representative",
    "ask your representative", "call your representative", "sales representative",
    "order now", "order today", "buy now", "request a visit", "request a call",
    "talk to our", "become a speaker", "speaker programme", "speaker program", "follow us on",
    "subscribe to our", "like us on",
)  # fmt: skip
_HARMLESS = (
    "best supportive care", "best practice", "best practices", "best interest", "best interests",
    "best response", "best overall response", "best corrected", "best available therapy",
    "best available evidence", "best before", "best possible", "at best", "best time to",
    "best described", "best answer", "select the best", "choose the best", "unique identifier",
    "unique identifiers", "unique patient identifier", "unique device identifier",
    "unique donation identifier", "unique number", "unique code", "unique entity",
    "competitor assay", "without exceptional", "exceptional circumstances", "heart beats",
    "beats per minute", "perfect match", "perfect agreement", "breakthrough seizure",
    "breakthrough seizures", "breakthrough pain", "breakthrough infection",
    "breakthrough infections", "breakthrough bleeding", "discount rate",
)  # fmt: skip

WORDS = {
    "en": WordLists(
        superlatives=any_of(_SUPERLATIVES),
        comparisons=any_of(_COMPARISONS),
        prizes=any_of(_PRIZES),
        invitations=any_of(_INVITATIONS),
        harmless=any_of(_HARMLESS),
    )
}
