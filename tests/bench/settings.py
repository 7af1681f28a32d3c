"""The embedded default without limits, with the floor beside the product's pages."""

from passport.settings.dev import *

ROOT_URLCONF = "tests.bench.urls"
VERIFY_LIMITS_ON = False
PACKAGE_LIMITS_ON = False
WHITENOISE_AUTOREFRESH = False
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "tests" / "bench" / "templates"]
