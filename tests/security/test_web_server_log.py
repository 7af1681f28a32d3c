"""The log of the web server in front keeps no code, no token and nothing that was searched for."""

import re
from pathlib import Path

import pytest

CONFIGURATION = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
RULE = re.compile(r'^\s+"?~(\*?)(\S+?)"?\s+"?(\S+?)"?;', re.MULTILINE)


def written(uri: str) -> str:
    """An address as the map of the configuration writes it: the first rule that fits counts."""
    text = CONFIGURATION.read_text("utf-8")
    rules = text.partition("$scrubbed_uri {")[2].partition("\n}")[0]
    for any_case, pattern, value in RULE.findall(rules):
        found = re.search(pattern.replace("(?<", "(?P<"), uri, re.IGNORECASE if any_case else 0)
        if found:
            for name, part in found.groupdict().items():
                value = value.replace(f"${name}", part)
            return value
    return "(hidden)"


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("/v/7F3K9Q2M", "/v/..."),
        ("/join/7F3K9Q2M/", "/join/..."),
        ("/partner/join/7F3K9Q2M/", "/partner/join/..."),
        ("/inspect/abc-DEF_1/files/pack.pdf", "/inspect/..."),
        ("/PACKS/7F3K9Q2M", "/packs/..."),
        ("/observership/letter/7F3K9Q2M/", "/observership/letter/..."),
        ("/observership/calendar/7F3K9Q2M.ics", "/observership/calendar/..."),
        ("/observership/next-call/7F3K9Q2M/", "/observership/next-call/..."),
        ("/accounts/login/?next=%2Fjoin%2F7F3K9Q2M%2F", "/accounts/login/?..."),
        ("/centre/1/people/?name=Jana", "/centre/1/people/?..."),
        ("/learn/COR-01/", "/learn/COR-01/"),
        ("http://passport.example.org/join/7F3K9Q2M/", "(hidden)"),
    ],
)
def test_the_web_server_writes_no_token_and_no_search(uri, expected):
    assert written(uri) == expected


def test_a_form_that_mails_any_address_is_sent_a_few_times_a_minute():
    text = CONFIGURATION.read_text("utf-8")
    (rate,) = re.findall(r"zone=mails:10m rate=(\d+)r/m;", text)
    place = text.partition("location = /observership/next-call/ {")[2].partition("}")[0]
    assert "limit_req zone=mails" in place
    assert int(rate) <= 5


def test_the_log_is_written_with_what_was_scrubbed():
    text = CONFIGURATION.read_text("utf-8")
    (form,) = re.findall(r"log_format (\w+) '(.*?)';", text)
    assert form[0] == "no_codes"
    assert set(re.findall(r"access_log \S+ (\w+);", text)) == {"no_codes"}
    assert set(re.findall(r"\$(\w+)", form[1])) == {
        "remote_addr", "time_local", "request_method", "scrubbed_uri", "status", "body_bytes_sent",
    }  # fmt: skip
