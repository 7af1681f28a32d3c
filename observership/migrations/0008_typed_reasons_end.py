"""Typed reasons and links to accounts can be blanked when their time is over."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from passport.append_only import AddAppendOnlyTriggers

_ACCOUNT = {
    "null": True,
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": settings.AUTH_USER_MODEL,
}


class Migration(migrations.Migration):
    dependencies = [
        ("observership", "0007_calendars_note_no_use"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            "placementsignoffannulment", "placement_annulment_reason_is_given"
        ),
        migrations.RemoveConstraint("agreementsignature", "signature_by_account_or_home"),
        migrations.AddConstraint(
            "agreementsignature",
            models.CheckConstraint(
                condition=models.Q(side="home")
                | models.Q(side__in=["trainee", "host"], user__isnull=False)
                | models.Q(name=""),
                name="signature_by_account_or_home",
            ),
        ),
        migrations.AlterField("rating", "by", models.ForeignKey(**_ACCOUNT)),
        migrations.AlterField("objectivetick", "by", models.ForeignKey(**_ACCOUNT)),
        AddAppendOnlyTriggers("applicationevent", erasable=["note", "by_id"]),
        AddAppendOnlyTriggers("matchevent", erasable=["note", "by_id"]),
        AddAppendOnlyTriggers("placementevent", erasable=["note", "by_id"]),
        AddAppendOnlyTriggers("agreement", erasable=["content", "why", "made_by_id"]),
        AddAppendOnlyTriggers("agreementsignature", erasable=["name", "user_id"]),
        AddAppendOnlyTriggers("objectivetick", erasable=["by_id"]),
        AddAppendOnlyTriggers("placementsignoffannulment", erasable=["reason"]),
    ]
