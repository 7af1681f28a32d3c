"""Which departments receive visitors in a call, and when: for everybody to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from observership.models import Call, Opening, OpeningWindow
from observership.queries.openings import windows_of


@dataclass(frozen=True)
class HostOffer:
    """One opening of a call with its windows, the earliest first."""

    opening: Opening
    windows: tuple[OpeningWindow, ...]

    @property
    def places(self) -> int:
        """Places of all windows together."""
        return sum(window.places for window in self.windows)


def hosts_of(call: Call) -> tuple[HostOffer, ...]:
    """Openings that take visitors in a call, by centre and department; three queries."""
    related = "opening__products", "opening__objectives"
    offers: dict[int, list[OpeningWindow]] = {}
    for window in windows_of(call).prefetch_related(*related):
        offers.setdefault(window.opening_id, []).append(window)
    return tuple(_offer(windows) for windows in offers.values())


def _offer(windows: Sequence[OpeningWindow]) -> HostOffer:
    return HostOffer(opening=windows[0].opening, windows=tuple(windows))
