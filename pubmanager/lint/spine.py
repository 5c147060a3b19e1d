"""The findings that reading, resolving and interpreting make themselves: code and one line of documentation."""

from __future__ import annotations

SPINE_CODES: dict[str, str] = {
    "P001": "an entry cannot be read whole: something is not closed, or stands where nothing is expected",
    "P003": "the comma between two fields is missing",
    "P004": "the `=` or the value of a field is missing",
    "P005": "the comma behind the citation key is missing",
    "P006": "a field is repeated with another value; the first one counts",
    "P008": "a `@string` is not defined, or only later",
    "P014": "`%` is no comment inside an entry; the line is left out",
    "P017": "the file is not UTF-8; its encoding was guessed",
    "P021": "a field is repeated with the same value",
    "K001": "the citation key is empty or missing",
    "K002": "a citation key is used twice; both entries are kept",
    "A019": "several names of a list could be the owner's; only the closest one counts",
    "F010": "`crossref` or `xdata` names an entry that is not there, or leads back",
    "A001": "an empty name in a list of names",
    "A002": "names are separated without `and`",
    "A003": '"et al." instead of `and others`',
    "A004": "`others` is not the last in a list of names",
    "H020": "text inside a region was changed by hand",
    "T009": "a LaTeX command is not known; its argument is shown",
    "W013": "the markers of a page do not match",
    "W014": "a region names a list that `pubs.toml` does not have",
}
