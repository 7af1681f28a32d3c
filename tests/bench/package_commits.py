"""How fast commits of packages are saved while 200 learners are in one at once."""

import json
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from curriculum.models import ContentPackage, PackageRegistration, Purpose
from curriculum.services.playing import register
from passport.people.models import Partner, Professional, User
from tests.bench import load

LEARNERS = 200
TOKEN = "b" * 32
FRAMES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
MOST_QUERIES, MOST_P99 = 6, 1000  # milliseconds, with all of them waiting at once
UNIT = {"key": "one", "title": "Thawing", "href": "index.html", "objectives": []}
MANIFEST = {
    "standard": "scorm_1.2", "edition": "1.2", "title": "Thawing", "units": [UNIT], "files": [],
    "languages": ["en"],
}  # fmt: skip
SUSPEND_DATA = "page=7;" * 200  # 1,400 characters, as authoring tools keep


@dataclass(frozen=True)
class CommitTimes:
    """Commits and the floor under the same crowd, and queries of one commit."""

    commits: load.Measured
    floor: load.Measured
    queries: int


@dataclass(frozen=True)
class Player:
    """One learner with a session in an opened package."""

    session: str
    registration: PackageRegistration
    launch: int


def players(session_for: Callable[[Professional], str]) -> list[Player]:
    """Learners of an own package, each signed in."""
    at = timezone.now()
    package = _package()
    return [
        Player(session_for(learner), _registered(package, learner), int(at.timestamp()))
        for learner in (_learner(number) for number in range(LEARNERS))
    ]


def _package() -> ContentPackage:
    partner, user = Partner.objects.first(), User.objects.first()
    at = timezone.now()
    package, _ = ContentPackage.objects.get_or_create(
        partner=partner,
        sha256="be" * 32,
        defaults={
            "file_name": "thaw.zip", "size": 1, "state": "accepted", "standard": "scorm_1.2",
            "manifest": MANIFEST, "uploaded_by": user, "uploaded_at": at,
        },
    )  # fmt: skip
    return package


def _learner(number: int) -> Professional:
    at = timezone.now()
    user, _ = User.objects.get_or_create(
        email=f"player{number}@example.org", defaults={"first_name": "Pl", "last_name": "Ayer"}
    )
    learner, _ = Professional.objects.get_or_create(
        user=user,
        defaults={"profession": "nurse", "country": "CZ", "welcomed_at": at, "created_at": at},
    )
    return learner


def _registered(package: ContentPackage, learner: Professional) -> PackageRegistration:
    return register(
        package=package, user=learner.user, learner=learner, purpose=Purpose.LEARN,
        at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip


def body_of(sequence: int) -> str:
    """What content tells when a page is turned."""
    cmi = {
        "cmi.core.lesson_location": str(sequence),
        "cmi.core.lesson_status": "incomplete",
        "cmi.core.session_time": f"00:{sequence // 60 % 60:02}:{sequence % 60:02}",
        "cmi.suspend_data": SUSPEND_DATA,
    }
    return json.dumps({"unit": "one", "sequence": sequence, "cmi": cmi, "final": False})


def address_of(player: Player) -> str:
    """Where a player saves."""
    return f"/play/{player.registration.public_id}/commit/?launch={player.launch}"


def raw_commit(player: Player, sequence: int, port: int) -> bytes:
    """A commit, byte for byte."""
    body = body_of(sequence)
    lines = [
        f"POST {address_of(player)} HTTP/1.1", f"Host: localhost:{port}", "Connection: close",
        f"Cookie: sessionid={player.session}; csrftoken={TOKEN}", f"X-CSRFToken: {TOKEN}",
        "Content-Type: application/json", f"Content-Length: {len(body)}",
    ]  # fmt: skip
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def crowd(raws: list[Callable[[int], bytes]], *, port: int, seconds: float) -> load.Measured:
    """Everybody sends at once, again and again, for some seconds."""
    measured = load.Measured(seconds=seconds)
    end = time.perf_counter() + seconds

    def work(raw: Callable[[int], bytes]) -> None:
        number = 0
        while (begun := time.perf_counter()) < end:
            number += 1
            if load.send(port, raw(number)).startswith(b"HTTP/1.1 200"):
                measured.times.append((time.perf_counter() - begun) * 1000)
            else:
                measured.refused += 1

    workers = [threading.Thread(target=work, args=[raw]) for raw in raws]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return measured


def queries_of_commit(player: Player, port: int) -> int:
    """Queries of a commit that is not the first."""
    client = Client(headers={"host": f"localhost:{port}"})
    client.cookies["sessionid"], client.cookies["csrftoken"] = player.session, TOKEN
    headers: dict[str, Any] = {"X-CSRFToken": TOKEN}
    for sequence in (1, 2):
        with CaptureQueriesContext(connection) as captured:
            client.post(
                address_of(player), body_of(sequence), content_type="application/json",
                headers=headers,
            )  # fmt: skip
    return len([each for each in captured if not each["sql"].startswith(FRAMES)])


def commit_times(
    *, session_for: Callable[[Professional], str], floor: load.Request, port: int, seconds: float
) -> CommitTimes:
    """Commits and the floor under the same crowd; the server answers on `port` already."""
    everybody = players(session_for)
    commits = [
        lambda number, player=player: raw_commit(player, number + 2, port) for player in everybody
    ]
    plain = [lambda number: floor.raw] * LEARNERS
    queries = queries_of_commit(everybody[0], port)
    crowd(plain, port=port, seconds=min(seconds, 1.0))
    return CommitTimes(
        crowd(commits, port=port, seconds=seconds),
        crowd(plain, port=port, seconds=seconds),
        queries,
    )


def report(times: CommitTimes) -> list[str]:
    """Write the table; returns what was missed."""
    out, seen = sys.stdout.write, times.commits
    ratio = seen.per_second / (times.floor.per_second or 1)
    out(f"\n{LEARNERS} learners at once{'req/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'queries':>9}")
    out(f"{'of floor':>10}\n{'commits of packages':24}{seen.per_second:8.0f}{seen.p50:9.1f}")
    out(f"{seen.p99:9.1f}{times.queries:9d}{ratio:10.2f}\n")
    out(f"{'floor':24}{times.floor.per_second:8.0f}{times.floor.p50:9.1f}{times.floor.p99:9.1f}\n")
    out(f"targets: p99 under {MOST_P99} ms, at most {MOST_QUERIES} queries, none refused\n")
    is_missed = seen.p99 > MOST_P99 or times.queries > MOST_QUERIES or seen.refused
    return ["commits of packages"] if is_missed else []
