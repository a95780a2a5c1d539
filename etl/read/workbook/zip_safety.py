"""Safety of the zip containers that .xlsx and .ods files are: judged before anything is unpacked for good.

The declared sizes of a container can lie, so every part is also unpacked once, in small pieces, and counted.
"""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from etl.problems import Refused
from etl.read.kinds import refusal_of_zip

MEGABYTE = 1 << 20
MAX_UNPACKED = 500 * MEGABYTE
MAX_RATIO = 300
RATIO_MATTERS_FROM = 64 * MEGABYTE
PIECE = MEGABYTE
LOCAL_HEADER = 30
ENCRYPTED_FLAG = 0x1
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
OVERLAP = max(map(len, DECLARATIONS)) - 1
XML_ENDINGS = (".xml", ".rels", ".vml")
WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def check_archive(file: str, content: bytes) -> None:
    """Refuse a container that is no spreadsheet, is locked, broken, too large when unpacked, or declares entities."""
    with ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
            raise Refused("password_protected", file=file)
        _check_size(file, sum(part.file_size for part in parts), len(content))
        _check_parts(file, content, parts)
        _check_kind(file, content, archive)


def _check_size(file: str, unpacked: int, packed: int) -> None:
    swollen = unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed
    if unpacked > MAX_UNPACKED or swollen:
        raise Refused("zip_bomb", file=file, limit=MAX_UNPACKED // MEGABYTE)


def _check_parts(file: str, content: bytes, parts: list[ZipInfo]) -> None:
    """Unpack every part piece by piece: its real size, its checksum, and no entity declarations."""
    total = 0
    for part in parts:
        before, checksum, tail = total, 0, b""
        for piece in _pieces(content, part):
            total += len(piece)
            _check_size(file, total, len(content))
            checksum = zlib.crc32(piece, checksum)
            tail = _check_declarations(file, part.filename, tail + piece)
        if total - before != part.file_size or checksum != part.CRC:
            raise Refused("damaged", file=file)


def _check_declarations(file: str, part: str, text: bytes) -> bytes:
    """Return the end of the text, which belongs to a declaration that the next piece may complete."""
    if part.lower().endswith(XML_ENDINGS) and any(mark in text for mark in DECLARATIONS):
        raise Refused("xml_entities", file=file)
    return text[-OVERLAP:]


def _pieces(content: bytes, part: ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked bytes of a part, whatever size the container declares for it."""
    names = struct.unpack_from("<HH", content, part.header_offset + LOCAL_HEADER - 4)
    start = part.header_offset + LOCAL_HEADER + sum(names)
    packed = memoryview(content)[start : start + part.compress_size]
    if part.compress_type == ZIP_STORED:
        yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
    elif part.compress_type == ZIP_DEFLATED:
        yield from _inflated(packed)
    else:
        raise ValueError(f"a spreadsheet is never packed by method {part.compress_type}")


def _inflated(packed: memoryview) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), PIECE):
        waiting: bytes | memoryview = packed[at : at + PIECE]
        while waiting and not unpacker.eof:
            yield unpacker.decompress(waiting, PIECE)
            waiting = unpacker.unconsumed_tail
    while piece := unpacker.decompress(unpacker.unconsumed_tail, PIECE):
        yield piece


def _check_kind(file: str, content: bytes, archive: ZipFile) -> None:
    """Refuse what is neither an .xlsx or .xlsb nor an .ods, and an .ods locked by a password."""
    names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    if "mimetype" in names:
        locked = "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        )
        if locked:
            raise Refused("password_protected", file=file)
        is_spreadsheet = archive.read("mimetype").startswith(ODS_TYPE)
    else:
        is_spreadsheet = not names.isdisjoint(WORKBOOKS)
    if not is_spreadsheet:
        raise refusal_of_zip(file, content)
