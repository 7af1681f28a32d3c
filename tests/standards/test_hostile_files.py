"""Files made to harm or made badly are refused, with the place, the rule and the remedy."""

import json
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passport.standards.formats.case_reading import read_case
from passport.standards.formats.csv_table import COLUMNS, read_csv
from passport.standards.formats.fields import LARGEST_FILE, MOST_FINDINGS, NotReadableError
from passport.standards.models import Clause, CrosswalkEntry, Framework, Requirement
from passport.standards.queries.exchange import WORDS
from passport.standards.services.importing import plan_import, read_framework
from passport.standards.services.loading import load_standards

FRAMEWORK = {
    "record": "framework", "key": "std-1", "label": "Standard", "kind": "law", "owner": "Tests",
    "edition": "1", "jurisdiction": "EU",
}  # fmt: skip
GROUP = {"record": "group", "key": "general", "label": "General"}
CLAUSE = {
    "record": "requirement", "key": "a.one", "label": "One", "group": "general", "roles": "NUR",
}  # fmt: skip


def _table(*rows, header=COLUMNS):
    lines = [",".join(header), *(",".join(row.get(name, "") for name in header) for row in rows)]
    return "\r\n".join(lines).encode()


def _refusals(read, data):
    with pytest.raises(NotReadableError) as caught:
        read(data, WORDS)
    return [(each.where, each.sentence) for each in caught.value.findings]


def _of_row(**fault):
    return _refusals(read_csv, _table(FRAMEWORK, GROUP, {**CLAUSE, **fault}))


def test_a_plain_table_is_read():
    record = read_csv(_table(FRAMEWORK, GROUP, CLAUSE), WORDS)
    assert (record.key, record.groups) == ("std-1", (("general", "General"),))
    assert [clause.name for clause in record.clauses] == ["a.one (general)"]


@pytest.mark.parametrize(
    ("fault", "column", "rule"),
    [
        ({"key": "no spaces please"}, "key", "This is not a key."),
        ({"key": "../../etc/passwd"}, "key", "This is not a key."),
        ({"label": ""}, "label", "This is empty. Fill it in."),
        ({"label": "x" * 301}, "label", "301 characters, 300 are allowed"),
        ({"label": "a\x07b"}, "label", "Hidden characters"),
        ({"label": '"two\nlines"'}, "label", "line breaks"),
        ({"group": "other"}, "group", "The group other is not in the file."),
        ({"roles": "NUR WIZARD"}, "roles", "This word is not known."),
        ({"roles": "NUR NUR"}, "roles", "A word stands here twice."),
        ({"evidence_kinds": "magic"}, "evidence_kinds", "This word is not known."),
        ({"validity_months": "-1"}, "validity_months", "Write a whole one"),
        ({"validity_months": "1e3"}, "validity_months", "Write a whole one"),
        ({"validity_months": "99999"}, "validity_months", "Write a whole one"),
        ({"any_of": "maybe"}, "any_of", "Write yes or no."),
        ({"number_status": "sure"}, "number_status", "This word is not known."),
        ({"number_status": "verified"}, "number", "A verified number is missing."),
        ({"number": "B" * 41}, "number", "41 characters, 40 are allowed"),
        ({"owner": "Somebody"}, "owner", "has nothing here. Empty this cell."),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(fault, column, rule):
    [(where, sentence)] = _of_row(**fault)
    assert where == f"line 4, column {column}"
    assert rule in sentence
    assert "." in sentence.rstrip(".")  # the rule, then the remedy


@pytest.mark.parametrize(
    ("rows", "where", "rule"),
    [
        ([FRAMEWORK, FRAMEWORK], "file", "only one"),
        ([GROUP], "file", "only one"),
        ([FRAMEWORK, GROUP, GROUP], "line 4", "twice"),
        ([FRAMEWORK, GROUP, CLAUSE, CLAUSE], "line 5", "twice"),
        ([FRAMEWORK, {"record": "poem"}], "line 3, column record", "This word is not known."),
        ([{**FRAMEWORK, "valid_from": "28.10.2025"}], "line 2, column valid_from", "2026-11-21"),
        (
            [{**FRAMEWORK, "valid_from": "2026-01-02", "valid_until": "2026-01-01"}],
            "line 2, column valid_until",
            "before the first",
        ),
        ([{**FRAMEWORK, "kind": "poem"}], "line 2, column kind", "This word is not known."),
        (
            [FRAMEWORK, GROUP, {**GROUP, "key": "b"}, CLAUSE,
             {**CLAUSE, "group": "b", "label": "Two"}],
            "line 6",
            "described in two ways",
        ),
    ],
)  # fmt: skip
def test_rows_that_do_not_fit_together_are_named(rows, where, rule):
    [(place, sentence)] = _refusals(read_csv, _table(*rows))
    assert place == where
    assert rule in sentence


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        ("a;b\n".encode("utf-16"), "not UTF-8"),
        (b"key,label\nx,y\n", "The columns are not those"),
        (_table(FRAMEWORK) + b"\r\nframework,short", "The row has 2 cells"),
        (_table(FRAMEWORK) + b'\r\n"open', "lone quotation mark"),
        (_table(FRAMEWORK) + b"\r\n\x00" + b"," * (len(COLUMNS) - 1), ""),
        (b"x" * (LARGEST_FILE + 1), "larger than 1 MB"),
        (_table(*[CLAUSE] * 3_001), "more than 3000 rows"),
    ],
)
def test_files_that_are_no_table_are_refused(data, rule):
    assert rule in _refusals(read_csv, data)[0][1]


