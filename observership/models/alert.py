"""CallAlert: somebody, with or without an account, waits for the next call to open."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallAlert(models.Model):
    """An address that is told once when the next call opens, and then erased.

    Asked on a public page and confirmed by the link that went to the address; only the hash of
    the link's token is kept. What is not confirmed within a week is erased.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(max_length=10)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("wish to hear of the next call")
        verbose_name_plural = _("wishes to hear of the next call")

    def __str__(self) -> str:
        return str(self.public_id)
