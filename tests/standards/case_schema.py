"""What CASE 1.1 asks of a CFPackage, as a JSON schema: names, kinds of values, what is needed.

Written from the information model of 24 January 2025; objects hold nothing else. For CASE 1.0
take away what 1.1 added.
"""

from copy import deepcopy

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
UUID = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
}
URI = {"type": "string", "pattern": "^[a-zA-Z][a-zA-Z0-9+.-]*:.+$"}
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
MOMENT = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$",
}
EXTENSIONS = {"type": "object"}


def _object(needed, **properties):
    return {
        "type": "object",
        "properties": properties,
        "required": needed.split(),
        "additionalProperties": False,
    }


LINK = _object("title identifier uri", title=TEXT, identifier=UUID, uri=URI)
NODE = _object(
    "title identifier uri",
    title=TEXT,
    identifier=TEXT,
    uri=URI,
    targetType={"anyOf": [{"enum": ["CASE"]}, {"pattern": "^ext:[a-zA-Z0-9._-]+$"}]},
)
DOCUMENT = _object(
    "identifier uri creator title lastChangeDateTime",
    identifier=UUID,
    uri=URI,
    frameworkType=TEXT,
    caseVersion={"enum": ["1.1"]},
    creator=TEXT,
    title=TEXT,
    lastChangeDateTime=MOMENT,
    officialSourceURL=URI,
    publisher=TEXT,
    description=TEXT,
    subject=TEXTS,
    subjectURI={"type": "array", "items": LINK},
    language=TEXT,
    version=TEXT,
    adoptionStatus=TEXT,
    statusStartDate=DAY,
    statusEndDate=DAY,
    licenseURI=LINK,
    notes=TEXT,
    extensions=EXTENSIONS,
)
ITEM = _object(
    "identifier fullStatement uri lastChangeDateTime",
    identifier=UUID,
    fullStatement=TEXT,
    alternativeLabel=TEXT,
    CFItemType=TEXT,
    uri=URI,
    humanCodingScheme=TEXT,
    listEnumeration=TEXT,
    abbreviatedStatement=TEXT,
    conceptKeywords=TEXTS,
    conceptKeywordsURI=LINK,
    notes=TEXT,
    subject=TEXTS,
    subjectURI={"type": "array", "items": LINK},
    language=TEXT,
    educationLevel=TEXTS,
    CFItemTypeURI=LINK,
    licenseURI=LINK,
    statusStartDate=DAY,
    statusEndDate=DAY,
    lastChangeDateTime=MOMENT,
    extensions=EXTENSIONS,
)
ASSOCIATION = _object(
    "identifier associationType uri originNodeURI destinationNodeURI lastChangeDateTime",
    identifier=UUID,
    associationType={
        "anyOf": [
            {
                "enum": [
                    "isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo",
                    "replacedBy", "exemplar", "hasSkillLevel", "isTranslationOf",
                ]
            },
            {"pattern": "^ext:[a-zA-Z0-9._-]+$"},
        ]
    },
    sequenceNumber={"type": "integer"},
    uri=URI,
    originNodeURI=NODE,
    destinationNodeURI=NODE,
    CFAssociationGroupingURI=LINK,
    lastChangeDateTime=MOMENT,
    notes=TEXT,
    extensions=EXTENSIONS,
)  # fmt: skip
CASE_1_1 = {
    **_object(
        "CFDocument",
        CFDocument=DOCUMENT,
        CFItems={"type": "array", "items": ITEM},
        CFAssociations={"type": "array", "items": ASSOCIATION},
        CFDefinitions={"type": "object"},
        CFRubrics={"type": "array"},
        extensions=EXTENSIONS,
    ),
    "$schema": "https://json-schema.org/draft/2020-12/schema",
}


def _case_1_0():
    """The same without extensions, versions, target types and notes on associations."""
    schema = deepcopy(CASE_1_1)
    parts = schema["properties"]
    del parts["extensions"]
    for name in ("extensions", "caseVersion", "frameworkType"):
        del parts["CFDocument"]["properties"][name]
    del parts["CFItems"]["items"]["properties"]["extensions"]
    association = parts["CFAssociations"]["items"]["properties"]
    for name in ("extensions", "notes"):
        del association[name]
    for end in ("originNodeURI", "destinationNodeURI"):
        association[end]["properties"].pop("targetType", None)  # both ends are one object
    association["associationType"] = {
        "enum": [
            kind
            for kind in association["associationType"]["anyOf"][0]["enum"]
            if kind != "isTranslationOf"
        ]
    }
    return schema


CASE_1_0 = _case_1_0()
