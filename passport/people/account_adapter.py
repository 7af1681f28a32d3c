"""Where allauth meets our User."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Names come from our own sign-up form."""
