"""Job: the row that is the truth about work to be done; the broker is only a doorbell."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobStatus(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped")


class Job(models.Model):
    """One piece of work: what kind, about which ids, how far it is."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    ids = models.JSONField(default=dict)
    queue = models.CharField(max_length=20, default="default")
    status = models.CharField(max_length=10, choices=JobStatus, default=JobStatus.WAITING)
    step = models.CharField(max_length=200, blank=True)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    owner_id = models.UUIDField(null=True, blank=True)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["queue", "status", "due_at"], name="job_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
