from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0017_bundle_uploads")]

    operations = [
        migrations.AddField(
            model_name="unitstate",
            name="launch",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="unitstate",
            name="earlier_seconds",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="unitstate",
            name="refused",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
