"""The developer's page reads what the embedded mail backend wrote."""

from datetime import UTC

from django.core import mail

from passport.notices.queries import written_mails


def test_written_mails_are_read_back_newest_first(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    settings.EMAIL_BACKEND = "passport.notices.backends.FileAndConsoleBackend"
    for name in ("first", "second"):
        mail.send_mail(name, f"Text of {name}: ž", None, [f"{name}@example.org"])
    found = written_mails("")
    assert [(each.subject, each.text.strip()) for each in found] == [
        ("second", "Text of second: ž"),
        ("first", "Text of first: ž"),
    ]
    assert found[0].sent_at.tzinfo == UTC
    assert [each.subject for each in written_mails("first@example.org")] == ["first"]
