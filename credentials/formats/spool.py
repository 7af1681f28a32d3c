"""Values kept in files, one a line, so that a pack of any size is written with little memory."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from credentials.domain.canonical import Json, canonical


class Spool:
    """Values in canonical form, in the order in which they were added."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file = path.open("w", encoding="utf-8")

    def add(self, value: Json) -> str:
        """Append one value; returns its canonical text."""
        text = canonical(value)
        self._file.write(text + "\n")
        self.count += 1
        return text

    def close(self) -> None:
        """Nothing more will be added; now it can be read."""
        self._file.close()

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def texts(self) -> Iterator[str]:
        """The canonical text of each value."""
        with self.path.open(encoding="utf-8") as file:
            for line in file:
                yield line[:-1]

    def values(self) -> Iterator[Json]:
        """Each value."""
        return (json.loads(text) for text in self.texts())


class SortedSpool:
    """Canonical texts put apart under keys; each key has a file of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._paths: dict[str, Path] = {}
        self._waiting: dict[str, list[str]] = defaultdict(list)

    def add(self, key: str, text: str) -> None:
        """Append a text under a key; `flush` writes it down."""
        self._waiting[key].append(text)

    def flush(self) -> None:
        """Write down what waits, one file after the other, so that few are open at a time."""
        for key, texts in self._waiting.items():
            path = self._paths.setdefault(key, self._folder / f"{len(self._paths)}.jsonl")
            with path.open("a", encoding="utf-8") as file:
                file.writelines(f"{text}\n" for text in texts)
        self._waiting.clear()

    def values(self, key: str) -> Iterator[Json]:
        """Each value under a key."""
        if key not in self._paths:
            return
        with self._paths[key].open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
