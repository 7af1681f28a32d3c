"""After a restore one command says whether every seal and the audit trail are whole."""

import pytest
from django.core.management import call_command

from tests.credentials.ledger import drop_triggers, run_sql


def test_whole_seals_and_trail_are_said(edition, capsys):
    call_command("check_seals")
    assert capsys.readouterr().out == "1 seals open, 0 broken\naudit trail whole\n"


def test_a_changed_edition_is_named(edition, capsys):
    drop_triggers()
    content = edition.content.replace("Jana", "Jane")
    run_sql("UPDATE credentials_edition SET content = %s", content)
    with pytest.raises(SystemExit):
        call_command("check_seals")
    captured = capsys.readouterr()
    assert captured.out.splitlines()[0] == "0 seals open, 1 broken"
    assert captured.err.startswith(f"{edition.passport.number} edition 1: ")
