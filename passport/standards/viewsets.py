"""The back office of standards: frameworks, requirements, clauses, crosswalks, certifications."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button, HeaderButton

from passport.standards.forms.office import (
    CertificationForm,
    ClauseForm,
    CrosswalkEntryForm,
    FrameworkForm,
    RequirementForm,
)
from passport.standards.models import (
    Certification,
    Clause,
    CrosswalkEntry,
    Framework,
    Jurisdiction,
    NumberStatus,
    Product,
    Requirement,
)
from passport.standards.permissions import can_enter_numbers, can_import
from passport.standards.views import office
from passport.standards.views.rows import KeptCreate, KeptDelete, KeptEdit
from passport.ui.back_office import RecordInspect


class StandardsViewSet(ModelViewSet):
    """Rows that editors of standards look after."""

    form_class: type | None = None
    exclude_form_fields: tuple[str, ...] = ()
    add_view_class = KeptCreate
    edit_view_class = KeptEdit
    delete_view_class = KeptDelete
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> type:
        return self.form_class or super().get_form_class(for_update)


class FrameworkList(generic.IndexView):
    """Frameworks with how many of their numbers are sure, in a constant number of queries."""

    def get_base_queryset(self) -> QuerySet[Framework]:
        sure = Count("clauses", filter=Q(clauses__number_status=NumberStatus.VERIFIED))
        rows = super().get_base_queryset().select_related("jurisdiction", "replaces")
        return rows.annotate(clause_count=Count("clauses"), sure_count=sure)

    @cached_property
    def header_buttons(self) -> list[Button]:
        buttons = super().header_buttons
        if can_import(self.request.user):
            url = reverse("framework:import")
            buttons.append(HeaderButton(_("Import"), url=url, icon_name="upload"))
        return buttons


def sure_numbers(framework: Any) -> str:
    """How many clause numbers are verified, of how many."""
    return f"{framework.sure_count} / {framework.clause_count}"


class FrameworkInspect(RecordInspect):
    """A framework, and what may be done with it."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        framework = self.object
        buttons = []
        if can_enter_numbers(self.request.user, framework):
            url = reverse("framework:numbers", args=[framework.pk])
            buttons.append(Button(_("Clause numbers"), url=url, icon_name="list-ol", priority=5))
        if self.user_has_permission_for_instance("change", framework):
            url = reverse("framework:edit", args=[framework.pk])
            buttons.append(Button(_("Edit"), url=url, icon_name="edit", priority=10))
        return buttons

    def get_groups_display_value(self) -> str:
        return ", ".join(str(title) for _key, title in self.object.groups)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_enter = can_enter_numbers(self.request.user, self.object)
        return {**super().get_context_data(**kwargs), "may_enter": may_enter}


class FrameworkViewSet(StandardsViewSet):
    model = Framework
    icon = "list-ul"
    form_class = FrameworkForm
    index_view_class = FrameworkList
    inspect_view_enabled = True
    inspect_view_class = FrameworkInspect
    inspect_template_name = "standards/office/framework.html"
    inspect_view_fields = [
        "key", "kind", "title", "owner", "edition", "pathway", "jurisdiction", "product",
        "replaces", "valid_from", "valid_until", "validity_months", "grace_days", "groups",
        "source", "note",
    ]  # fmt: skip
    list_display = [
        TitleColumn("title", label=_("Title"), url_name="framework:inspect"),
        Column("edition", label=_("Edition")),
        Column("get_kind_display", label=_("Kind")),
        Column("jurisdiction", label=_("Place")),
        Column("sure_count", label=_("Verified numbers"), accessor=sure_numbers),
        DateColumn("valid_until", label=_("Last day")),
    ]
    list_filter = ["kind", "jurisdiction"]
    search_fields = ["key", "title", "owner"]
    ordering = ["key"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("numbers/<int:pk>/", office.numbers, name="numbers"),
            path("import/", office.import_file, name="import"),
        ]


def roles_of(requirement: Requirement) -> str:
    """Codes of the roles that a requirement concerns."""
    return ", ".join(requirement.roles)


class RequirementViewSet(StandardsViewSet):
    model = Requirement
    icon = "check"
    form_class = RequirementForm
    list_display = ["key", "label", Column("roles", label=_("Roles"), accessor=roles_of)]
    search_fields = ["key", "label"]
    ordering = ["key"]


class ClauseList(generic.IndexView):
    """Clauses with their framework and requirement."""

    def get_base_queryset(self) -> QuerySet[Clause]:
        return super().get_base_queryset().select_related("framework", "requirement")


class ClauseViewSet(StandardsViewSet):
    model = Clause
    icon = "list-ol"
    form_class = ClauseForm
    index_view_class = ClauseList
    list_display = [
        Column("requirement", label=_("Requirement")),
        Column("framework", label=_("Framework")),
        "group",
        "position",
        "number",
        Column("get_number_status_display", label=_("Number is")),
    ]
    list_filter = ["framework", "number_status"]
    search_fields = ["requirement__key", "requirement__label", "number"]
    ordering = ["framework", "group", "position"]


class CrosswalkList(generic.IndexView):
    """Crosswalk entries with both editions."""

    def get_base_queryset(self) -> QuerySet[CrosswalkEntry]:
        return super().get_base_queryset().select_related("earlier", "later", "requirement")


class CrosswalkViewSet(StandardsViewSet):
    model = CrosswalkEntry
    icon = "resubmit"
    form_class = CrosswalkEntryForm
    index_view_class = CrosswalkList
    list_display = [
        Column("requirement", label=_("Requirement")),
        Column("earlier", label=_("Earlier edition")),
        Column("later", label=_("Later edition")),
        Column("get_relation_display", label=_("What became of it")),
        BooleanColumn("verified", label=_("Read in both texts"), sort_key="verified"),
    ]
    list_filter = ["later", "relation", "verified"]
    search_fields = ["requirement__key", "requirement__label"]


class CertificationList(generic.IndexView):
    """Certifications with centre and edition."""

    def get_base_queryset(self) -> QuerySet[Certification]:
        return super().get_base_queryset().select_related("centre", "framework")


class CertificationViewSet(StandardsViewSet):
    model = Certification
    icon = "calendar-check"
    form_class = CertificationForm
    index_view_class = CertificationList
    list_display = [
        Column("centre", label=_("Centre")),
        Column("framework", label=_("Framework")),
        DateColumn("certified_on", label=_("Certified")),
        DateColumn("interim_audit_on", label=_("Interim audit")),
        DateColumn("ends_on", label=_("Ends")),
    ]
    list_filter = ["framework"]
    search_fields = ["centre__name"]


class JurisdictionViewSet(StandardsViewSet):
    model = Jurisdiction
    icon = "site"
    menu_label = _("Places")
    list_display = ["code", "name"]


class ProductViewSet(StandardsViewSet):
    model = Product
    icon = "tag"
    list_display = ["inn", "brand", "holder", "key"]
    search_fields = ["key", "inn", "brand"]


class StandardsGroup(ModelViewSetGroup):
    """The menu entry Standards."""

    menu_label = _("Standards")
    menu_icon = "list-ul"
    menu_order = 200
    items = (
        FrameworkViewSet,
        RequirementViewSet,
        ClauseViewSet,
        CrosswalkViewSet,
        CertificationViewSet,
        JurisdictionViewSet,
        ProductViewSet,
    )
