"""Every address of the site, found from its routes, so that no new one is forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
# Routes written as regular expressions, each with one address that fits.
WRITTEN_OUT = {
    "wagtaildocs_serve": "documents/1/guide.pdf",
    "wagtail_serve": "help/",
}


@dataclass(frozen=True)
class Route:
    """One route: its name with namespace, its pattern, its view."""

    name: str
    pattern: str
    view: Any

    @property
    def converters(self) -> set[str]:
        """Kinds of arguments, "uuid" among them."""
        return {kind for kind, _ in ARGUMENT.findall(self.pattern)}

    @property
    def label(self) -> str:
        """The name, or the pattern of a route without one."""
        return self.name if self.name.rpartition(":")[2] else self.pattern

    def address(self, values: dict[str, object]) -> str:
        """An address of this route; raises KeyError for an argument nobody thought of."""
        path = WRITTEN_OUT.get(self.name) or ARGUMENT.sub(
            lambda match: str(values[match[2]]), self.pattern
        )
        return f"/{path}"


def _walk(resolver: URLResolver, pattern: str, namespace: str) -> Iterator[Route]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _walk(each, pattern + str(each.pattern), inner)
        elif isinstance(each, URLPattern):
            yield Route(namespace + (each.name or ""), pattern + str(each.pattern), each.callback)


def every_route() -> list[Route]:
    """All routes, the back office among them."""
    return list(_walk(get_resolver(), "", ""))


def site_routes() -> list[Route]:
    """All routes but those of the back office."""
    return [route for route in every_route() if not route.pattern.startswith("admin/")]
