"""The platform as people start it: `manage.py run` in a process of its own, and its mail."""

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 300
CODE = re.compile(r"^\s*([0-9A-Z]{3,4}-[0-9A-Z]{3,4})\s*$", re.MULTILINE)


@dataclass
class Platform:
    """A running installation: where it answers, what it printed, where its files are."""

    url: str
    folder: Path
    process: subprocess.Popen
    log: Path
    content_url: str = ""

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def mails_to(self, address: str) -> list[str]:
        """Texts of the mails to an address, oldest first."""
        texts = []
        paths = sorted((self.folder / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
        for path in paths:
            for part in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
                mail = message_from_bytes(part, policy=default)
                if part.strip() and address in str(mail["To"]):
                    texts.append(mail.get_body(("plain",)).get_content())
        return texts

    def code_for(self, address: str, before: int = 0, seconds: float = 15) -> str:
        """The code in the first mail that has one after the first `before` mails of any kind."""

        def codes() -> list[str]:
            return CODE.findall("\n".join(self.mails_to(address)[before:]))

        return wait_for(codes, seconds)[0]

    def run(self, program: str) -> str:
        """What a few lines print that run beside the platform, on its database."""
        kept = Path(f"/proc/{self.process.pid}/environ").read_bytes().split(b"\0")
        environment = dict(each.decode().split("=", 1) for each in kept if b"=" in each)
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", program],
            cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    def stop(self) -> int:
        """Ctrl-C, as a person would; returns the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


def wait_for(question, seconds: float = 15):
    """The first true answer to a question; fails when none comes in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := question():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"nothing came within {seconds} seconds")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as response:  # noqa: S310 - our own server
            return response.status == 200
    except (URLError, ConnectionError, TimeoutError):
        return False


def start(folder: Path, **environment: str) -> Platform:
    """Start the platform on a free port and wait until it is up."""
    port, content_port = free_port(), free_port()
    log = folder / "printed.log"
    with log.open("w") as printed:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"],
            cwd=ROOT,
            env={
                **environment_for(folder),
                "PORT": str(port),
                "PASSPORT_CONTENT_PORT": str(content_port),
                **environment,
            },
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    content_url = f"http://localhost:{content_port}"
    platform = Platform(f"http://localhost:{port}", folder, process, log, content_url)
    health = platform.url + "/healthz"
    try:
        wait_for(lambda: process.poll() is not None or answers(health), START_SECONDS)
        assert process.poll() is None
    except AssertionError:
        process.kill()
        process.wait()
        raise AssertionError(platform.printed()[-4000:]) from None
    return platform


def environment_for(folder: Path) -> dict[str, str]:
    """What a process of ours inherits, its data folder, and the broker that is tested."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PASSPORT_")}
    return {
        **inherited,
        "DJANGO_SETTINGS_MODULE": "passport.settings.dev",
        "HOST": "localhost",
        "PASSPORT_DATA_DIR": str(folder),
        "PASSPORT_BROKER_URL": broker_for(folder),
    }


def broker_for(folder: Path) -> str:
    """The broker that is tested; on RabbitMQ a virtual host of its own, so nobody else listens."""
    url = os.environ.get("PASSPORT_BROKER_URL", "")
    if not url.startswith("amqp://"):
        return url
    name = f"passport-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    user = urlsplit(url).username or "guest"
    for arguments in (["add_vhost", name], ["set_permissions", "-p", name, user, *[".*"] * 3]):
        subprocess.run(["rabbitmqctl", "-q", *arguments], check=True)
    return f"{url.rstrip('/')}/{name}"
