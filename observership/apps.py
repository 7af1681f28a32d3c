"""Openings, matches, placements, sign-offs."""

from django.apps import AppConfig


class ObservershipConfig(AppConfig):
    name = "observership"
    label = "observership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what follows a fact, and who is led to the office and the committee."""
        from observership import job_handlers  # noqa: F401
        from observership.queries import areas
        from passport.people.queries.areas import register_area

        register_area("coordinates", areas.coordinates)
        register_area("sits_in_committee", areas.sits_in_committee)
