"""Rows that editors of standards add, change and delete, each change through one service."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic

from passport.people.models import User
from passport.standards.services.editing import StillUsedError, keep_row, remove_row


def editor_of(request: HttpRequest) -> User:
    """Who is signed in to the back office."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class GuardedMixin:
    """Asks the rule for the single row, not only for its table."""

    def _require(self, action: str, row: Model) -> None:
        if not self.user_has_permission_for_instance(action, row):  # type: ignore[attr-defined]
            raise PermissionDenied


class KeptMixin(GuardedMixin):
    """Saves through the service that records the change and tells the caches."""

    form: Any
    request: HttpRequest

    def save_instance(self) -> Model:
        """Called by Wagtail with a form that is right."""
        row = self.form.instance
        self._require("change" if row.pk else "add", row)
        keep_row(row=row, fields=self.form.changed_data, by=editor_of(self.request), at=now())
        return row


class KeptCreate(KeptMixin, generic.CreateView):
    """A new row."""


class KeptEdit(KeptMixin, generic.EditView):
    """A row to change."""

    def get_object(self, queryset: QuerySet | None = None) -> Model:
        row = super().get_object(queryset)
        self._require("change", row)
        return row


class KeptDelete(GuardedMixin, generic.DeleteView):
    """A row to delete, unless something stands on it."""

    def get_object(self, queryset: QuerySet | None = None) -> Model:
        row = super().get_object(queryset)
        self._require("delete", row)
        return row

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            remove_row(row=self.object, by=editor_of(self.request), at=now())
        except StillUsedError:
            messages.error(
                self.request,
                _("This is still used, so it stays. Give it an end instead of deleting it."),
            )
        else:
            messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url())
