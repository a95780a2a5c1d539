"""The parts of an .xlsx archive that the reading library looks past: a sheet's XML, its links, the looks of cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import basename, dirname, join, normpath
from zipfile import ZipFile

from lxml import etree

# Excel writes the first of each pair, a workbook saved as «strict» the second.
RELATION_IDS = tuple(
    f"{{{namespace}}}id"
    for namespace in (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
)
BOOK, RELATIONS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """The XML of one sheet and where its links lead, by their ids; both as they stand in the archive."""

    sheet: str
    xml: bytes
    relations: bytes


def styles_part(content: bytes) -> bytes:
    """Return the XML of the looks of an .xlsx file's cells; nothing for other formats."""
    if not content.startswith(b"PK"):
        return b""
    with ZipFile(BytesIO(content)) as archive:
        names = _names(archive)
        return archive.read(names[STYLES]) if STYLES in names else b""


def sheet_parts(content: bytes) -> Iterator[SheetPart]:
    """Yield the parts of every sheet of an .xlsx file; none for other formats."""
    if not content.startswith(b"PK"):
        return
    with ZipFile(BytesIO(content)) as archive:
        names = _names(archive)
        if not {BOOK, RELATIONS} <= names.keys():
            return
        for sheet, part in _places(archive.read(names[BOOK]), archive.read(names[RELATIONS])).items():
            if part in names:
                links = names.get(f"{dirname(part)}/_rels/{basename(part)}.rels")
                yield SheetPart(sheet, archive.read(names[part]), archive.read(links) if links else b"")


def targets(relations: bytes) -> dict[str, str]:
    """Return what each id of a part of relations stands for."""
    return {relation.get("Id", ""): relation.get("Target", "") for relation in root(relations).iter("{*}Relationship")}


def relation_id(element: etree._Element) -> str:
    """Return the id by which an element names another part or an address."""
    return next((element.attrib[name] for name in RELATION_IDS if name in element.attrib), "")


def root(part: bytes) -> etree._Element:
    """Return the parsed XML of a small part."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _names(archive: ZipFile) -> dict[str, str]:
    """Return the names of the parts: the reading library finds one whatever its case and its slashes, so this must too."""
    return {_plain(name): name for name in archive.namelist()}


def _plain(name: str) -> str:
    return name.replace("\\", "/").lower()


def _places(book: bytes, relations: bytes) -> dict[str, str]:
    """Return the part of the archive that holds each sheet."""
    where = targets(relations)
    return {
        sheet.get("name", ""): _plain(normpath(join("/xl", where.get(relation_id(sheet), ""))).lstrip("/"))
        for sheet in root(book).iter("{*}sheet")
    }
