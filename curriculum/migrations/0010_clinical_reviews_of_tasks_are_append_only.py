from django.db import migrations

from passport.append_only import AddAppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0009_clinical_reviews_of_tasks")]

    operations = [AddAppendOnlyTriggers("TaskReview")]
