"""What tests of the portal send and read."""

import re

DECLARED = {
    "title": "Handle fictoleucel", "notes": "New.", "countries": ["CZ", "DE"],
    "label_on": "2026-10-01", "label_ends_on": "", "label_url": "https://label.example/x",
    "rmp_version": "3.1", "authority_agreed": "no", "approval_reference": "",
    "approval_ends_on": "", "authors-TOTAL_FORMS": "1", "authors-INITIAL_FORMS": "0",
    "authors-0-name": "Alex Author", "authors-0-affiliation": "A", "authors-0-interests": "none",
}  # fmt: skip


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())
