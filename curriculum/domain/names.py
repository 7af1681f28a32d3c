"""Brand and company names that core and role modules leave out, found as whole words."""

import re

BRANDS = (
    "Abecma",
    "Actemra",
    "Arzerra",
    "Aucatzyl",
    "Breyanzi",
    "Carteyva",
    "Carvykti",
    "Kineret",
    "Kymriah",
    "Keppra",
    "Lemtrada",
    "RoActemra",
    "Sylvant",
    "Tecartus",
    "Tecelra",
    "Tecvayli",
    "Talvey",
    "Elrexfio",
    "Yescarta",
    "Zynlonta",
    "Endoxan",
    "Fludara",
    "Neupogen",
    "Nplate",
    "Tyenne",
    "Tofidence",
    "Jakafi",
    "Jakavi",
    "Gamifant",
)
COMPANIES = (
    "Novartis", "Gilead", "Kite Pharma", "Bristol Myers Squibb", "Bristol-Myers Squibb", "BMS",
    "Celgene", "Juno Therapeutics", "bluebird", "2seventy", "Janssen", "Johnson & Johnson",
    "Legend Biotech", "Autolus", "Roche", "Genentech", "Pfizer", "Miltenyi", "CARsgen",
    "JW Therapeutics", "Curocell", "Adaptimmune", "Amgen", "Sobi", "Incyte",
)  # fmt: skip
_NAMES = re.compile(
    r"(?<![\w-])(" + "|".join(re.escape(name) for name in (*BRANDS, *COMPANIES)) + r")(?![\w-])",
    re.IGNORECASE,
)


def names_in(text: str) -> list[str]:
    """Brand and company names in a text, as written there."""
    return _NAMES.findall(text)
