"""Routes of the partners' portal about rules, changes of the label and numbers."""

from django.urls import path

from curriculum.views import partner_label_changes, partner_numbers, partner_rules

_ADD_ON = "partner/<uuid:partner_id>/add-ons/<uuid:add_on_id>/"
_RULES, _CHANGES, _NUMBERS = f"{_ADD_ON}rules/", f"{_ADD_ON}label-changes/", f"{_ADD_ON}numbers/"
_FILE = f"{_NUMBERS}download/<slug:ending>/"

urlpatterns = [
    path(_RULES, partner_rules.rules, name="partner_rules"),
    path(f"{_RULES}new/", partner_rules.new_rule, name="partner_rule_new"),
    path(f"{_RULES}<uuid:rule_id>/", partner_rules.rule, name="partner_rule"),
    path(_CHANGES, partner_label_changes.changes, name="partner_label_changes"),
    path(f"{_CHANGES}new/", partner_label_changes.new_change, name="partner_label_change_new"),
    path(_NUMBERS, partner_numbers.numbers, name="partner_numbers"),
    path(
        f"{_NUMBERS}download/<slug:ending>/", partner_numbers.download, name="partner_numbers_file"
    ),
]