def test_nobody_is_told_more_than_they_read():
    rows = [{**CLAUSE, "roles": "WIZARD", "any_of": "maybe"}] * 100
    assert len(_refusals(read_csv, _table(FRAMEWORK, GROUP, *rows))) == MOST_FINDINGS


# --- JSON ---

UUIDS = [f"{number}" * 8 + "-1111-4111-8111-111111111111" for number in range(9)]


def _package(**changes):
    package = {
        "CFDocument": {"identifier": UUIDS[0], "title": "Theirs", "creator": "Them"},
        "CFItems": [{"identifier": UUIDS[1], "fullStatement": "One"}],
        "CFAssociations": [],
    }
    return {**package, **changes}


def _child(origin, parent):
    return {
        "associationType": "isChildOf",
        "originNodeURI": {"identifier": origin},
        "destinationNodeURI": {"identifier": parent},
    }


def _item(**facts):
    own = {"key": "a.one", "roles": ["NUR"], **facts}
    return [{"identifier": UUIDS[1], "fullStatement": "One", "extensions": {"cart_passport": own}}]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"CFDocument": None}, "CFDocument"),
        ({"CFDocument": {"identifier": "7"}}, "CFDocument.identifier"),
        ({"CFItems": {"a": 1}}, "CFItems"),
        ({"CFItems": ["text"]}, "CFItems"),
        ({"CFItems": [{"identifier": 5}]}, "CFItems[0].identifier"),
        ({"CFItems": [{"identifier": UUIDS[1]}]}, "CFItems[0].fullStatement"),
        ({"CFItems": _package()["CFItems"] * 2}, "CFItems[1].identifier"),
        ({"CFItems": [{"identifier": UUIDS[1], "fullStatement": ["a"]}]},
         "CFItems[0].fullStatement"),
        ({"CFItems": _item(roles="NUR")}, "CFItems[0].extensions.cart_passport.roles"),
        ({"CFItems": _item(roles=[{}])}, "CFItems[0].extensions.cart_passport.roles"),
        ({"CFItems": _item(roles={"NUR": 1})}, "CFItems[0].extensions.cart_passport.roles"),
        ({"CFItems": _item(key="a b")}, "CFItems[0].extensions.cart_passport.key"),
        ({"CFItems": _item(key=["a"])}, "CFItems[0].extensions.cart_passport.key"),
        ({"CFItems": _item(any_of=1)}, "CFItems[0].extensions.cart_passport.any_of"),
        ({"CFItems": _item(validity_months=1.5)},
         "CFItems[0].extensions.cart_passport.validity_months"),
        ({"CFItems": _item(validity_months=True)},
         "CFItems[0].extensions.cart_passport.validity_months"),
        ({"CFItems": _item(number="\u0000")}, "CFItems[0].extensions.cart_passport.number"),
        ({"CFItems": _item(number="\ud800")}, "CFItems[0].extensions.cart_passport.number"),
        ({"CFAssociations": [{"associationType": "isUncleOf"}]},
         "CFAssociations[0].associationType"),
        ({"CFAssociations": [{"associationType": ["isChildOf"]}]},
         "CFAssociations[0].associationType"),
        ({"CFAssociations": [{"associationType": "isChildOf", "originNodeURI": "x",
                              "destinationNodeURI": {"identifier": UUIDS[0]}}]},
         "CFAssociations[0].originNodeURI.identifier"),
        ({"CFAssociations": [_child(UUIDS[1], UUIDS[1])]}, "CFItems[0]"),
        ({"CFItems": [{}] * 3_001}, "CFItems"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_by_its_path(changes, where):
    found = _refusals(read_case, json.dumps(_package(**changes)).encode())
    assert where in [place for place, _sentence in found]


@pytest.mark.parametrize(
    "data",
    [
        b"[]", b"{", b'{"CFDocument": NaN}', b'{"a": 1, "a": 2}', b'{"a": ' + b"9" * 5000 + b"}",
        b"[" * 100_000, b"{" + b'"a":{' * 100_000, b"\xff\xfe{", b'{"a": ' + b" " * LARGEST_FILE,
    ],
    ids=range(9),
)  # fmt: skip
def test_text_that_is_no_package_is_refused(data):
    assert len(_refusals(read_case, data)) == 1


def test_a_long_circle_and_a_long_chain_are_answered_at_once():
    items = [{"identifier": f"{n:08d}-1111-4111-8111-111111111111", "fullStatement": "x"}
             for n in range(1, 2_901)]  # fmt: skip
    names = [item["identifier"] for item in items]
    chain = [_child(one, other) for one, other in pairwise(names)]
    package = _package(CFItems=items, CFAssociations=chain)
    assert len(read_case(json.dumps(package).encode(), WORDS).clauses) == 2_899
    package["CFAssociations"] = [*chain, _child(names[-1], names[0])]
    [(where, sentence)] = _refusals(read_case, json.dumps(package).encode())
    assert (where, "stands under itself" in sentence) == ("CFItems[0]", True)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["identifier", "extensions", "cart_passport", "key", "group", "subject",
                         "crosswalk", "roles", "humanCodingScheme", "associationType"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(
    document=st.dictionaries(st.sampled_from(["extensions", "subject", "version"]), json_values),
    item=st.dictionaries(
        st.sampled_from(["extensions", "fullStatement", "humanCodingScheme"]), json_values
    ),
    association=json_values,
)
def test_whatever_stands_in_a_package_it_is_read_or_refused(document, item, association):
    package = _package()
    package["CFDocument"] |= document
    package["CFItems"][0] |= item
    package["CFAssociations"] = [association]
    with suppress(NotReadableError):
        assert read_case(json.dumps(package).encode(), WORDS).title == "Theirs"


# --- what the file speaks of ---


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "where", "remedy"),
    [
        ({"jurisdiction": "XX"}, "jurisdiction", "Add it first, or use another."),
        ({"product": "elixir"}, "product", "Add it first, or use another."),
        ({"replaces": "std-0"}, "replaces", "Import it first."),
        ({"replaces": "std-1"}, "replaces", "Name the one before."),
    ],
)
def test_what_nobody_knows_here_is_refused_before_anything_is_written(fault, where, remedy):
    load_standards()
    record = read_framework(_table({**FRAMEWORK, **fault}, GROUP, CLAUSE))
    with pytest.raises(NotReadableError) as caught:
        plan_import(record=record, read_in=None)
    [finding] = caught.value.findings
    assert finding.where == where
    assert remedy in finding.sentence


def test_limits_of_the_file_are_those_of_the_tables():
    longest = {
        (model, name): model._meta.get_field(name).max_length
        for model, name in (
            (Framework, "key"), (Framework, "title"), (Framework, "owner"), (Framework, "edition"),
            (Framework, "pathway"), (Framework, "source"), (Framework, "note"),
            (Requirement, "key"), (Requirement, "label"), (Clause, "group"), (Clause, "number"),
            (Clause, "number_source"), (CrosswalkEntry, "note"), (CrosswalkEntry, "source"),
        )
    }  # fmt: skip
    assert list(longest.values()) == [50, 200, 100, 40, 100, 500, 1000, 80, 300, 40, 40, 200, 500,
                                      300]  # fmt: skip
