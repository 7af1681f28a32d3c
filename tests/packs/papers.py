"""A made-up pack on paper, for tests of drawing alone."""

from passport.paper.pack_sheet import PackCover, PackPaper, PackRow, PackTable

HASH = "bd9a2b8a7a64a824e481c2050589a2d7bafa0d12031c95bbfd3a55f83b287cb6"
CODE = "HG5HWHP8DECGP2MV0KKEHN2RWH"


def cover() -> PackCover:
    """A cover with every field."""
    return PackCover(
        product="CAR T Passport",
        issuer="Made by the centre through an issuer",
        kind="Evidence pack for an inspector",
        centre="Fictional University Hospital, Sampletown",
        status="Status on 21 November 2026",
        mapped="Evidence mapped to a standard, edition 9.",
        warning="Demonstration: not clinically reviewed",
        facts=(("Standard", "A standard, edition 9"), ("People", "12 people")),
        check_heading="How to check this pack",
        check_steps=("1. Open the page.", "2. Choose the file."),
        code_text=f"HTTPS://PASSPORT.EXAMPLE.ORG/PACKS/{CODE}",
        code=CODE,
        host="passport.example.org",
        hash_label="SHA-256",
        data_hash=HASH,
        disclaimer="Not endorsed.",
    )


def table(rows: int = 3, heading: str = "Fever", level: int = 1) -> PackTable:
    """A table of so many rows."""
    return PackTable(
        heading=heading,
        level=level,
        note="In force for some.",
        head=("Name", "State", "Shown by"),
        shares=(30, 30, 40),
        rows=(
            PackRow(
                (f"Jana {i}", "In force", "Module ěščřž, long enough to be wrapped " * 2),
                tone="good",
            )
            for i in range(rows)
        ),
        closing=iter(["Not yet shown (1): Petr Zeman"]),
    )


def paper(*tables: PackTable) -> PackPaper:
    """A document of a chapter and a table, or of these tables."""
    return PackPaper(
        language="en",
        title="Evidence pack",
        subject="Status on 21 November 2026",
        author="An issuer",
        cover=cover(),
        tables=tables or (PackTable(heading="Clinical", level=0), table()),
        running_head="Fictional University Hospital",
        footer="An issuer. Not endorsed.",
        page_line="Page {page} of",
        continued="{heading}, continued",
    )
