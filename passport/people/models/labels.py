"""The words people read for professions, roles, settings and memberships."""

from django.utils.translation import gettext_lazy as _

from passport.people.domain.roles import Membership, Profession, Role, Setting

PROFESSION_LABELS = {
    Profession.NURSE: _("Nurse"),
    Profession.PHYSICIAN: _("Physician"),
    Profession.PHARMACIST: _("Pharmacist"),
    Profession.PHARMACY_TECHNICIAN: _("Pharmacy technician"),
    Profession.LABORATORY_SCIENTIST: _("Laboratory scientist or technician"),
    Profession.PSYCHOLOGIST: _("Psychologist or social worker"),
    Profession.ALLIED_HEALTH: _("Allied health professional"),
    Profession.DATA_OR_QUALITY: _("Data or quality professional"),
    Profession.OTHER: _("Other professional"),
}
SETTING_LABELS = {
    Setting.ADULT: _("Adults"),
    Setting.PAEDIATRIC: _("Children and adolescents"),
    Setting.BOTH: _("Both"),
}
ROLE_LABELS = {
    Role.NUR: _("Ward nurse"),
    Role.NOP: _("Outpatient or day-hospital nurse"),
    Role.PHY: _("Treating physician"),
    Role.DIR: _("Programme director"),
    Role.PIT: _("Physician in training or on call"),
    Role.APP: _("Advanced practice provider"),
    Role.PHA: _("Hospital pharmacist"),
    Role.PHT: _("Pharmacy technician"),
    Role.APN: _("Apheresis nurse or operator"),
    Role.APD: _("Apheresis physician"),
    Role.LAB: _("Cell laboratory"),
    Role.ICU: _("Intensive care"),
    Role.NEU: _("Neurology"),
    Role.EMD: _("Emergency department"),
    Role.COO: _("CAR T coordinator"),
    Role.DAT: _("Data manager"),
    Role.QMA: _("Quality manager"),
    Role.LTF: _("Long-term follow-up"),
    Role.REF: _("Referring physician"),
    Role.RHE: _("Rheumatology"),
    Role.PSY: _("Psychosocial and allied health"),
    Role.RES: _("Research nurse or study coordinator"),
    Role.TRN: _("Local trainer or assessor"),
}
MEMBERSHIP_LABELS = {
    Membership.STAFF: _("Staff"),
    Membership.SUPERVISOR: _("Supervisor"),
    Membership.LEAD: _("Quality manager"),
}
