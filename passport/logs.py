"""Keeps verification codes out of logs."""

import logging
import re

CODE_IN_PATH = re.compile(r"(/[vV]/)[^\s/?\"'.]{6,}")


class HideCodes(logging.Filter):
    """Replaces the code in /v/CODE by three dots in every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if CODE_IN_PATH.search(message):
            record.msg, record.args = CODE_IN_PATH.sub(r"\1...", message), ()
        return True
