"""Prepares an embedded installation: database, content, key, demo people; prints the sign-ins."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from credentials import api as credentials
from observership import api as observership
from passport.demo import services
from passport.demo.colleagues import ASSESSOR
from passport.demo.partners import ensure_partners
from passport.demo.people import PASSWORD, PEOPLE
from passport.demo.pilot import ensure_pilot
from passport.demo.products import ensure_product
from passport.jobs.runner import run_due
from passport.pages.services import ensure_site
from passport.people.models import Professional
from passport.people.services.product_desk import ensure_product_desk
from passport.people.services.registrars import ensure_registrars
from passport.standards.services.editors import ensure_standards_editors
from passport.standards.services.loading import load_standards

SAMPLE = "jana.sample@example.org"


class Command(BaseCommand):
    help = "Migrate, load the shipped content, make the demo people, print their sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEVELOPER_PAGES is False:
            self.stderr.write("bootstrap makes demo people; it runs with development settings.")
            raise SystemExit(1)
        steps: list[tuple[str, Callable[[], Any]]] = [
            ("Fonts", lambda: call_command("make_fonts", verbosity=0)),
            ("Database (a minute or two the first time)", self._migrate),
            ("Frameworks and requirements", load_standards),
            ("Editors of standards", ensure_standards_editors),
            ("Site pages", lambda: ensure_site(at=timezone.now())),
            ("Curriculum", lambda: call_command("load_curriculum", stdout=self.stdout)),
            ("Objectives of visits", lambda: call_command("load_objectives", stdout=self.stdout)),
            ("Signing key", self._make_key),
            ("Issuance desk", lambda: credentials.ensure_issuers()),
            ("Registrars of centres", ensure_registrars),
            ("Product desk", ensure_product_desk),
            ("Coordinators of observerships", lambda: observership.ensure_coordinators()),
            ("Demo people", lambda: services.ensure_people(at=timezone.now())),
            ("Industry partners", lambda: ensure_partners(at=timezone.now())),
            ("Their exams", lambda: services.train_people(at=timezone.now())),
            ("A product that does not exist", lambda: ensure_product(at=timezone.now())),
            ("Colleagues at the demo centre", lambda: services.fill_demo_centre(at=timezone.now())),
            ("A pilot of observerships", lambda: ensure_pilot(at=timezone.now())),
            ("Their passports", self._run_waiting_jobs),
        ]
        for number, (title, step) in enumerate(steps, start=1):
            self.stdout.write(f"[{number}/{len(steps)}] {title}")
            self.stdout.flush()
            step()
        self._print_sign_ins()

    def _migrate(self) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        connection.close()

    def _make_key(self) -> None:
        if not (settings.KEY_DIR / "signing-key.pem").exists():
            call_command("make_signing_key", verbosity=0)

    def _run_waiting_jobs(self) -> None:
        # The demo people's mails are on the developer's page; on the console they would bury
        # the sign-ins.
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        for _ in range(20):  # a job may ring the next one
            if not sum(run_due(queue) for queue in ("default", "signer")):
                return

    def _print_sign_ins(self) -> None:
        self.stdout.write(f"\nDemo people (all fictional), password: {PASSWORD}")
        for person in PEOPLE:
            secret = f"  TOTP secret {person.totp_secret}" if person.totp_secret else ""
            self.stdout.write(f"  {person.email:32} {person.does}{secret}")
        self.stdout.write(f"  {ASSESSOR:32} Assessor at the demo centre, among its colleagues")
        holder = Professional.objects.get(user__email=SAMPLE)
        code = credentials.sample_copy_code(holder.pk)
        url = settings.PUBLIC_URL
        self.stdout.write(f"\nPlatform         {url}/")
        self.stdout.write(f"Back office      {url}/admin/")
        self.stdout.write(f"Mails and codes  {url}/developer/")
        self.stdout.write(f"Sample passport  {url}/v/{code}\n")
