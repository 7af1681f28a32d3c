"""Numbers sources by their first use and writes a citation where the text has `[@KEY]`."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext

from curriculum.domain.content import Reference
from curriculum.domain.text import CITATION, PRACTICE_POINT

_CITED = re.compile(
    rf"(?P<space>[ \u00a0]?)(?P<keys>(?:{CITATION.pattern} ?)+(?<! ))(?P<after>[.,;:)]*)"
)


class Sources:
    """The reference list of one module, growing as the text is written out."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self.known = {reference.key: reference for reference in references}
        self.numbers: dict[str, int] = {}

    def number(self, key: str) -> int:
        """Number of a source; raises KeyError when it is unknown."""
        if key not in self.known:
            raise KeyError(key)
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def numbered(self, keys: Iterable[str]) -> list[int]:
        """Numbers of some sources, practice points left out."""
        return [self.number(key) for key in keys if key != PRACTICE_POINT]

    def cite(self, html: str) -> str:
        """Cleaned HTML with a button for each citation, on one line with what is around it."""
        return _CITED.sub(self._cited, html)

    def _cited(self, found: re.Match[str]) -> str:
        # A browser may break beside a button whatever character joins it: only a span holds.
        buttons = "".join(self._button(key) for key in CITATION.findall(found["keys"]))
        space = "\u00a0" if found["space"] else ""
        return f'<span class="cited">{space}{buttons}{found["after"]}</span>'

    def _button(self, key: str) -> str:
        if key == PRACTICE_POINT:
            return (
                '<button type="button" class="cite cite--practice" popovertarget="ref-practice">'
                f"{gettext('practice point')}</button>"
            )
        number = self.number(key)
        return f'<button type="button" class="cite" popovertarget="ref-{number}">{number}</button>'

    @property
    def listed(self) -> list[dict[str, object]]:
        """The list as a release keeps it."""
        return [
            {
                "number": number,
                "key": key,
                "citation": self.known[key].citation,
                "doi": self.known[key].doi,
                "url": self.known[key].url,
            }
            for key, number in self.numbers.items()
        ]
