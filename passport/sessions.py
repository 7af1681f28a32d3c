"""Sessions as Django keeps them in the database; every page reads one, by a prepared query."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from passport.prepared import Prepared

_RUNNING: Prepared[Session] = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    *map(Session._meta.get_field, ("session_key", "expire_date")),
)


def is_running(session_key: str, at: datetime) -> bool:
    """Whether a session was neither ended nor has run out."""
    return bool(_RUNNING.rows(session_key, at))


class SessionStore(DatabaseStore):
    """Django's store; its name is part of the signature of every session."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Django's table."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = _RUNNING.rows(self.session_key, timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]
