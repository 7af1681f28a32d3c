"""Lesson and question blocks: what authors fill in, in the words they use."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from curriculum.blocks.figures import figure_faults
from curriculum.domain import limits
from curriculum.domain.content import Basis, CalloutKind, Pool, QuestionKind

PROSE_FEATURES = ["h3", "h4", "bold", "italic", "ul", "ol", "link"]

CALLOUT_CHOICES = [
    (CalloutKind.SAFETY, _("Safety: act now")),
    (CalloutKind.PRACTICE, _("Practice point")),
    (CalloutKind.JURISDICTION, _("Differs between countries")),
    (CalloutKind.NOTE, _("Note")),
]
KIND_CHOICES = [
    (QuestionKind.SINGLE, _("One right option")),
    (QuestionKind.MULTIPLE, _("Several right options")),
]
POOL_CHOICES = [
    (Pool.PRACTICE, _("Practice: explained at once")),
    (Pool.EXAM, _("Exam: key never shown")),
]
BASIS_CHOICES = [
    (Basis.VERIFIED, _("Every fact seen in its source")),
    (Basis.PRACTICE, _("Rests on general knowledge: practice only")),
]


class TableBlock(blocks.StructBlock):
    """A table whose cells take inline mark-up and citations."""

    caption = blocks.TextBlock(label=_("Caption"), max_length=limits.CAPTION, rows=1)
    row_heads = blocks.BooleanBlock(label=_("First column holds headings"), required=False)
    table = TypedTableBlock([("cell", blocks.CharBlock(required=False))], label=_("Table"))

    class Meta:
        icon = "table"
        label = _("Table")
        label_format = "{caption}"


class FigureBlock(blocks.StructBlock):
    """One of our own drawings, as SVG in the small vocabulary of the module bundle."""

    svg = blocks.TextBlock(
        label=_("SVG drawing"),
        rows=8,
        help_text=_("640 units wide, classes instead of colours; see the guide to the bundle."),
    )
    alt = blocks.TextBlock(
        label=_("Words for people who do not see it"), max_length=limits.ALT, rows=2
    )
    caption = blocks.TextBlock(
        label=_("Caption"), required=False, max_length=limits.CAPTION, rows=1
    )

    class Meta:
        icon = "image"
        label = _("Figure")
        label_format = "{caption}"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """A drawing outside the vocabulary is not kept, not even in a draft."""
        cleaned = super().clean(value)
        if cleaned["svg"].strip() and (faults := figure_faults(cleaned["svg"])):
            raise blocks.StructBlockValidationError(block_errors={"svg": ValidationError(faults)})
        return cleaned


class CalloutBlock(blocks.StructBlock):
    """A short text that stands out."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=CALLOUT_CHOICES)
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=limits.TITLE)
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "ul", "ol", "link"])

    class Meta:
        icon = "warning"
        label = _("Call-out")
        label_format = "{title}"


class BodyBlock(blocks.StreamBlock):
    """What a chapter is built of. Citations are written [@KEY] anywhere in text."""

    minute = blocks.RichTextBlock(
        label=_("In one minute"), features=["bold", "italic", "ul", "ol"], icon="time"
    )
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES)
    table = TableBlock()
    figure = FigureBlock()
    callout = CalloutBlock()
    check = blocks.CharBlock(
        label=_("Practice question"),
        icon="help",
        max_length=20,
        help_text=_("The key of a practice question, such as P1. It appears here."),
    )
    vignette = blocks.CharBlock(
        label=_("Vignette"),
        icon="user",
        max_length=20,
        help_text=_("The key of a vignette, such as V1. It appears here."),
    )


class ChapterBlock(blocks.StructBlock):
    """A chapter of five to ten minutes."""

    title = blocks.CharBlock(label=_("Title"), max_length=limits.TITLE)
    slug = blocks.RegexBlock(
        label=_("Address"),
        regex=r"^[a-z0-9-]+$",
        max_length=limits.SLUG,
        error_messages={"invalid": _("Use small letters, digits and hyphens only.")},
    )
    objectives = blocks.CharBlock(
        label=_("Objectives"), help_text=_("Keys, separated by spaces."), required=False
    )
    body = BodyBlock(label=_("Content"))

    class Meta:
        icon = "doc-full"
        label = _("Chapter")
        label_format = "{title}"


