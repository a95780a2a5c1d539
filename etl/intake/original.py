"""The bytes of a file as the journal keeps them."""

import zlib
from dataclasses import dataclass, replace
from hashlib import sha256

from etl.read import OLE_MARK, ZIP_MARK, is_workbook

QUICKEST = 1  # a better level takes three times as long and saves a few hundredths of a register


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a file: `mark` is their sha256, `size` their number; the journal has them `stored` deflated where that is shorter."""

    mark: str
    size: int
    stored: bytes

    @property
    def is_workbook(self) -> bool:
        """Return whether it is a workbook, which holds more than its cells."""
        packed = len(self.stored) != self.size
        beginning = zlib.decompressobj().decompress(self.stored, len(OLE_MARK)) if packed else self.stored
        return is_workbook(beginning)

    @property
    def content(self) -> bytes:
        """Return the bytes as they were sent."""
        return self.stored if len(self.stored) == self.size else zlib.decompress(self.stored)


def original(content: bytes) -> Original:
    """Return the bytes of a file as they are."""
    return Original(sha256(content).hexdigest(), len(content), content)


def deflated(file: Original) -> Original:
    """Return the bytes of a file as the journal keeps them; those of a workbook are deflated already."""
    if len(file.stored) != file.size or file.stored.startswith(ZIP_MARK):
        return file
    return replace(file, stored=min(file.stored, zlib.compress(file.stored, QUICKEST), key=len))
