"""Prepares the embedded installation and serves web and worker together until Ctrl-C."""

import os
import signal
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from honcho import manager as honcho_manager
from honcho.manager import Manager
from honcho.printer import Printer

from passport.settings.env import read_environment

WORKER = (
    "-m celery -A passport worker --beat --queues default,signer --pool threads --concurrency 2 "
    "--loglevel WARNING --without-gossip --without-mingle --without-heartbeat"
)

STOPPED_BY_HAND = {None, 0, 128 + signal.SIGINT, 128 + signal.SIGTERM}


class Command(BaseCommand):
    help = "Prepare the embedded installation, then serve web and background worker until Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        environment = read_environment()
        self._refuse_ports(environment.host, environment.port, settings.CONTENT_PORT)
        call_command("bootstrap", stdout=self.stdout)
        connections.close_all()
        if not settings.PLAYER_ASSETS_DIR.exists():
            self.stdout.write("Content packages cannot be played: the player's files are missing.")
        self.stdout.write("Serving. Press Ctrl-C to stop.\n")
        self.stdout.flush()
        raise SystemExit(self._serve(environment.host, environment.port, environment.web_workers))

    def _refuse_ports(self, host: str, port: int, content_port: int) -> None:
        """Both ports must be free, and be two: packages have origins of their own."""
        self._refuse_busy_port(host, port, f"make run PORT={port + 2}")
        other = f"PASSPORT_CONTENT_PORT={max(port, content_port) + 1} make run"
        if port == content_port:
            raise CommandError(
                f"Port {port} cannot serve content packages too: start with another one for them: "
                f"{other}"
            )
        self._refuse_busy_port(host, content_port, other)

    def _refuse_busy_port(self, host: str, port: int, remedy: str) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} on {host} cannot be used ({error.strerror}): stop the program "
                    f"that uses it, or start with another one: {remedy}"
                ) from error

    def _serve(self, host: str, port: int, workers: int) -> int:
        # A worker finishes what it has begun; honcho's five seconds are too few on a busy machine.
        honcho_manager.KILL_WAIT = 30
        manager = Manager(printer=Printer(sys.stdout, colour=sys.stdout.isatty(), prefix=True))
        python = sys.executable
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
            "PYTHONUNBUFFERED": "1",
        }
        web = (
            f"-m gunicorn passport.wsgi:application --workers {workers} "
            f"--bind {host}:{port} --bind {host}:{settings.CONTENT_PORT} "
            "--no-control-socket --log-level warning"
        )
        manager.add_process("web", f"exec {python} {web}", env=environment)
        worker = f"{WORKER} --hostname port-{port}@%h"
        manager.add_process("worker", f"exec {python} {worker}", env=environment)
        manager.loop()
        return 0 if manager.returncode in STOPPED_BY_HAND else manager.returncode
