"""The StreamField vocabulary of general pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ul", "ol", "link"]

SITE_BLOCKS = [
    ("text", blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)),
]
