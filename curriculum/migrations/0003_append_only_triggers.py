from django.db import migrations

from passport.append_only import AddAppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0002_initial")]

    operations = [
        AddAppendOnlyTriggers("ModuleRelease"),
        AddAppendOnlyTriggers("ClinicalReview"),
        AddAppendOnlyTriggers("Completion"),
        AddAppendOnlyTriggers("CompletionAnnulment"),
    ]
