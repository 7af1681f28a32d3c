"""Tokens in links without an account: made anew from the secret key, stored nowhere."""

from django.utils.crypto import salted_hmac

from passport.people.domain.tokens import spelled


def link_token(purpose: str, key: str) -> str:
    """The token of one thing, named by `key`, for one purpose; `kept_of` is stored of it."""
    return spelled(salted_hmac(purpose, key, algorithm="sha256").digest())
