"""Kombu's filesystem broker with whole writes, for the embedded default.

Kombu creates a message's file and then fills it; a worker that looks in between reads an empty
message and dies of it. Here a file appears under its name only when it is complete.
"""

import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees all of it or none; raises ChannelError."""
    partial = path.with_name(f"{path.name}.{uuid.uuid4().hex}.partial")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.rename(path)
    except OSError as error:
        raise ChannelError(f"Cannot write {path}") from error


class Channel(filesystem.Channel):
    """A channel whose messages and tables are never seen half written."""

    # Kombu's own bases disagree about the name of the second argument.
    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:  # type: ignore[override]
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        write_whole(Path(self.data_folder_out) / name, dumps(payload))

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        file = self._exchange_file(exchange)
        self.control_folder.mkdir(exist_ok=True)
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with file.with_suffix(".lock").open("w") as guard:
            filesystem.lock(guard, filesystem.LOCK_EX)
            table = self.get_table(exchange)
            if row not in table:
                write_whole(file, dumps([row, *table]))


class Transport(filesystem.Transport):
    """Named by CELERY_BROKER_TRANSPORT."""

    Channel = Channel
