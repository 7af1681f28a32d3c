"""Editors' views: clause numbers of a framework in one table, importing a framework."""

import base64

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from passport.standards.domain.exchange import ChangeKind, FrameworkRecord
from passport.standards.formats.fields import Finding, NotReadableError
from passport.standards.forms.office import ConfirmForm, ReadingForm, UploadForm
from passport.standards.models import Framework
from passport.standards.permissions import can_enter_numbers, can_import
from passport.standards.services.importing import (
    Plan,
    PlanChangedError,
    import_framework,
    plan_import,
    read_framework,
)
from passport.standards.services.numbers import enter_numbers
from passport.standards.views.number_table import NumberTable
from passport.standards.views.rows import editor_of

THINGS = {
    "framework": gettext_lazy("Framework"),
    "requirement": gettext_lazy("Requirement"),
    "clause": gettext_lazy("Place in the framework"),
    "crosswalk": gettext_lazy("Crosswalk"),
    "order": gettext_lazy("Order of the requirements"),
}


def numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """All clauses of a framework with their numbers, in one table to fill in."""
    framework = get_object_or_404(Framework, pk=pk)
    if not can_enter_numbers(request.user, framework):
        raise PermissionDenied
    table = NumberTable(framework, request.POST if request.method == "POST" else None)
    if request.method == "POST" and table.is_right():
        entries = [form.entry for form in table.changed]
        changed = enter_numbers(
            framework=framework, entries=entries, by=editor_of(request), at=now()
        )
        text = ngettext("%(n)d number was saved.", "%(n)d numbers were saved.", len(changed))
        messages.success(request, text % {"n": len(changed)})
        return redirect("framework:inspect", framework.pk)
    context = {
        "framework": framework,
        "table": table,
        "page_title": _("Clause numbers"),
        "header_title": _("Clause numbers"),
        "page_subtitle": str(framework),
    }
    status = 422 if table.faults else 200
    return TemplateResponse(request, "standards/office/numbers.html", context, status=status)


def import_file(request: HttpRequest) -> HttpResponse:
    """Choose a file, look at what it would do, import it."""
    if not can_import(request.user):
        raise PermissionDenied
    if request.method == "POST" and "digest" in request.POST:
        return _import(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _preview(request, form, form.cleaned_data["file"])
        except NotReadableError as error:
            return _ask(request, form, error.findings)
    return _ask(request, form)


def _ask(
    request: HttpRequest, form: UploadForm, findings: list[Finding] | None = None
) -> HttpResponse:
    context = {**_titles(), "form": form, "findings": findings or []}
    status = 422 if findings or form.errors else 200
    return TemplateResponse(request, "standards/office/import.html", context, status=status)


def _titles() -> dict[str, str]:
    return {"page_title": _("Import a framework"), "header_title": _("Import a framework")}


def _preview(request: HttpRequest, form: ReadingForm, data: bytes) -> HttpResponse:
    """What the file would do; nothing is written. Raises NotReadableError."""
    record = read_framework(data)
    plan = plan_import(record=record, read_in=form.read_in)
    initial = {
        "content": base64.b64encode(data).decode(),
        "digest": plan.digest,
        "read_text": "on" if form.read_in is not None else "",
        "source": form.cleaned_data["source"],
    }
    context = {
        **_titles(),
        "page_subtitle": f"{record.title}, {record.edition}",
        "record": record,
        "parts": _parts(plan),
        "doubted": _doubted(record, plan),
        "refused": plan.guarded and not editor_of(request).is_superuser,
        "form": ConfirmForm(initial=initial),
    }
    return TemplateResponse(request, "standards/office/import_preview.html", context)


def _parts(plan: Plan) -> list[dict[str, object]]:
    """Changes by kind, in the words of the page."""
    labels = {key: record.label for key, record in plan.record.requirements.items()}
    titles = {
        ChangeKind.NEW: _("New"),
        ChangeKind.CHANGED: _("Changed"),
        ChangeKind.KEPT: _("Not in the file, stays as it is"),
    }
    return [
        {
            "title": title,
            "differs": kind == ChangeKind.CHANGED,
            "lines": [
                {
                    "thing": THINGS[each.thing],
                    "name": each.name,
                    "label": labels.get(each.name.split(" ")[0], ""),
                    "differences": each.differences,
                }
                for each in plan.changes
                if each.kind == kind
            ],
        }
        for kind, title in titles.items()
        if plan.count(kind)
    ]


def _doubted(record: FrameworkRecord, plan: Plan) -> int:
    """How many numbers the file calls verified and this import does not."""
    pairs = zip(record.clauses, plan.record.clauses, strict=True)
    return sum(
        said.number_status == "verified" and kept.number_status != "verified"
        for said, kept in pairs
    )


def _import(request: HttpRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _ask(request, UploadForm(), [Finding(_("file"), _("Choose the file once more."))])
    data, digest = form.cleaned_data["content"], form.cleaned_data["digest"]
    try:
        record = read_framework(data)
        plan = plan_import(record=record, read_in=form.read_in)
        if plan.guarded and not editor_of(request).is_superuser:
            raise PermissionDenied
        import_framework(
            record=record, read_in=form.read_in, digest=digest, by=editor_of(request), at=now()
        )
    except NotReadableError as error:
        return _ask(request, UploadForm(), error.findings)
    except PlanChangedError:
        messages.warning(request, _("Something changed meanwhile. Please look once more."))
        return _preview(request, form, data)
    messages.success(request, _("The framework was imported."))
    return redirect("framework:inspect", Framework.objects.get(key=record.key).pk)
