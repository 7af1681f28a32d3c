"""What a run of the matching read and found, and what both signed as watched, is kept as it was."""

from django.db import migrations, models

from passport.append_only import AddFreezeTriggers


class Migration(migrations.Migration):
    dependencies = [("observership", "0008_typed_reasons_end")]

    operations = [
        migrations.AddConstraint(
            "matchrun",
            models.CheckConstraint(
                condition=models.Q(kind="trial") | models.Q(made_at__isnull=False),
                name="run_published_is_made",
            ),
        ),
        AddFreezeTriggers(
            "matchrun", once="made_at", columns=["made_at", "inputs", "inputs_hash", "result"]
        ),
        AddFreezeTriggers(
            "observeditem",
            once="supervisor_signed_at",
            columns=[
                "public_id",
                "placement_id",
                "objective_key",
                "text",
                "on",
                "trainee_signed_at",
                "supervisor_id",
                "supervisor_signed_at",
            ],
            erasable=["text"],
        ),
    ]
