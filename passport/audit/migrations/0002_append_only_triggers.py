from django.db import migrations

from passport.append_only import AddAppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        AddAppendOnlyTriggers("AuditEntry"),
    ]
