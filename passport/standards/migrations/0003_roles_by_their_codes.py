"""Requirements named roles in words; they name them by the codes that people hold."""

from django.db import migrations

CODES = {
    "nurse": ["NUR", "NOP"],
    "physician": ["PHY"],
    "programme-director": ["DIR"],
    "physician-in-training": ["PIT"],
    "advanced-practice": ["APP"],
    "pharmacist": ["PHA"],
    "cell-lab": ["LAB"],
    "coordinator": ["COO"],
    "quality-manager": ["QMA"],
    "icu": ["ICU"],
    "emergency": ["EMD"],
    "neurology": ["NEU"],
    "psychosocial": ["PSY"],
    "data-manager": ["DAT"],
    "apheresis-nurse": ["APN"],
    "apheresis-physician": ["APD"],
    "ltfu": ["LTF"],
    "research-coordinator": ["RES"],
}


def use_codes(apps, schema_editor):
    Requirement = apps.get_model("standards", "Requirement")
    for row in Requirement.objects.all():
        codes = [code for role in row.roles for code in CODES.get(role, [role])]
        if codes != row.roles:
            row.roles = codes
            row.save(update_fields=["roles"])


class Migration(migrations.Migration):
    dependencies = [("standards", "0002_crosswalks_and_certifications")]

    operations = [migrations.RunPython(use_codes, migrations.RunPython.noop)]
