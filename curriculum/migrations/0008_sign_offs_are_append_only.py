from django.db import migrations

from passport.append_only import AddAppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0007_observed_tasks")]

    operations = [
        AddAppendOnlyTriggers("ObservationSignOff"),
        AddAppendOnlyTriggers("SignOffAnnulment"),
    ]