class OptionBlock(blocks.StructBlock):
    """One answer to choose."""

    text = blocks.TextBlock(label=_("Option"), max_length=limits.OPTION, rows=1)
    correct = blocks.BooleanBlock(label=_("Right"), required=False)
    explanation = blocks.TextBlock(
        label=_("Explanation (practice only)"),
        required=False,
        max_length=limits.EXPLANATION,
        rows=1,
    )

    class Meta:
        icon = "radio-empty"
        label = _("Option")
        label_format = "{text}"


class QuestionBlock(blocks.StructBlock):
    """A question of either pool."""

    key = blocks.RegexBlock(
        label=_("Key"),
        regex=r"^[A-Z][0-9]{1,3}$",
        max_length=20,
        help_text=_("Stable for ever: a new question takes a new key."),
        error_messages={"invalid": _("One capital letter and a number, such as P1 or E12.")},
    )
    pool = blocks.ChoiceBlock(label=_("Pool"), choices=POOL_CHOICES)
    objective = blocks.CharBlock(label=_("Objective (key)"), max_length=20)
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=KIND_CHOICES)
    stem = blocks.TextBlock(label=_("Question"), rows=3)
    options = blocks.ListBlock(OptionBlock(), label=_("Options"), min_num=2, max_num=8)
    basis = blocks.ChoiceBlock(label=_("Basis"), choices=BASIS_CHOICES)
    facts = blocks.CharBlock(label=_("Facts (keys)"), required=False)
    references = blocks.CharBlock(label=_("References (keys)"), required=False)
    rationale = blocks.TextBlock(label=_("For the reviewer"), required=False, rows=2)

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{key}: {stem}"


class StageBlock(blocks.StructBlock):
    """One decision of a vignette."""

    text = blocks.TextBlock(label=_("What is known now"), rows=3)
    question = blocks.TextBlock(label=_("Question"), max_length=limits.DECISION, rows=1)
    options = blocks.ListBlock(OptionBlock(), label=_("Options"), min_num=2, max_num=6)

    class Meta:
        label = _("Decision")
        label_format = "{question}"


class VignetteBlock(blocks.StructBlock):
    """A fictional patient whose story unfolds."""

    key = blocks.RegexBlock(
        label=_("Key"),
        regex=r"^[A-Z][0-9]{1,3}$",
        max_length=20,
        error_messages={"invalid": _("One capital letter and a number, such as V1.")},
    )
    title = blocks.CharBlock(label=_("Title"), max_length=limits.TITLE)
    patient = blocks.TextBlock(label=_("Fictional patient"), max_length=limits.PATIENT, rows=1)
    stages = blocks.ListBlock(StageBlock(), label=_("Decisions"), min_num=2, max_num=8)
    ending = blocks.TextBlock(label=_("How it ended, and why"), rows=4)
    facts = blocks.CharBlock(label=_("Facts (keys)"), required=False)
    references = blocks.CharBlock(label=_("References (keys)"), required=False)

    class Meta:
        icon = "user"
        label = _("Vignette")
        label_format = "{key}: {title}"


class ObjectiveBlock(blocks.StructBlock):
    """A learning objective, as a question a colleague would ask."""

    key = blocks.CharBlock(label=_("Key"), max_length=20)
    text = blocks.CharBlock(label=_("Objective"), max_length=limits.OBJECTIVE)

    class Meta:
        icon = "list-ol"
        label = _("Objective")
        label_format = "{key}: {text}"


class GlossaryBlock(blocks.StructBlock):
    """An abbreviation or term, and what it means."""

    term = blocks.CharBlock(label=_("Term"), max_length=limits.TERM)
    meaning = blocks.CharBlock(label=_("Meaning"), max_length=limits.MEANING)

    class Meta:
        icon = "info-circle"
        label = _("Entry")
        label_format = "{term}: {meaning}"
