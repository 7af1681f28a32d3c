"""What the data of one SCORM unit say, before time and name are put to it."""

from dataclasses import dataclass

from curriculum.domain.package_results import Completed, Reason, Success


@dataclass(frozen=True)
class Said:
    """Completion, success and score of a unit; `scaled` is a share of 1 or None."""

    completed: Completed
    success: Success
    scaled: float | None = None
    reasons: tuple[Reason, ...] = ()
