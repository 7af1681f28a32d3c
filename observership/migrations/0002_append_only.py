from django.db import migrations

from passport.append_only import AddAppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("observership", "0001_calls_to_sign_offs")]

    operations = [
        AddAppendOnlyTriggers("priorityorder"),
        AddAppendOnlyTriggers("applicationevent", erasable=["note"]),
        AddAppendOnlyTriggers("matchevent", erasable=["note"]),
        AddAppendOnlyTriggers("placementevent", erasable=["note"]),
        AddAppendOnlyTriggers("agreement", erasable=["content"]),
        AddAppendOnlyTriggers("agreementsignature", erasable=["name"]),
        AddAppendOnlyTriggers("logentry", erasable=["saw", "learned", "will_use"]),
        AddAppendOnlyTriggers("objectivetick"),
        AddAppendOnlyTriggers("signoff", erasable=["comment"]),
        AddAppendOnlyTriggers("placementsignoffannulment"),
        AddAppendOnlyTriggers("stepreminder"),
    ]
