"""Samples of the components of learning: plan, reader, checks, exams."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]

_options = [
    {"index": 0, "text": _("Call the physician now"), "correct": True, "chosen": False,
     "explanation": _("Fever after infusion is taken seriously until shown harmless.")},
    {"index": 1, "text": _("Measure again in four hours"), "correct": False, "chosen": True,
     "explanation": _("Grades can rise within an hour.")},
]  # fmt: skip
_given = {"chosen": [1], "correct": False}
_check = {
    "key": "P1",
    "stem": _("Fever of 38.4 °C on day 2: what comes first?"),
    "options": _options,
    "confidences": [("sure", _("Sure")), ("fairly", _("Fairly")), ("guess", _("Guess"))],
    "chapter": "suspect",
}
_stage = {
    "number": 1,
    "text": _("On day 2 she shivers."),
    "question": _("What now?"),
    "options": _options,
}
_chapters = [
    {"slug": "suspect", "title": _("Suspect it"), "minutes": 6},
    {"slug": "grade", "title": _("Grade it"), "minutes": 7},
    {"slug": "call", "title": _("Call for help"), "minutes": 5},
]
_plan_module = {
    "code": "COR-04",
    "title": _("Cytokine release syndrome"),
    "minutes": 35,
    "state": "in_progress",
    "chapters_read": 1,
    "chapters_total": 3,
    "next_chapter": "grade",
    "next_chapter_title": _("Grade it"),
    "next_minutes": 7,
    "has_exam": True,
}
_done_module = {**_plan_module, "code": "COR-01", "title": _("What CAR T cells are"),
                "state": "completed"}  # fmt: skip


LEARNING_SAMPLES: dict[str, list[Values]] = {
    "answered_options": [{"options": _options}, {"options": _options, "best": True}],
    "chapter_nav": [
        {"chapters": _chapters, "read": ["suspect"], "current": "grade", "code": "COR-04"}
    ],
    "exam_question": [
        {
            "question": {
                "stem": _check["stem"],
                "options": [
                    {"id": "a", "text": _options[0]["text"], "chosen": True},
                    {"id": "b", "text": _options[1]["text"]},
                ],
            }
        }
    ],
    "knowledge_check": [
        {"check": _check, "code": "COR-04", "csrf_token": ""},
        {"check": {**_check, "key": "P2", "given": _given}, "code": "COR-04"},
    ],
    "module_card": [
        {
            "card": {
                "code": "COR-04",
                "title": _("Cytokine release syndrome"),
                "summary": _("You can suspect it, grade it and call for help."),
                "kind": "core",
                "kind_label": _("Core"),
                "minutes": 35,
                "chapters": 3,
                "has_exam": True,
                "state": "in_progress",
            }
        }
    ],
    "objective_bars": [
        {
            "bars": [
                {"objective": _("When do you suspect it?"), "right": 3, "asked": 3, "full": True},
                {
                    "objective": _("Whom do you call?"),
                    "right": 1,
                    "asked": 2,
                    "chapters": _chapters[2:],
                },
            ],
            "code": "COR-04",
        }
    ],
    "plan_next": [{"module": _plan_module}],
    "plan_part": [
        {
            "part": {
                "key": "core",
                "modules": [_done_module, _plan_module],
                "completed": 1,
                "total": 2,
                "minutes_left": 35,
            },
            "title": _("Core"),
            "kind": "core",
        }
    ],
    "plan_passport": [{"passport": {"number": "CTP-7F3K-9Q2M", "expires_on": "2027-03-14"}}],
    "reference_note": [
        {
            "reference": {
                "number": 1,
                "citation": "Lee DW et al. ASTCT consensus grading. 2019.",
                "doi": "10.1016/j.bbmt.2018.12.758",
            }
        }
    ],
    "vignette": [
        {
            "vignette": {
                "key": "V1",
                "title": _("A night on the ward"),
                "patient": _("Fictional patient: adult, day 2 after infusion"),
                "stages": [{**_stage, "given": _given}, {**_stage, "number": 2}],
                "total": 2,
            },
            "code": "COR-04",
            "csrf_token": "",
        }
    ],
}
