"""What content hosts answer: the player's own files, and the files of packages."""

import logging
import os
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.loader import render_to_string

from curriculum.scorm.store import PackageAlteredError, PackageFileError, open_verified
from passport.content_host.answers import ANEW, file_answer
from passport.content_host.tokens import Launch

_PLAYER = Path(__file__).resolve().parent.parent / "player"
OURS = ("player.js", "runtime.js", "guards.js", "player.css", "trial.html", "trial.js")
THEIRS = ("scorm12.min.js", "scorm2004.min.js")
logger = logging.getLogger(__name__)


def serve_file(request: HttpRequest, launch: Launch, path: str) -> HttpResponseBase:
    """A file of the launched package whose bytes are those that were approved; else Http404."""
    try:
        file = open_verified(settings.PACKAGES_DIR, launch.sha256, path)
    except PackageAlteredError as error:
        logger.error("A file of package %s is not what was published.", launch.sha256)
        raise Http404 from error
    except PackageFileError as error:
        raise Http404 from error
    size = os.fstat(file.fileno()).st_size
    return file_answer(request, file=file, size=size, name=path)


def serve_player(request: HttpRequest, launch: Launch, path: str) -> HttpResponseBase:
    """The player's page ("") or one of its few files; Http404 also while npm's are missing."""
    if path == "":
        public = urlsplit(settings.PUBLIC_URL)
        values = {"platform": f"{public.scheme}://{public.netloc}"}
        return _answer(
            request, render_to_string("curriculum/player_inside.html", values).encode(), "a.html"
        )
    if path not in (*OURS, *THEIRS):
        raise Http404
    file = (_PLAYER if path in OURS else settings.PLAYER_ASSETS_DIR) / path
    if not file.is_file():
        raise Http404
    return _answer(request, file.read_bytes(), path)


def _answer(request: HttpRequest, content: bytes, name: str) -> HttpResponseBase:
    return file_answer(request, file=BytesIO(content), size=len(content), name=name, kept=ANEW)
