"""Track: one role's ordered path through core and role modules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TrackPart(models.TextChoices):
    """Which stamp a module of a track counts for."""

    CORE = "core", _("Core")
    ROLE = "role", _("Role")


class Track(models.Model):
    """What one professional role learns; `role` is the code of people's roles."""

    role = models.CharField(max_length=5, unique=True)
    title = models.CharField(max_length=120)
    modules = models.ManyToManyField("curriculum.Module", through="TrackModule")

    class Meta:
        ordering = ["role"]
        verbose_name = _("track")
        verbose_name_plural = _("tracks")

    def __str__(self) -> str:
        return self.title


class TrackModule(models.Model):
    """A module's place in a track."""

    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="steps")
    module = models.ForeignKey("curriculum.Module", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=TrackPart)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["track", "position"]
        constraints = [
            models.UniqueConstraint(fields=["track", "module"], name="track_module_once"),
            models.UniqueConstraint(fields=["track", "position"], name="track_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.track_id} {self.position}"
