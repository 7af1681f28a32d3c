"""Words and numbers that a screen against patient data and bank data goes by."""

_MONTHS = (
    "jan ian gen ene janu janv ianu genn ener leden ledna styc",
    "feb fev febr fevr unor luty lute",
    "mar march mars marz marc mart mare maer brez",
    "apr avr abr apri april avri abri aprile dube dubn kwie",
    "may mai maj mag maio magg mayo kvet",
    "jun giu iun juni june junio juin iuni giug czerwiec czerwca cerven cervna",
    "jul lug iul july juli julio juil iuli lugl lipi lipc cervenec cervence",
    "aug ago aou aout augu agos srpe srpn sier",
    "sep set sept sett wrze zari",
    "oct okt ott octo okto octu otto rijen rijna pazd octubre",
    "nov noi nove noie list",
    "dec dez dic dece deze dici dici deke pros grud",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
BORN = (
    r"(?:born|d\.?o\.?b\.?|birth|birthday|nar\.|narozen\w*|datum narozeni|geb\.|geboren\w*"
    r"|nee? le|nato|nata|nascita|ur\.|urodzon\w*|nascut\w*|nacid\w)"
)
RECORD = (
    r"(?:mrn|upn|nhc|ipp|nip|pesel|cnp|medical record|health record|record|chart|file|case"
    r"|subject|patient|patientin|pacient\w*|pacjent\w*|paziente|chorobopis\w*|fall|akte"
    r"|dossier|cartella|historia)"
)
NUMBER_SIGN = r"(?:numbers?|numero|nummer|numer|cislo|no\.?|nr\.?|n\.?o|n°|nº|id|c\.|#)"
TITLE = (
    r"(?:mr|mrs|ms|miss|herrn?|frau|pan|pana|panem|panu|pani|panem|monsieur|madame|mme"
    r"|signora?|sig\.ra|sig|senora?|sra?|domnul|doamna)"
)
AGED = (
    r"(?:y/?o|yrs?\.? old|years? old|y\.o\.|-?year-old|let|rokov|jahre alt|jahrig\w*|-jahrig\w*"
    r"|ans|anni|lat|ani|anos)"
)
UNIT = (
    r"(?:mg|mcg|µg|ug|g|kg|ml|l|dl|mmol|u|iu|ie|units?|cells?|[x\u00d7%]|°|mm|cm|hours?|h|min|minutes?"
    r"|days?|weeks?|months?|years?|patients?|eur|euro|€)"
)
_NOT_NAMES = (
    "blood care safety day days reported grade group support education information journey "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december kymriah yescarta tecartus breyanzi "
    "abecma carvykti european europe"
)
NOT_NAMES = frozenset(_NOT_NAMES.split())
_NOT_INITIALS = "CR PR SD PD OS IV BM PB CT MR EU UK US GP TA ED AE AB"
NOT_INITIALS = frozenset(_NOT_INITIALS.split())
REFERENCES = r"(?:nct|pmid|pmc|eudract|isrctn|doi|isbn|ctri)"
IBAN_LENGTHS = {
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("DK", "FI", "NL", "FO", "GL"), 18),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("AT", "BA", "EE", "LT", "LU", "XK", "KZ"), 20),
    **dict.fromkeys(("CH", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("BG", "DE", "GB", "GE", "IE", "ME", "RS", "BH", "CR"), 22),
    **dict.fromkeys(("GI", "IL", "AE", "IQ"), 23),
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "RO", "SE", "SK", "TN", "PK", "SA", "VG"), 24),
    **dict.fromkeys(("PT",), 25),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(("FR", "GR", "IT", "SM", "MC"), 27),
    **dict.fromkeys(("AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "PL", "SV"), 28),
    **dict.fromkeys(("BR", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("JO", "KW", "MU"), 30),
    **dict.fromkeys(("MT", "SC"), 31),
}
