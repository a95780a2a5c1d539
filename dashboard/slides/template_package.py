"""The bytes of a template: the shipped ones, and those of a customer checked before they are opened."""

import io
import zipfile
from functools import cache
from pathlib import Path

from lxml import etree

from etl.problems import Refused

TEMPLATES = Path(__file__).with_name("templates")
DEFAULT, A4 = TEMPLATES / "default.pptx", TEMPLATES / "a4.pptx"
LARGEST, UNPACKED, MEGABYTE = 50, 400, 1_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN, TYPES, MACROS = "ppt/presentation.xml", "[Content_Types].xml", "vbaProject"
TEMPLATE_TYPE = b"presentationml.template.main+xml"
SAFE = etree.XMLParser(resolve_entities=False, no_network=True)
SHOW_TYPES = (b"presentationml.presentation.main+xml", TEMPLATE_TYPE, b"presentationml.slideshow.main+xml")


@cache
def own() -> bytes:
    """Return the shipped template."""
    return DEFAULT.read_bytes()


@cache
def a4() -> bytes:
    """Return the template of an upright sheet of paper, for one-page reports."""
    return A4.read_bytes()


def presentable(content: bytes) -> bytes:
    """Return bytes that python-pptx opens as a presentation; Refused when they are none or must not be used."""
    if len(content) > LARGEST * MEGABYTE:
        raise Refused("template_too_large", limit=LARGEST)
    if content.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Refused("template_password" if locked else "not_a_template")
    if not content.startswith(b"PK"):
        raise Refused("not_a_template")
    try:
        return unlocked(content)
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise Refused("template_damaged") from error


def unlocked(content: bytes) -> bytes:
    """Return the content checked part by part, a .potx converted to .pptx."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > UNPACKED * MEGABYTE:
            raise Refused("template_bomb", limit=UNPACKED)
        names = package.namelist()
        types = package.read(TYPES) if TYPES in names else b""
        if MACROS in "".join(names) or b"macroEnabled" in types:
            raise Refused("template_macros")
        if any(fetches(package.read(name)) for name in names if name.endswith(".rels")):
            raise Refused("template_external")
        if MAIN not in names or not any(show_type in types for show_type in SHOW_TYPES):
            raise Refused("not_a_template")
        if package.testzip():
            raise Refused("template_damaged")
        return openable(content, package, types)


def fetches(relations: bytes) -> bool:
    """Return whether a part is joined to something outside the file that a program would fetch; a link waits for a click."""
    root = etree.fromstring(relations, SAFE)
    return any(
        relation.get("TargetMode", "").casefold() == "external" and not relation.get("Type", "").endswith("/hyperlink")
        for relation in root
    )


def openable(content: bytes, package: zipfile.ZipFile, types: bytes) -> bytes:
    """Return the package as a presentation: python-pptx refuses templates and shows, which differ by one word."""
    if SHOW_TYPES[0] in types:
        return content
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name in package.namelist():
            part = package.read(name)
            for other in SHOW_TYPES[1:]:
                part = part.replace(other, SHOW_TYPES[0]) if name == TYPES else part
            written.writestr(name, part)
    return buffer.getvalue()
