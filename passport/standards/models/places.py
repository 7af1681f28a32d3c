"""Where rules hold, and the products they speak of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Jurisdiction(models.Model):
    """Where a rule or an authorisation holds: EU, CH, UK, US, KR, or the whole world."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["code"]
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """A CAR T medicine, known first by its active substance."""

    key = models.SlugField(unique=True)
    inn = models.CharField(_("active substance"), max_length=100)
    brand = models.CharField(_("brand name"), max_length=100, blank=True)
    holder = models.CharField(_("marketing authorisation holder"), max_length=100, blank=True)

    class Meta:
        ordering = ["inn"]
        verbose_name = _("product")
        verbose_name_plural = _("products")

    def __str__(self) -> str:
        return self.inn
