"""`python -m curriculum.formats.check FOLDER…`: says what must be mended in module bundles."""

import argparse
import sys
from pathlib import Path
from typing import Any

import yaml

from curriculum.domain.content import ModuleContent, Pool
from curriculum.domain.findings import Finding
from curriculum.domain.minutes import length_of
from curriculum.formats.bundle import check_bundle
from curriculum.formats.references import read_references

CONTENT = Path(__file__).resolve().parent.parent / "content"
REQUIREMENTS = CONTENT.parent.parent / "passport" / "standards" / "data" / "requirements.yaml"


def requirement_keys(path: Path = REQUIREMENTS) -> set[str] | None:
    """Keys of the standards' file, whatever its shape of entries; None without the file."""
    if not path.is_file():
        return None
    data: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    entries = data.get("requirements", data) if isinstance(data, dict) else data
    if isinstance(entries, dict):
        return {str(key) for key in entries}
    return {str(entry["key"]) for entry in entries if isinstance(entry, dict) and "key" in entry}


def line_of(folder: Path, item: Finding) -> str:
    """One finding as `file:line: where: sentence`."""
    place = f"{folder / item.file}:{item.line}" if item.line else str(folder / item.file)
    where = f"{item.where}: " if item.where else ""
    return f"{place}: {where}{item.sentence} [{item.rule}]"


def summary_of(content: ModuleContent) -> str:
    """Words, minutes and counts of a module."""
    length = length_of(content)
    chapters = ", ".join(f"{slug} {minutes}" for slug, minutes in length.chapters.items())
    practice, exam = (len(content.pool(pool)) for pool in (Pool.PRACTICE, Pool.EXAM))
    return (
        f"{content.code}: {length.words} words, {length.minutes} minutes ({chapters}); "
        f"{len(content.objectives)} objectives, {practice} practice questions, "
        f"{exam} exam questions for a draw of {content.draw}, {len(content.vignettes)} vignettes"
    )


def main(arguments: list[str] | None = None) -> int:
    """Check the folders; 1 when anything must be mended."""
    parser = argparse.ArgumentParser(prog="curriculum.formats.check", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--references", type=Path, default=CONTENT / "references.yaml")
    options = parser.parse_args(arguments)
    references, findings = read_references(options.references)
    lines = [line_of(options.references.parent, item) for item in findings]
    requirements = requirement_keys()
    for folder in options.folders:
        bundle, found = check_bundle(folder, references=references, requirements=requirements)
        lines += [line_of(folder, item) for item in found]
        sys.stdout.write(f"{summary_of(bundle.content)}; {len(found)} findings\n")
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
