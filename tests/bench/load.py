"""A small load generator: whole requests over new connections, only answers of 200 count."""

import socket
import statistics
import threading
import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """What is sent, byte for byte, to a server on this machine."""

    name: str
    raw: bytes


@dataclass
class Measured:
    """What one run showed; times in milliseconds."""

    seconds: float
    times: list[float] = field(default_factory=list)
    refused: int = 0

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    @property
    def p50(self) -> float:
        return statistics.median(self.times or [0.0])

    @property
    def p99(self) -> float:
        return sorted(self.times or [0.0])[int(len(self.times) * 0.99)]


def speed(measured: Measured) -> float:
    """What rounds are compared by: the best one had the quietest machine."""
    return measured.per_second


def request(name: str, path: str, *, port: int, method: str = "GET", **parts: str) -> Request:
    """An HTTP/1.1 request; `parts` are cookies, headers (with _ for -) and a body."""
    body = parts.pop("body", "")
    lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{port}", "Connection: close"]
    lines += [f"{key.replace('_', '-')}: {value}" for key, value in parts.items()]
    if body:
        lines += [
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
    return Request(name=name, raw=("\r\n".join(lines) + "\r\n\r\n" + body).encode())


def send(port: int, raw: bytes) -> bytes:
    """One request and its whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(raw)
        chunks = []
        while chunk := connection.recv(65536):
            chunks.append(chunk)
    return b"".join(chunks)


def measure(item: Request, *, port: int, seconds: float, threads: int = 4) -> Measured:
    """Send one request again and again from some threads for some seconds."""
    measured = Measured(seconds=seconds)
    end = time.perf_counter() + seconds

    def work() -> None:
        while (begun := time.perf_counter()) < end:
            answer = send(port, item.raw)
            if answer.startswith(b"HTTP/1.1 200"):
                measured.times.append((time.perf_counter() - begun) * 1000)
            else:
                measured.refused += 1

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return measured
