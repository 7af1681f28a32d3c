"""Samples of the components of the partners' portal: versions, findings, questions, threads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]
_ID = "00000000-0000-4000-8000-000000000000"


def _comment(who: Any, body: Any, *, own: bool = False, settled: str = "") -> Values:
    return {
        "line": {
            "who": who,
            "is_mine": own,
            "about": "" if own else _("Chapter: Receive and keep"),
            "comment": {
                "public_id": _ID,
                "from_partner": own,
                "body": body,
                "written_at": "2026-11-21",
                "settled_at": settled,
            },
        }
    }


def _row(key: str, text: Any, practice: int, exam: int) -> Values:
    short = {"practice_short": practice == 0, "exam_short": exam < 2}
    return {"key": key, "text": text, "practice": practice, "exam": exam, **short}


PARTNER_SAMPLES: dict[str, list[Values]] = {
    "changed_part": [
        {
            "name": _("Receive and keep"),
            "part": {
                "change": "changed",
                "same": 7,
                "paragraphs": [
                    {
                        "kind": "text",
                        "pieces": [
                            {"change": "same", "text": _("A bag stays in vapour for")},
                            {"change": "removed", "text": _("two")},
                            {"change": "added", "text": _("three")},
                            {"change": "same", "text": _("fictional days.")},
                        ],
                    },
                    {
                        "kind": "picture",
                        "pieces": [{"change": "added", "text": _("A shelf with two bags.")}],
                    },
                ],
            },
        }
    ],
    "question_grid": [
        {
            "grid": {
                "rows": [
                    _row("O1", _("What must you check first?"), 2, 6),
                    _row("O2", _("How is it kept?"), 0, 1),
                ],
                "practice": 2,
                "exam": 7,
                "needed": 15,
                "draw": 5,
                "is_short": True,
            }
        }
    ],
    "thread_comment": [
        _comment(
            _("Reviewer 1"), _("Please cite the source of this number."), settled="2026-11-22"
        ),
        _comment("Petra Partner", _("It stands in the second paragraph now."), own=True),
    ],
    "told_findings": [
        {
            "findings": [
                {"level": "stop", "where": "", "text": _("This is no zip archive.")},
                {
                    "level": "fix",
                    "where": _("module.md line 12"),
                    "text": _("“Best” praises without a reference. Cite the source."),
                },
                {"level": "note", "where": "", "text": _("No reference stands in the text.")},
            ]
        }
    ],
    "version_nav": [{"partner_id": _ID, "version_id": _ID, "tab": "metadata"}],
    "version_tag": [
        {"state": "draft", "label": _("Draft")},
        {"state": "in_review", "label": _("In review")},
        {"state": "changes_asked", "label": _("Changes asked")},
        {"state": "live", "label": _("Live")},
        {"state": "retired", "label": _("Retired"), "unsafe": True},
    ],
    "version_tasks": [
        {
            "missing": 1,
            "tasks": [
                {
                    "title": _("Declarations"),
                    "url": "/styleguide/",
                    "note": "",
                    "todo": [{"text": _("Enter the date of the label."), "url": "/styleguide/"}],
                },
                {
                    "title": _("Chapters and questions"),
                    "url": "/styleguide/",
                    "note": _("3 chapters, 24 questions"),
                    "todo": [],
                },
                {
                    "title": _("Packages"),
                    "url": "/styleguide/",
                    "note": "",
                    "todo": [],
                    "unused": True,
                },
            ],
        },
        {"missing": 0, "tasks": []},
    ],
}
