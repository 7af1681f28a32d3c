from django.db import migrations

from passport.append_only import AddAppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("credentials", "0004_coverage_packs_recognition")]

    operations = [
        AddAppendOnlyTriggers("Attestation"),
        AddAppendOnlyTriggers("AttestationWithdrawal"),
        AddAppendOnlyTriggers("PackRecord"),
        AddAppendOnlyTriggers("PackFile"),
        AddAppendOnlyTriggers("Recognition"),
        AddAppendOnlyTriggers("RecognitionDecision"),
        AddAppendOnlyTriggers("RecognitionAlignment"),
    ]
