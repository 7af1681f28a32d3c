"""Collects findings while a bundle is read, with the file and line of each place."""

from dataclasses import dataclass, field, replace

from curriculum.domain.findings import Finding, Rule, finding


@dataclass
class Notes:
    """What was found so far, and where the parts of the module stand."""

    findings: list[Finding] = field(default_factory=list)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)

    def add(self, rule: Rule, file: str, line: int = 0, **values: object) -> None:
        """Note a finding at a line of a file."""
        self.findings.append(replace(finding(rule, "", **values), file=file, line=line))

    def place(self, where: str, file: str, line: int) -> None:
        """Remember where a part stands; the first place counts."""
        self.places.setdefault(where, (file, line))

    def extend(self, findings: list[Finding]) -> None:
        """Take over findings about parts, adding file and line of the part."""
        for item in findings:
            file, line = self.places.get(item.where.split(",")[0], ("module.md", 0))
            self.findings.append(replace(item, file=file, line=line))
