"""Makes the public site once: front page, about, privacy, help; never overwrites an editor."""

from datetime import datetime
from urllib.parse import urlparse

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from passport.pages import texts
from passport.pages.models import HomePage, StandardPage

STANDARD_PAGES = (
    ("about", "About", texts.ABOUT),
    ("privacy", "Privacy", texts.PRIVACY),
    ("help", "Help", texts.HELP),
)


@transaction.atomic
def ensure_site(at: datetime) -> HomePage:
    """Front page with its site, and the three pages under it; what exists is left alone."""
    home = HomePage.objects.first() or _make_home(at)
    _point_site_to(home)
    for slug, title, text in STANDARD_PAGES:
        if not Page.objects.child_of(home).filter(slug=slug).exists():
            page = StandardPage(title=title, slug=slug, body=[("text", text.strip())])
            _publish(page, under=home, at=at)
    return home


def _make_home(at: datetime) -> HomePage:
    root = Page.objects.get(depth=1)
    home = HomePage(
        title=settings.WAGTAIL_SITE_NAME,
        slug="front",
        intro=texts.HOME_INTRO,
        body=[("text", texts.HOME_TODAY.strip()), ("text", texts.HOME_LIMITS.strip())],
    )
    _publish(home, under=root, at=at)
    return home


def _publish(page: Page, *, under: Page, at: datetime) -> None:
    page.live, page.first_published_at, page.last_published_at = True, at, at
    under.add_child(instance=page)


def _point_site_to(home: HomePage) -> None:
    """Serve `home` at the root; Wagtail's own welcome page goes once nothing needs it."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.pk and site.root_page.specific_class is HomePage:
        return
    address = urlparse(settings.PUBLIC_URL)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name = settings.WAGTAIL_SITE_NAME
    former, site.root_page = site.root_page if site.pk else None, home
    site.save()
    if former is not None and former.specific_class is Page and not former.get_children().exists():
        former.delete()
