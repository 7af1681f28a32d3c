"""The editing form of a module page: drafts may be unfinished, what is published may not."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from curriculum.models.module import Module


class ModulePageForm(WagtailAdminPageForm):
    """Shows every finding at the field that it concerns when the page is to be published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("module")
        if isinstance(field, forms.ModelChoiceField):
            field.disabled = self.instance.module_id is not None
            if not field.disabled:
                taken = self._meta.model.objects.filter(language=self.instance.language)
                field.queryset = Module.objects.exclude(pk__in=taken.values("module"))

    def _post_clean(self) -> None:
        """Tell the page whether it is about to be released, before it checks itself."""
        self.instance.to_be_released = not self.is_deferred_validation and not self.errors
        super()._post_clean()
