"""Tracks, modules, attempts, completions."""

from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "curriculum"
    label = "curriculum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to Wagtail's publishing and reviewing; answer on the hosts of packages."""
        from curriculum import job_handlers, receivers  # noqa: F401
        from curriculum.views.package_files import serve_file, serve_player
        from curriculum.views.player import commit_alone
        from curriculum.views.xapi import hear_violation, serve_xapi
        from passport.content_host.routes import Area, register, register_reports

        register(Area.PLAYER, serve_player)
        register(Area.FILES, serve_file)
        register(Area.COMMIT, commit_alone)
        register(Area.XAPI, serve_xapi)
        register_reports(hear_violation)
