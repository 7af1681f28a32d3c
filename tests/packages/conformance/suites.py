"""All conformance cases by standard."""

from curriculum.domain.packages import PackageStandard
from tests.packages.conformance import (
    scorm12_api,
    scorm12_values,
    scorm2004_api,
    scorm2004_interactions,
    scorm2004_values,
)
from tests.packages.conformance.sessions import STORIES_12, STORIES_2004

SUITES = {
    PackageStandard.SCORM_12: (*scorm12_api.CASES, *scorm12_values.CASES),
    PackageStandard.SCORM_2004: (
        *scorm2004_api.CASES,
        *scorm2004_values.CASES,
        *scorm2004_interactions.CASES,
    ),
}
STORIES = {PackageStandard.SCORM_12: STORIES_12, PackageStandard.SCORM_2004: STORIES_2004}
