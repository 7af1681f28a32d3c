"""How tests ask a content host."""

from django.test import Client

SHA, OTHER = "ab" * 32, "cd" * 32
HOST, OTHER_HOST = f"{SHA[:32]}.localhost:8001", f"{OTHER[:32]}.localhost:8001"
FILES = {"index.html": b"<p>Hello</p>", "media/film.mp4": bytes(range(256)) * 8, "x.exe": b"MZ"}
SANDBOX = "allow-scripts allow-same-origin allow-forms"


def ask(path, host=HOST, method="get", **more):
    """The answer, read to its end as `body`."""
    response = getattr(Client(headers={"host": host}), method)(path, **more)
    response.body = response.getvalue() if response.streaming else response.content
    return response
