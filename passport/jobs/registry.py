"""Which function does which kind of job; apps register theirs when they start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Handler = Callable[..., None]


@dataclass(frozen=True)
class Registered:
    """A handler and the queue whose worker may run it."""

    handler: Handler
    queue: str


class UnknownKindError(LookupError):
    """No handler is registered for a kind of job."""


_handlers: dict[str, Registered] = {}


def register(kind: str, *, queue: str = "default") -> Callable[[Handler], Handler]:
    """Decorator: this function does the jobs of `kind`, called with the job's ids and `job`."""

    def keep(handler: Handler) -> Handler:
        _handlers[kind] = Registered(handler=handler, queue=queue)
        return handler

    return keep


def registered(kind: str) -> Registered:
    """Handler of a kind; raises UnknownKindError."""
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKindError(kind) from None


def registered_kinds() -> dict[str, Any]:
    """Every kind with its handler, for the test that none is rung in vain."""
    return dict(_handlers)
