"""Keeps verification codes and the tokens of links out of logs."""

import logging
import re

SLASH = r"(?:/|%2[fF])"
PLACES = rf"(?:[vV]|join|inspect|observership{SLASH}(?:letter|home|calendar|next-call))"
CODE_IN_PATH = re.compile(
    rf"({SLASH}{PLACES}{SLASH})(?!%2[fF])[^\s/?&\"'.]{{6,}}?(?=%2[fF]|[\s/?&\"'.]|$)"
)
# The signed first segment of an address on a content host.
LAUNCH_IN_PATH = re.compile(r"/[\w-]{20,}\.[\w-]{20,}(?=[\s/?&\"']|$)", re.ASCII)


class HideCodes(logging.Filter):
    """Replaces launches, and what follows /v/, /join/ and the like, by three dots in every record.

    Such an address stands encoded in the query of a sign-in that leads back to it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = LAUNCH_IN_PATH.sub("/...", CODE_IN_PATH.sub(r"\1...", message))
        if hidden != message:
            record.msg, record.args = hidden, ()
        return True
