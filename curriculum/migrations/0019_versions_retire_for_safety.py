from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0018_openings_of_units")]

    operations = [
        migrations.AddField(
            model_name="addonversion",
            name="retired_for_safety",
            field=models.BooleanField(default=False, verbose_name="retired for safety"),
        ),
        migrations.AddConstraint(
            model_name="addonversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("retired_for_safety", False), ("state", "retired"), _connector="OR"),
                name="add_on_version_unsafe_is_retired",
            ),
        ),
    ]
