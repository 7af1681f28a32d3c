"""Typed reasons of agreements and annulments can be blanked when their time is over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("observership", "0007_calendars_note_no_use")]
    operations = []
