"""The streams of a compound file, in which Office kept its documents before 2007."""

import struct
from collections.abc import Iterator, Sequence

HEADER, ENTRY = 512, 128
LAST = 0xFFFFFFF8  # numbers from here on are no sectors
IN_HEADER = 109  # sectors of the table that the header names itself
SMALL = 4096  # a shorter stream lies in the stream of small ones


def stream(content: bytes, names: Sequence[str]) -> bytes:
    """Return the stream of one of these names, whatever their case; nothing when there is none, or the file is broken."""
    try:
        return _stream(content, {name.casefold() for name in names})
    except (struct.error, IndexError, ValueError):
        return b""


def _stream(content: bytes, names: set[str]) -> bytes:
    size, small = 1 << struct.unpack_from("<H", content, 30)[0], 1 << struct.unpack_from("<H", content, 32)[0]
    first_entry, first_small = struct.unpack_from("<I", content, 48)[0], struct.unpack_from("<I", content, 60)[0]
    table = _numbers(b"".join(_sector(content, number, size) for number in _table(content, size)))
    entries = _chain(content, first_entry, table, size)
    root: bytes | None = None
    for at in range(0, len(entries) - ENTRY + 1, ENTRY):
        entry = entries[at : at + ENTRY]
        start, length = struct.unpack_from("<II", entry, 116)
        name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace")
        if root is None:
            root = _chain(content, start, table, size)
        if name.casefold() in names:
            if length >= SMALL:
                return _chain(content, start, table, size)[:length]
            small_table = _numbers(_chain(content, first_small, table, size))
            return b"".join(root[one * small : (one + 1) * small] for one in _linked(start, small_table))[:length]
    return b""


def _table(content: bytes, size: int) -> Iterator[int]:
    """Yield the sectors that hold the table of which sector follows which."""
    yield from (one for one in struct.unpack_from(f"<{IN_HEADER}I", content, 76) if one < LAST)
    following = struct.unpack_from("<I", content, 68)[0]
    for _ in range(len(content) // size):
        if following >= LAST:
            return
        *numbers, following = _numbers(_sector(content, following, size))
        yield from (one for one in numbers if one < LAST)


def _chain(content: bytes, start: int, table: Sequence[int], size: int) -> bytes:
    return b"".join(_sector(content, one, size) for one in _linked(start, table))


def _linked(start: int, table: Sequence[int]) -> Iterator[int]:
    """Yield a sector and those that follow it; a circle is broken off."""
    for _ in range(len(table)):
        if start >= LAST:
            return
        yield start
        start = table[start]


def _sector(content: bytes, number: int, size: int) -> bytes:
    return (
        content[HEADER + number * size : HEADER + (number + 1) * size]
        if size == HEADER
        else content[(number + 1) * size : (number + 2) * size]
    )


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])
