"""The project: settings, routes and the shared parts below the three apps."""

from passport.celery import app as celery_app

__all__ = ["celery_app"]
