"""The forms as files, under the names that TDnet gives them (TSE.md A1 to A3, B)."""

from __future__ import annotations

from collections.abc import Mapping

from linetag.findings import Finding, finding
from linetag.tanshin.form.fill import Filled
from linetag.tanshin.form.inline import inline
from linetag.tanshin.form.instance import legacy_instance
from linetag.tanshin.form.schema import definitions, filer_schema
from linetag.taxonomy.package_zip import stored_zip
from linetag.xbrl.write.markup import illegal

FOLDER = "XBRLData/Summary"


def form_files(
    filled: Filled, stamp: str | None = None, errors: int = 0
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """Both forms by their paths, and the files of the 2014 form zipped as TDnet takes them.

    `stamp` is a comment at the top of each, `errors` are shown on the page. A file that no XML can
    hold, for a character in it, is not written and is a finding (X801); then there is no zip.
    """
    digest, form = filled.digest, filled.form
    stem = f"{FOLDER}/{digest.name.stem}"
    texts = {
        f"{stem}.xsd": filer_schema(digest.name, stamp),
        f"{stem}-def.xml": definitions(digest, form, stamp),
        f"{stem}-ixbrl.htm": inline(digest, form, errors),
        f"{digest.name.legacy_stem}.xbrl": legacy_instance(digest, stamp),
    }
    found = [
        finding("X801", what=f"the file {name}", character=character)
        for name, text in texts.items()
        if (character := illegal(text))
    ]
    files = {name: text.encode() for name, text in texts.items() if not illegal(text)}
    submission = {name: content for name, content in files.items() if name.startswith(f"{FOLDER}/")}
    if not found:
        files[f"{digest.name.stem}.zip"] = stored_zip(submission)
    return files, tuple(found)
