"""Serves pictures, films and captions of product chapters to those who may see them."""

import re
from collections.abc import Callable

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from curriculum.domain.media import CONTENT_TYPES, MediaKind
from curriculum.models import MediaFile
from curriculum.queries.product_media import may_see
from curriculum.services.bundles import media_path
from passport.content_host.answers import file_answer
from passport.people.models import User

_ADDRESS = re.compile(rf"([0-9a-f]{{64}})\.({'|'.join(MediaKind)})")
KEPT = "private, max-age=604800, immutable"


POLICY = {
    "default-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}


@require_safe
@login_required
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file by its hash and ending, whole or a piece of it; anybody else gets a 404."""
    match = _ADDRESS.fullmatch(name)
    if match is None or not isinstance(request.user, User):
        raise Http404
    file = MediaFile.objects.filter(sha256=match[1], extension=match[2]).first()
    path = media_path(name)
    if file is None or not may_see(file, request.user, timezone.localdate()) or not path.is_file():
        raise Http404
    answer = file_answer(
        request, file=path.open("rb"), size=path.stat().st_size, name=name, kept=KEPT
    )
    answer["Content-Type"] = CONTENT_TYPES[MediaKind(match[2])]
    policed: Callable[[HttpRequest], HttpResponseBase] = csp(POLICY)(lambda _request: answer)
    return policed(request)
