"""Bytes to text: UTF-8 without control characters, or a refusal at the place of the first wrong byte."""

from accordant.evidence.refusal import RefusedError

_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\r")
_PROBE = 256


def decode(data: bytes) -> str:
    """Return the text of a file, its byte order mark removed; raise `RefusedError` where it is not clean UTF-8.

    The place counts from after the byte order mark; `readable_part` gives the text to find its line in.
    """
    data = data.removeprefix(_MARK)
    if not data.strip():
        raise RefusedError(None, "the file is empty")
    if data.startswith(_UTF_16) or _looks_like_utf_16(data):
        raise RefusedError(None, "this is UTF-16 (or UTF-32): save it as UTF-8")
    if len(data.translate(None, _CONTROLS)) != len(data):
        at = min(place for place in map(data.find, _CONTROLS) if place >= 0)
        name = f"control character U+{data[at]:04X}" if data[at] else "NUL byte"
        raise RefusedError(len(data[:at].decode(errors="replace")), name)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode())
        raise RefusedError(at, f"not UTF-8: byte 0x{data[error.start]:02X}") from None


def readable_part(data: bytes) -> str:
    """Return what can be read of bytes that `decode` refused: places up to the refusal are true in it."""
    return data.removeprefix(_MARK).decode(errors="replace")


def _looks_like_utf_16(data: bytes) -> bool:
    probe = data[:_PROBE]
    evens, odds = probe[::2], probe[1::2]
    return len(probe) > 1 and (_mostly_nul(evens) or _mostly_nul(odds))


def _mostly_nul(data: bytes) -> bool:
    return data.count(0) * 2 > len(data)
