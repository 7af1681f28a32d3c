from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("observership", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="committeereview",
            name="declared_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="committeereview",
            constraint=models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True)
                | models.Q(declared_at__isnull=False),
                name="committee_review_after_declaration",
            ),
        ),
    ]
