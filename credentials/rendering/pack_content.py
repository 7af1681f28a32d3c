"""What paper, workbook and page of a pack are made from; long parts are read line by line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from credentials.domain.canonical import Json
from credentials.domain.matrix import Column, FrameworkView, RoleRow
from credentials.domain.pack import Scope
from credentials.domain.pack_tally import Tally

Object = dict[str, Json]


@dataclass(frozen=True)
class PackContent:
    """A pack once its data is written; `names` holds people by number, from 1 on.

    `people`, `entries` and `entries_of` start anew each time they are called.
    """

    kind: str
    on: date
    centre: str
    product: str
    view: FrameworkView
    scope: Scope
    coverage: tuple[RoleRow, ...]
    tally: Tally
    names: tuple[str, ...]
    people_count: int
    left_since: int
    demonstration: bool
    code: str
    data_sha256: str
    people: Callable[[], Iterator[Object]]
    entries: Callable[[], Iterator[Object]]
    entries_of: Callable[[Column], Iterator[Object]]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Requirements that are asked of somebody in scope, group by group."""
        return tuple(
            column
            for group, _ in self.view.groups
            for column in self.view.columns
            if column.group == group and self.tally.asked[(column.group, column.key)]
        )
