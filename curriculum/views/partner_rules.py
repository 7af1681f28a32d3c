"""What a partner accepts from core and role modules: signing a rule, and all that were signed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.domain.acceptance import RuleFinding, RuleVersion, rule_findings
from curriculum.domain.rule_changes import rule_changes, rule_effect
from curriculum.forms.partner_rules import LineForm, RuleForm
from curriculum.models import ProductAddOn
from curriculum.queries.acceptance import (
    RuleFacts,
    by_key,
    rule_facts,
    signed_rules,
    versions_of_rules,
)
from curriculum.queries.add_ons import for_partner
from curriculum.services.acceptance import (
    NameDiffersError,
    RuleRefusedError,
    digest_of,
    name_of,
    sign_rule,
    taught_by_product,
)
from curriculum.services.version_moves import NotManagerError
from curriculum.views.partner_frame import add_on_or_404, member, typed
from curriculum.views.partner_rule_words import (
    FIELD_OF,
    RULE_CODES,
    STANDINGS,
    Words,
    module_words,
    roles_words,
    told_differences,
    told_line,
)
from passport.people.models import Partner
from passport.people.services.partners import PartnerSuspendedError
from passport.people.views.partner_access import partner_member, portal


@partner_member
@require_safe
def rules(request: HttpRequest, partner: Partner, add_on_id: UUID) -> HttpResponse:
    """Every signed rule: who, when, in force from and until, hash."""
    found = add_on_or_404(partner, add_on_id)
    signed = signed_rules(for_partner(partner), found, timezone.localdate())
    lines = [{"rule": each, "words": STANDINGS[each.standing]} for each in signed]
    context = portal(request, partner, "modules", add_on=found, lines=lines)
    return render(request, "curriculum/partner_rules.html", context)


@partner_member
@require_safe
def rule(request: HttpRequest, partner: Partner, add_on_id: UUID, rule_id: UUID) -> HttpResponse:
    """One signed rule: its lines, what it changed, its signature."""
    found = add_on_or_404(partner, add_on_id)
    signed = signed_rules(for_partner(partner), found, timezone.localdate())
    places = {each.row.public_id: place for place, each in enumerate(signed)}
    if rule_id not in places:
        raise Http404
    this = signed[places[rule_id]]
    older = signed[places[rule_id] + 1].version if places[rule_id] + 1 < len(signed) else None
    facts = rule_facts(found)
    words = Words(facts.labels, facts.titles)
    context = portal(
        request,
        partner,
        "modules",
        add_on=found,
        rule=this,
        standing=STANDINGS[this.standing],
        lines=[told_line(line, words) for line in this.version.lines],
        older=older,
        differences=_differences(older, this.version.lines, words),
    )
    return render(request, "curriculum/partner_rule.html", context)


def _differences(older: RuleVersion | None, lines: Any, words: Words) -> list[Any]:
    return told_differences(rule_changes(older.lines, lines), words) if older else []


@partner_member(manager=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: HttpRequest, partner: Partner, add_on_id: UUID) -> HttpResponse:
    """Choose what is accepted, see what it does, sign it; only what was shown can be signed."""
    found, today = add_on_or_404(partner, add_on_id), timezone.localdate()
    facts, versions = rule_facts(found), versions_of_rules(found)
    last = versions[-1] if versions else None
    form = RuleForm(typed(request), facts=facts, last=last, today=today, partner=partner.name)
    if not form.is_bound:
        return _rule_page(request, partner, found, form, last)
    _check_lines(form, facts)
    if "sign" not in request.POST:
        form.forget_signature()
    elif form.is_valid() and form.lines_are_valid():
        answer = _signed(request, partner, found, form, last)
        if answer is not None:
            return answer
    return _rule_page(request, partner, found, form, last)


def _check_lines(form: RuleForm, facts: RuleFacts) -> None:
    """Put each finding beside the line that it is about, forged lines included."""
    if not form.lines_are_valid():
        return
    _put(form, rule_findings(form.lines, facts.limits))


def _put(form: RuleForm, findings: tuple[RuleFinding, ...]) -> None:
    rows = {(row.outcome, row.module): row for row in form.rows}
    for finding in findings:
        row, text = rows[finding.line.outcome, finding.line.module], RULE_CODES[finding.code]
        row.add_error(FIELD_OF.get(finding.code, "accepted"), str(text))


def _faults(form: RuleForm) -> list[dict[str, Any]]:
    """Errors of lines, each with the line it is about."""
    words = Words(form.facts.labels, form.facts.titles)
    return [
        {
            "field": row[name],
            "about": f"{words.labels.get(row.outcome, row.outcome)}, "
            f"{module_words(row.module, words)}",
            "text": text,
            "listed": row.teacher is not None,
        }
        for row in form.rows
        for name, texts in row.errors.items()
        for text in texts
    ]


def _digest(form: RuleForm, last: RuleVersion | None) -> str:
    """What stands for the lines and the first day as they are in the form now."""
    day = form.cleaned_data.get("valid_from") if form.is_bound else form.initial["valid_from"]
    return digest_of(last.number + 1 if last else 1, day, form.lines)


def _signed(
    request: HttpRequest,
    partner: Partner,
    found: ProductAddOn,
    form: RuleForm,
    last: RuleVersion | None,
) -> HttpResponse | None:
    """Sign; None when something keeps it from being signed, which then stands in the form."""
    if request.POST.get("shown") != _digest(form, last):
        form.add_error(None, _("This differs from what you were shown. Look at it, then sign."))
        return None
    try:
        signed = sign_rule(add_on=found, draft=form.draft, by=member(request), at=timezone.now())
    except (PartnerSuspendedError, NotManagerError):
        raise Http404 from None
    except NameDiffersError:
        form.add_error("name", _("Type your own full name, as your account says it."))
    except RuleRefusedError as refused:
        _put(form, refused.findings)
        for code in refused.codes:
            form.add_error("valid_from", str(RULE_CODES[code]))
    else:
        messages.success(request, _("The rule is signed. Nobody can change it any more."))
        args = [partner.public_id, found.public_id, signed.public_id]
        return redirect("curriculum:partner_rule", *args)
    return None


def _rule_page(
    request: HttpRequest,
    partner: Partner,
    found: ProductAddOn,
    form: RuleForm,
    last: RuleVersion | None,
) -> HttpResponse:
    """The form with what it would do; faults instead where there are some."""
    faults = _faults(form) if form.is_bound else []
    told = bool(faults or form.errors)
    context = portal(
        request,
        partner,
        "modules",
        add_on=found,
        form=form,
        table=_table(form),
        faults=faults,
        told=told,
        last=last,
        own_name=name_of(member(request)),
        **({} if faults else _shown(found, form, last)),
    )
    status = 422 if told else 200
    return render(request, "curriculum/partner_rule_form.html", context, status=status)


def _shown(found: ProductAddOn, form: RuleForm, last: RuleVersion | None) -> dict[str, Any]:
    """What the rule in the form would do, and what stands for it in the signature."""
    facts = form.facts
    effect = rule_effect(facts.required, form.lines, taught_by_product(found))
    return {
        "effect": effect,
        "lost": by_key(facts.labels, effect.unreachable),
        "differences": _differences(last, form.lines, Words(facts.labels, facts.titles)),
        "shown": _digest(form, last),
        "begins": _begins(form),
    }


def _begins(form: RuleForm) -> Any:
    return form.cleaned_data.get("valid_from") if form.is_bound else form.initial["valid_from"]


def _table(form: RuleForm) -> list[dict[str, Any]]:
    """Outcomes in the programme's order, each with its rows."""
    rows: dict[str, list[LineForm]] = {}
    for row in form.rows:
        if row.teacher:
            rows.setdefault(row.outcome, []).append(row)
    return [
        {"label": line.label, "roles": roles_words(line.roles), "rows": rows.get(line.key, [])}
        for line in form.facts.lines
    ]
