"""What a file is when it is no table: said by its first bytes, whatever it is called."""

import re
from io import BytesIO
from zipfile import ZipFile

from etl.problems import Refused
from etl.words import Text

# A kind that is no table, by the bytes it begins with.
SIGNATURES: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text("документ PDF", "a PDF document")),
    (b"{\\rtf", Text("текстовый документ RTF", "an RTF text document")),
    (b"Rar!", Text("архив RAR", "a RAR archive")),
    (b"7z\xbc\xaf", Text("архив 7z", "a 7z archive")),
    (b"\x1f\x8b", Text("архив GZip", "a GZip archive")),
    (b"BZh", Text("архив BZip2", "a BZip2 archive")),
    (b"\xfd7zXZ", Text("архив XZ", "an XZ archive")),
    (b"\x89PNG", Text("картинка PNG", "a PNG picture")),
    (b"\xff\xd8\xff", Text("картинка JPEG", "a JPEG picture")),
    (b"GIF8", Text("картинка GIF", "a GIF picture")),
    (b"II*\x00", Text("картинка TIFF", "a TIFF picture")),
    (b"SQLite format 3", Text("база данных SQLite", "an SQLite database")),
    (b"PAR1", Text("файл Parquet", "a Parquet file")),
    (b"\x00\x01\x00\x00Standard ", Text("база данных Access", "an Access database")),
    (b"MZ", Text("программа Windows", "a Windows program")),
)
OLD_EXCEL = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00")
MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|head|body|meta|style|\?xml)", re.IGNORECASE)
WEB_ARCHIVE = re.compile(
    rb"\s*(?:(?:From|Subject|Date|MIME-Version|X-[\w-]+|Content-[\w-]+):[^\n]*\n\s*){1,12}", re.IGNORECASE
)
JSON = re.compile(
    rb'\s*(?:\{\s*(?:"(?:[^"\\\n]|\\.){0,200}"\s*:|\})|\[\s*(?:\{|\[\s*["\d\[]|"(?:[^"\\\n]|\\.){0,200}"\s*[,\]]))'
)
# What a zip is, by a part that stands in it.
IN_ZIP = (
    ("word/document.xml", Text("документ Word", "a Word document")),
    ("ppt/presentation.xml", Text("презентация PowerPoint", "a PowerPoint presentation")),
)
OPEN_DOCUMENTS = (
    (b"application/vnd.oasis.opendocument.text", Text("текстовый документ .odt", "an .odt text document")),
    (b"application/vnd.oasis.opendocument.presentation", Text("презентация .odp", "an .odp presentation")),
)
IN_OLE = (
    ("WordDocument", Text("документ Word", "a Word document")),
    ("PowerPoint Document", Text("презентация PowerPoint", "a PowerPoint presentation")),
    ("__properties_version1.0", Text("письмо Outlook", "an Outlook letter")),
)
BEGINNING, NAMED_PARTS = 4096, 5


def refuse_other_kinds(file: str, content: bytes) -> None:
    """Refuse a text or other bytes that are certainly no table, with what they are."""
    begins = content[:BEGINNING].removeprefix(b"\xef\xbb\xbf")
    if MARKUP.match(begins):
        raise Refused("web_page", file=file)
    if (head := WEB_ARCHIVE.match(begins)) and b"mime-version" in head[0].lower():
        raise Refused("web_archive", file=file)
    if JSON.match(begins):
        raise Refused("json_file", file=file)
    if OLD_EXCEL.match(begins):
        raise Refused("old_excel", file=file)
    for mark, kind in SIGNATURES:
        if begins.startswith(mark) and (len(mark) > 2 or b"\0" in begins):
            raise other_kind(file, kind)


def other_kind(file: str, kind: Text) -> Refused:
    """Return the refusal of a file of another kind, which is named in it."""
    return Refused("other_kind", file=file, kind=kind)


def refusal_of_zip(file: str, content: bytes) -> Refused:
    """Return the refusal of a zip that is no workbook, with what it is and what stands in it."""
    with ZipFile(BytesIO(content)) as archive:
        names = {name.replace("\\", "/").lower() for name in archive.namelist()}
        kind = archive.read("mimetype")[:80] if "mimetype" in archive.namelist() else b""
        inside = [part.filename for part in archive.infolist() if not part.is_dir()]
    said = [words for part, words in IN_ZIP if part in names]
    said += [words for mark, words in OPEN_DOCUMENTS if kind.startswith(mark)]
    if said:
        return other_kind(file, said[0])
    more = "…" if len(inside) > NAMED_PARTS else ""
    return Refused("zip_archive", file=file, parts=", ".join(f"«{name}»" for name in inside[:NAMED_PARTS]) + more)


def refusal_of_ole(file: str, content: bytes) -> Refused:
    """Return the refusal of a compound file of old Office that is no workbook, with what it is."""
    said = [words for stream, words in IN_OLE if stream.encode("utf-16-le") in content]
    return other_kind(file, said[0]) if said else Refused("not_a_spreadsheet", file=file)
