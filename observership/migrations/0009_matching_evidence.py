"""What a run of the matching read and found, and what people said on the way, is kept as it was."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("observership", "0008_typed_reasons_end")]
    operations = []
