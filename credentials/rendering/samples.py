"""What a coverage table will look like, with invented numbers, before there is anybody."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from credentials.domain.matrix import FrameworkView
from credentials.rendering.coverage import role_name
from passport.ui.charts import HeatRow, HeatTable, Share, heat_table, share_cell

_SHARES = (
    Share(9, 10, 90),
    Share(6, 10, 60, 2),
    Share(3, 5, 60),
    Share(5, 5, 100),
    Share(0, 2, 0),
    None,
    Share(2, 2, 100, 1),
)
_ROLES = ("NUR", "PHY", "PHA")
MOST_GROUPS = 5


def sample_table(view: FrameworkView) -> SafeString:
    """An outline over the first groups of a framework; every number in it is made up."""
    titles = [title for _key, title in view.groups[:MOST_GROUPS]]
    return heat_table(
        HeatTable(
            caption=gettext("Sample: these numbers are made up"),
            corner=gettext("Role"),
            columns=titles,
            rows=[
                HeatRow(
                    str(role_name(role)),
                    [share_cell(_SHARES[(i * 3 + j) % len(_SHARES)]) for j in range(len(titles))],
                )
                for i, role in enumerate(_ROLES)
            ],
        )
    )
