from django.db import migrations

from passport.append_only import AddAppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0011_product_add_ons")]

    operations = [
        AddAppendOnlyTriggers("AcceptanceRule"),
        AddAppendOnlyTriggers("AcceptedOutcome"),
        AddAppendOnlyTriggers("DeltaTaken"),
        AddAppendOnlyTriggers("LabelChange"),
        AddAppendOnlyTriggers("NumbersPeriod"),
        AddAppendOnlyTriggers("PackageResult"),
        AddAppendOnlyTriggers("ReviewDecision"),
        AddAppendOnlyTriggers("VersionEvent"),
        AddAppendOnlyTriggers("XapiStatement"),
    ]
