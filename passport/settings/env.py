"""The only reader of the environment: every variable, its type, its default and what it is for."""

import sys
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent
PREFIX = "PASSPORT_"


def _var(default: Any, help_text: str, cast: Any = None, name: str = "") -> Any:
    return field(
        default=default, metadata={"help": help_text, "cast": cast or type(default), "name": name}
    )


@dataclass(frozen=True)
class Environment:
    """Typed settings; each field is read from PASSPORT_<FIELD> unless it names its variable."""

    secret_key: str = _var("", "Secret of sessions and tokens, 50 random characters or more.")
    public_url: str = _var("", "Address that people see, for example https://passport.example.org.")
    host: str = _var("localhost", "Host name the embedded server listens on.", name="HOST")
    port: int = _var(8000, "Port the embedded server listens on.", name="PORT")
    allowed_hosts: list[str] = _var("", "Host names served, separated by commas.", cast=list)
    admin_host: str = _var("", "Host name of the back office; empty means the public host.")
    content_domain: str = _var(
        "localhost",
        "Domain of content packages, each on HASH.domain; registered apart from the public host's.",
    )
    content_port: int = _var(
        0, "Port of content packages; 0 means the one after PORT, in production that of https."
    )
    malware_scanner: str = _var(
        "none", "none, or clamd at unix:/path/of/socket or tcp:host:port; production needs one."
    )
    trial_browser: str = _var(
        "", "Chromium in which checks try packages; empty leaves the trial to authors."
    )
    database_url: str = _var("", "postgres://…; empty means SQLite in the data folder.")
    data_dir: str = _var(str(BASE_DIR / "var"), "Folder for database, files, keys and queues.")
    broker_url: str = _var("", "redis://… or amqp://…; empty means the embedded file broker.")
    cache_url: str = _var("", "redis://… shared cache; empty means the database's cache table.")
    key_dir: str = _var("", "Folder of the public key list; empty means keys in the data folder.")
    signing_key: str = _var(
        "", "File of the private signing key, for the signer only; empty means the key folder."
    )
    email_url: str = _var("", "smtp+tls://user:password@host:587; empty writes mail to files.")
    mail_from: str = _var("passport@localhost", "Sender of every mail.")
    issuer_name: str = _var("CAR T Passport (demonstration)", "Issuer printed on passports.")
    issuer_contact: str = _var("passport@localhost", "Mail address printed for questions.")
    issuer_phone: str = _var("", "Telephone number printed for checks without a connection.")
    disclaimer: str = _var(
        "Not issued or endorsed by GoCART, EBMT, EHA or JACIE.", "Line printed beside the issuer."
    )
    issue_unreviewed: bool = _var(
        False, "Count releases and observed tasks without a clinical review (demonstration only)."
    )
    verify_limits: bool = _var(True, "Limit checks per address; off only under the benchmark.")
    package_limits: bool = _var(
        True, "Limit what a package saves per minute; off only under the benchmark."
    )
    trusted_proxies: int = _var(0, "Number of proxies whose forwarded address is believed.")
    web_workers: int = _var(2, "Web processes of the embedded server.")
    time_zone: str = _var("Europe/Brussels", "Time zone of dates that people read.")
    log_level: str = _var("INFO", "Level of the log on standard error.")


def variable_name(item: Any) -> str:
    """Environment variable behind one field of Environment."""
    return item.metadata["name"] or PREFIX + item.name.upper()


def read_environment() -> Environment:
    """Environment as read now; a wrong type raises ValueError naming the variable."""
    env = environ.Env()
    values = {}
    for item in fields(Environment):
        name, cast, default = variable_name(item), item.metadata["cast"], item.default
        if cast is list:
            values[item.name] = env.list(name, default=[])
            continue
        try:
            values[item.name] = env.get_value(name, cast=cast, default=default)
        except ValueError as error:
            raise ValueError(f"{name} must be of type {cast.__name__}") from error
    return Environment(**values)


def documentation() -> str:
    """All variables as a Markdown page; docs/settings.md holds it, a test keeps it current."""
    lines = [
        "# Settings",
        "",
        "Every variable that the platform reads, made by `python -m passport.settings.env`.",
        "",
        "| Variable | Type | Default | What it is for |",
        "| --- | --- | --- | --- |",
    ]
    for item in fields(Environment):
        default = "`var/`" if item.name == "data_dir" else f"`{item.default}`"
        if item.default == "":
            default = "empty"
        kind = item.metadata["cast"].__name__
        lines.append(f"| `{variable_name(item)}` | {kind} | {default} | {item.metadata['help']} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(documentation())
