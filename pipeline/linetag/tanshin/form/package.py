"""A package of the exchange's taxonomy made from our tables, for processors without the published one.

It declares every element of the three forms with its type, period type and balance, the roles of the
sections and the labels, under the addresses of the published taxonomy: enough that an XBRL processor
validates a filer's document, dimensions included, as it would with the published files. Elements
of other forms are missing.
"""

from __future__ import annotations

from functools import cache

from linetag.model import QName
from linetag.tanshin.form.names import (
    ELEMENTS_SCHEMA,
    PREFIX,
    QUARTERLY_LABEL,
    ROLES,
    ROLES_SCHEMA,
    TYPES,
    TYPES_SCHEMA,
    VERSION,
)
from linetag.tanshin.form.taxonomy import taxonomy
from linetag.xbrl.names import TSE_2014, XBRLI
from linetag.xbrl.write import FileLayout, WriteTarget, encoded, write_taxonomy
from linetag.xbrl.write.package import EntryPoint, PackageMetadata, package_files, stored_zip
from linetag.xbrl.write.schema import ItemType, RoleType, role_schema, type_schema

NAME = f"tse-ed-{VERSION}-standin"

_BASE = "http://www.xbrl.tdnet.info/"
_QUARTERLY_ID = "Role_QuarterlyLabel"
_TYPES = (
    ItemType("percentage1ItemType", QName(XBRLI, "pureItemType")),
    ItemType("percentage2ItemType", QName(XBRLI, "pureItemType")),
    ItemType("numberOfCompaniesItemType", QName(XBRLI, "nonNegativeIntegerItemType")),
)


@cache
def taxonomy_package() -> tuple[str, bytes]:
    """(name of the zip, bytes) of the taxonomy package; the same bytes on every machine."""
    elements = _target(PREFIX, TSE_2014, ELEMENTS_SCHEMA)
    roles, types = _target("tse-ed-rt", ROLES, ROLES_SCHEMA), _target("tse-ed-types", TYPES, TYPES_SCHEMA)
    files, _ = write_taxonomy(taxonomy(), elements)
    others, _ = encoded(
        {ROLES_SCHEMA: role_schema(_role_types(), roles), TYPES_SCHEMA: type_schema(_TYPES, types)}
    )
    addressed = {**{f"{TSE_2014}/{name}": content for name, content in files.items()}, **others}
    content = {
        **package_files(_METADATA),
        **{address.removeprefix(_BASE): data for address, data in addressed.items()},
    }
    return f"{NAME}.zip", stored_zip({f"{NAME}/{name}": data for name, data in content.items()})


_METADATA = PackageMetadata(
    identifier=f"http://linetag.example/{NAME}",
    names={"en": f"Stand-in for the TSE earnings digest taxonomy of {VERSION}, made by linetag"},
    version=VERSION,
    entry_points=(EntryPoint({"en": "Elements"}, ELEMENTS_SCHEMA),),
    rewrites=((f"{_BASE}taxonomy/", "../taxonomy/"),),
)


def _target(prefix: str, namespace: str, schema: str) -> WriteTarget:
    return WriteTarget(
        prefix=prefix,
        namespace=namespace,
        stem=schema.rpartition("/")[2].removesuffix(".xsd"),
        languages=("ja", "en"),
        imports=((TYPES, TYPES_SCHEMA),),
        prefixes={TYPES: "tse-ed-types"},
        roles={QUARTERLY_LABEL: f"{ROLES_SCHEMA}#{_QUARTERLY_ID}"},
        layout=FileLayout(joint="-"),
    )


def _role_types() -> tuple[RoleType, ...]:
    sections = (
        RoleType(uri, uri.rpartition("/")[2], definitions["en"], ("link:definitionLink",))
        for uri, definitions in taxonomy().roles.items()
    )
    quarterly = RoleType(QUARTERLY_LABEL, _QUARTERLY_ID, "Label in quarterly documents", ("link:label",))
    return (*sections, quarterly)
