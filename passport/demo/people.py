"""The demo people: obviously fictional, one for each thing a person can do here."""

from passport.demo.person import DemoPerson
from passport.demo.pilot_people import PILOT_PEOPLE

LEAD = "quinn.quality@example.org"
DESK = "dora.desk@example.org"
CELLS, BIO = "Fictional Cell Company", "Imaginary Bio"
PASSWORD = "fictional-demo-people"  # noqa: S105 - printed at start, demo machines only


PEOPLE = (
    DemoPerson(
        email="nora.newcomer@example.org",
        given="Nora",
        family="Newcomer",
        does="Ward nurse at the start of her plan",
        profession="nurse",
        roles=("NUR",),
    ),
    DemoPerson(
        email="milan.midway@example.org",
        given="Milan",
        family="Midway",
        does="Ward nurse half-way through the core",
        profession="nurse",
        roles=("NUR",),
        modules="COR-01 COR-02 COR-03 COR-04",
    ),
    DemoPerson(
        email="jana.sample@example.org",
        given="Jana",
        family="Samplová",
        does="Ward nurse with a passport: core and role",
        profession="nurse",
        roles=("NUR",),
        modules="core role",
    ),
    DemoPerson(
        email="pavel.physician@example.org",
        given="Pavel",
        family="Fictional",
        does="Physician with the core stamp",
        profession="physician",
        roles=("PHY",),
        modules="core",
    ),
    DemoPerson(
        email=LEAD,
        given="Quinn",
        family="Imaginary",
        does="Quality manager of the demo centre",
        profession="data_or_quality",
        roles=("QMA",),
        membership="lead",
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXQ",  # noqa: S106
    ),
    DemoPerson(
        email="ada.author@example.org",
        given="Ada",
        family="Author",
        does="Editor: writes modules in the back office",
        groups=("Authors",),
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA",  # noqa: S106
    ),
    DemoPerson(
        email="rita.reviewer@example.org",
        given="Rita",
        family="Reviewer",
        does="Clinical reviewer: approves modules",
        groups=("Reviewers",),
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXR",  # noqa: S106
    ),
    DemoPerson(
        email="ivo.issuer@example.org",
        given="Ivo",
        family="Issuer",
        does="Issuance desk: withdraws and reinstates passports",
        groups=("Issuers",),
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXI",  # noqa: S106
    ),
    DemoPerson(
        email="stella.standards@example.org",
        given="Stella",
        family="Standards",
        does="Holds the licensed standards: enters clause numbers",
        groups=("Standards editors",),
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXT",  # noqa: S106
    ),
    DemoPerson(
        email="regina.registrar@example.org",
        given="Regina",
        family="Registrar",
        does="Registry: confirms centres",
        groups=("Registrars",),
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXG",  # noqa: S106
    ),
    DemoPerson(
        email="cora.coalition@example.org",
        given="Cora",
        family="Coalition",
        does="Coalition: sees all centres together at /network/",
        groups=("Coalition",),
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXC",  # noqa: S106
    ),
    DemoPerson(
        email=DESK,
        given="Dora",
        family="Desk",
        does="Product desk: creates and suspends industry partners",
        groups=("Product desk",),
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXD",  # noqa: S106
    ),
    DemoPerson(
        email="rhea.reviewer@example.org",
        given="Rhea",
        family="Reviewer",
        does="Product reviewer: decides about product modules at /review/",
        groups=("Product reviewers",),
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXH",  # noqa: S106
    ),
    DemoPerson(
        email="rolf.reviewer@example.org",
        given="Rolf",
        family="Reviewer",
        does="Second product reviewer: every module needs two",
        groups=("Product reviewers",),
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXF",  # noqa: S106
    ),
    DemoPerson(
        email="petra.partner@example.org",
        given="Petra",
        family="Partner",
        does="Manager of an industry partner at /partner/",
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",  # noqa: S106
        partner=CELLS,
        partner_kind="manager",
    ),
    DemoPerson(
        email="emil.editor@example.org",
        given="Emil",
        family="Editor",
        does="Editor at the same partner: writes and uploads",
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXE",  # noqa: S106
        partner=CELLS,
        partner_kind="editor",
    ),
    DemoPerson(
        email="paul.partner@example.org",
        given="Paul",
        family="Partner",
        does="Manager of another partner, which sees nothing of the first",
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXL",  # noqa: S106
        partner=BIO,
        partner_kind="manager",
    ),
    DemoPerson(
        email="sam.site@example.org",
        given="Sam",
        family="Siteadmin",
        does="Site administrator",
        superuser=True,
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXS",  # noqa: S106
    ),
    *PILOT_PEOPLE,
)
