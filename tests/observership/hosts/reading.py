"""How tests of public pages read."""

from django.test import Client

SPRING = "/observerships/spring/"


def read(client: Client, path: str) -> str:
    """The page at a path, on one line."""
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())
