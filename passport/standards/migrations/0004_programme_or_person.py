"""Requirements that ask something of the programme name no roles any more, so they are not counted
against people; how long evidence holds is filled in. Only what nobody changed is touched."""

from django.db import migrations, models

# Roles and kinds of evidence as they were shipped before.
OF_THE_PROGRAMME = {
    "clin.common_training": (["all"], []),
    "clin.team_defined": (["DIR"], []),
    "clin.collection_processing_comply": (["DIR", "QMA"], []),
    "pers.director_verify_skills": (["DIR"], []),
    "qm.plan": (["QMA"], []),
    "qm.personnel_records": (["all"], ["initial_competence"]),
    "qm.agreements": (["QMA", "PHA"], []),
    "qm.audits": (["QMA"], []),
    "sop.list": (["QMA"], []),
    "care.scope_of_steps": (["DIR"], []),
    "research.trials": (["RES", "PHA"], []),
    "records.keep": (["QMA"], []),
    "coll.personnel_records": (["APN", "APD"], ["initial_competence"]),
    "coll.audits": (["QMA"], []),
    "proc.personnel_records": (["LAB"], ["initial_competence"]),
    "proc.audits": (["QMA"], []),
}
FOR_GOOD = ("pers.director", "pers.attending")
YEARLY = ("fact-jacie-hct-6-1", "fact-jacie-hct-8", "fact-jacie-hct-9", "fact-jacie-iec-3")


def tell_programme_from_person(apps, schema_editor):
    Requirement = apps.get_model("standards", "Requirement")
    Framework = apps.get_model("standards", "Framework")
    StandardsMark = apps.get_model("standards", "StandardsMark")
    for row in Requirement.objects.filter(key__in=OF_THE_PROGRAMME):
        roles, kinds = OF_THE_PROGRAMME[row.key]
        if set(row.roles) == set(roles) and set(row.evidence_kinds) == set(kinds):
            row.roles, row.evidence_kinds = [], []
            row.save(update_fields=["roles", "evidence_kinds"])
    for_good = Requirement.objects.filter(key__in=FOR_GOOD, validity_months=None)
    for_good.update(validity_months=0)
    Framework.objects.filter(key__in=YEARLY, validity_months=None).update(validity_months=12)
    StandardsMark.objects.update(number=models.F("number") + 1)


class Migration(migrations.Migration):
    dependencies = [("standards", "0003_roles_by_their_codes")]

    operations = [
        migrations.AlterField(
            model_name="framework",
            name="kind",
            field=models.CharField(
                max_length=20,
                choices=[
                    ("passport", "Passport programme"),
                    ("practice", "Observed practice"),
                    ("accreditation", "Accreditation"),
                    ("product", "Product programme"),
                    ("law", "Law"),
                    ("registry", "Registry"),
                    ("guidance", "Guidance"),
                ],
            ),
        ),
        migrations.RunPython(tell_programme_from_person, migrations.RunPython.noop),
    ]
