"""Frameworks to take away: a CSV table, and a package of 1EdTech CASE 1.1 or 1.0."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from passport.standards.domain.exchange import FrameworkRecord
from passport.standards.formats.case_writing import Writing, write_case
from passport.standards.formats.csv_table import write_csv
from passport.standards.queries.exchange import framework_record, writing_facts


def _framework(key: str) -> FrameworkRecord:
    record = framework_record(key)
    if record is None:
        raise Http404
    return record


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
def framework_csv(request: HttpRequest, key: str) -> HttpResponse:
    """A framework as one table; cells that look like formulas are inert."""
    return _file(write_csv(_framework(key)), "text/csv; charset=utf-8", f"{key}.csv")


@require_safe
def framework_case(request: HttpRequest, key: str) -> HttpResponse:
    """A framework as a CASE package: 1.1, or 1.0 with ?version=1.0."""
    record = _framework(key)
    version = "1.0" if request.GET.get("version") == "1.0" else "1.1"
    base = f"{settings.PUBLIC_URL}{reverse('standards:frameworks')}"
    writing = Writing(base=base, version=version, **writing_facts(record))
    return _file(write_case(record, writing), "application/json", f"{key}.json")
