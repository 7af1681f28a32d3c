from django.db import migrations

from passport.append_only import AddAppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("credentials", "0002_initial")]

    operations = [
        AddAppendOnlyTriggers("Edition", erasable=("content", "salt")),
        AddAppendOnlyTriggers("Revocation"),
    ]
