"""Identifiers under which our things travel: the same key has the same one everywhere, for good."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6f0a3c52-5d0e-5b0f-9a3c-6d8f1b7f2a41")


def framework_id(key: str) -> str:
    """Of a framework."""
    return _of("framework", key)


def group_id(framework: str, group: str) -> str:
    """Of a group in a framework."""
    return _of("group", framework, group)


def clause_id(framework: str, group: str, requirement: str) -> str:
    """Of a requirement in its place: numbers differ by edition, and so do these."""
    return _of("clause", framework, group, requirement)


def association_id(kind: str, origin: str, destination: str) -> str:
    """Of a relation between two things."""
    return _of("association", kind, origin, destination)


def _of(*parts: str) -> str:
    return str(uuid5(NAMESPACE, "/".join(parts)))
