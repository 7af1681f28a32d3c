"""Cleans what people send: learning and practice here, the partners' portal in its own modules."""

from curriculum.forms.learning import (
    OPTION_DIGITS,
    SEQUENCE_MAX,
    AnnulSignOffForm,
    AssessorForm,
    CatalogueForm,
    CheckForm,
    DecisionForm,
    ExamAnswerForm,
    OptionsField,
    SignatureForm,
    StatementForm,
    TaskForm,
)

__all__ = [
    "OPTION_DIGITS",
    "SEQUENCE_MAX",
    "AnnulSignOffForm",
    "AssessorForm",
    "CatalogueForm",
    "CheckForm",
    "DecisionForm",
    "ExamAnswerForm",
    "OptionsField",
    "SignatureForm",
    "StatementForm",
    "TaskForm",
]
