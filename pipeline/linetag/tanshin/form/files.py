"""The forms as files, under the names that TDnet gives them (TSE.md A1 to A3, B)."""

from __future__ import annotations

from collections.abc import Mapping

from linetag.findings import Finding
from linetag.tanshin.form.fill import Filled
from linetag.tanshin.form.inline import inline
from linetag.tanshin.form.legacy_instance import legacy_instance
from linetag.tanshin.form.names import ELEMENTS_SCHEMA, LABELS, ROLE, ROLES, ROLES_SCHEMA
from linetag.tanshin.form.records import TanshinName
from linetag.tanshin.form.taxonomy import section_networks, taxonomy, used_sections
from linetag.xbrl.names import LABEL_REF, TSE_2014, XBRLDT, XBRLI
from linetag.xbrl.write import FileLayout, WriteTarget, encoded, write_taxonomy
from linetag.xbrl.write.package import stored_zip

FOLDER = "XBRLData/Summary"

_LAYOUT = FileLayout(
    joint="-",
    unprefixed=True,
    namespaces=(XBRLDT, XBRLI),
    schema_locations=False,
    references_first=True,
)


def form_files(
    filled: Filled, stamp: str | None = None, errors: int = 0
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """Both forms by their paths, and the files of the 2014 form zipped as TDnet takes them.

    `stamp` is a comment at the top of each, `errors` are shown on the page. A file that no XML can
    hold, for a character in it, is not written and is a finding (X801); then there is no zip.
    """
    tanshin = filled.tanshin
    name = tanshin.name
    sections = used_sections(tanshin, filled.form)
    networks = tuple(one for role, rows in sections.items() for one in section_networks(role, rows))
    references, found = write_taxonomy(taxonomy()._replace(networks=networks), _filer(name, stamp))
    documents, document_found = encoded(
        {
            f"{FOLDER}/{name.stem}-ixbrl.htm": inline(tanshin, filled.form, errors),
            f"{name.legacy_stem}.xbrl": legacy_instance(tanshin, stamp),
        }
    )
    files = {**{f"{FOLDER}/{file}": content for file, content in references.items()}, **documents}
    found = (*found, *document_found)
    if not found:
        submission = {path: content for path, content in files.items() if path.startswith(f"{FOLDER}/")}
        files[f"{name.stem}.zip"] = stored_zip(submission)
    return files, found


def _filer(name: TanshinName, stamp: str | None) -> WriteTarget:
    """The filer's schema, which declares nothing, and the linkbase of the sections."""
    return WriteTarget(
        prefix=name.prefix,
        namespace=name.namespace,
        stem=name.stem,
        languages=(),
        imports=((TSE_2014, ELEMENTS_SCHEMA), (ROLES, ROLES_SCHEMA)),
        prefixes={},
        stamp=stamp,
        roles={role: f"{ROLES_SCHEMA}#{role.removeprefix(ROLE)}" for role in taxonomy().roles},
        linkbases=tuple((LABEL_REF, address) for address in LABELS),
        layout=_LAYOUT,
    )
