"""What an editor does to a page, said in records."""

import json

from curriculum.blocks.stream import to_streams
from curriculum.domain.content import ModuleContent
from curriculum.models import ModulePage


def rewrite(page: ModulePage, content: ModuleContent) -> ModulePage:
    """Put these streams into the page, unsaved."""
    for name, raw in to_streams(content).items():
        setattr(page, name, json.dumps(raw))
    return page
