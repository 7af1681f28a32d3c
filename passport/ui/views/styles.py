"""Serves the one stylesheet."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import condition, require_safe

from passport.ui.stylesheet import stylesheet

FOR_EVER = "public, max-age=31536000, immutable"


def _etag(request: HttpRequest, digest: str) -> str:
    return f'"{stylesheet().digest}"'


@require_safe
@condition(etag_func=_etag)
def styles(request: HttpRequest, digest: str) -> HttpResponse:
    """The stylesheet; a page that still asks under an old name gets today's, uncached."""
    sheet = stylesheet()
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(sheet.compressed if packed else sheet.text, content_type="text/css")
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = FOR_EVER if digest == sheet.digest else "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
