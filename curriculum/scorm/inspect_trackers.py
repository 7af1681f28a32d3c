"""Names of services that follow people, by host and by what their scripts call."""

import re
from urllib.parse import urlsplit

_HOSTS = frozenset(
    [
        "google-analytics.com",
        "googletagmanager.com",
        "googleadservices.com",
        "doubleclick.net",
        "googlesyndication.com",
        "analytics.google.com",
        "connect.facebook.net",
        "facebook.com",
        "hotjar.com",
        "hotjar.io",
        "clarity.ms",
        "matomo.cloud",
        "matomo.org",
        "piwik.pro",
        "segment.com",
        "segment.io",
        "mixpanel.com",
        "amplitude.com",
        "heap.io",
        "heapanalytics.com",
        "fullstory.com",
        "mouseflow.com",
        "crazyegg.com",
        "luckyorange.com",
        "quantserve.com",
        "scorecardresearch.com",
        "chartbeat.com",
        "newrelic.com",
        "nr-data.net",
        "omtrdc.net",
        "demdex.net",
        "2o7.net",
        "adobedtm.com",
        "everesttech.net",
        "snap.licdn.com",
        "px.ads.linkedin.com",
        "ads-twitter.com",
        "analytics.twitter.com",
        "analytics.tiktok.com",
        "bat.bing.com",
        "yandex.ru",
        "mc.yandex.com",
        "plausible.io",
        "statcounter.com",
        "hs-analytics.net",
        "hs-scripts.com",
        "hubspot.com",
        "marketo.net",
        "mktoresp.com",
        "pardot.com",
        "eloqua.com",
        "veeva.com",
        "veevavault.com",
        "cookielaw.org",
        "onetrust.com",
        "tealiumiq.com",
        "criteo.com",
        "taboola.com",
        "outbrain.com",
        "sentry.io",
        "bugsnag.com",
        "logrocket.com",
        "loggly.com",
        "posthog.com",
    ]
)
CALLS = re.compile(
    r"(?<![\w$.])(?:gtag\(|fbq\(|_paq\.push|_gaq\.push|dataLayer\.push|hj\(|_satellite\.|"
    r"ga\(['\"](?:create|send)|mixpanel\.(?:init|track)|amplitude\.(?:init|track)|"
    r"clarity\(['\"]|FS\.identify|lintrk\(|twq\(|ttq\.|posthog\.)"
)


def host_of(address: str) -> str:
    """The host of an address in small letters; empty without one."""
    text = address.strip()
    try:
        return (urlsplit(text if "//" in text else "//" + text).hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_tracker(address: str) -> bool:
    """Whether an address is of a service that follows people, or of a part of it."""
    parts = host_of(address).split(".")
    return any(".".join(parts[count:]) in _HOSTS for count in range(len(parts)))
