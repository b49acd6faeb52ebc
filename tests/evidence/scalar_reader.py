"""One scalar, read from its place in the text by the rules of YAML and XML alone: knows nothing of the readers."""

import html

YAML_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
CODE_LENGTHS = {"x": 2, "u": 4, "U": 8}
FLOW = ",[]{}"


def index_of(text: str, line: int, column: int) -> int:
    """Return the index of a line and column, by walking the text character by character."""
    at_line, at_column = 1, 1
    for index, character in enumerate(text):
        if (at_line, at_column) == (line, column):
            return index
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            at_line, at_column = at_line + 1, 1
        else:
            at_column += 1
    assert (at_line, at_column) == (line, column), "no such place"
    return len(text)


def with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def yaml_scalar(text: str, line: int, column: int, *, flow: bool) -> str:
    """Decode the scalar that starts at a place; an absent one is empty."""
    rest = with_line_feeds(text[index_of(text, line, column) :])
    lines = with_line_feeds(text).split("\n")
    match rest[:1]:
        case '"':
            return double_quoted(rest[1:])
        case "'":
            return single_quoted(rest[1:])
        case "|" | ">" if not flow:
            return block_scalar(lines, line - 1, column - 1, parent_indent(lines, line - 1, column - 1))
        case _:
            return plain(rest, -1 if flow else parent_indent(lines, line - 1, column - 1), flow=flow)


def fold(pieces: list[str]) -> str:
    """Join the lines of a flow scalar: one break is a space, n + 1 breaks are n line feeds."""
    result = pieces[0].rstrip(" \t") if len(pieces) > 1 else pieces[0]
    breaks = 0
    for number, piece in enumerate(pieces[1:], 1):
        last = number == len(pieces) - 1
        body = piece.lstrip(" \t") if last else piece.strip(" \t")
        breaks += 1
        if body or last:
            result += (" " if breaks == 1 else "\n" * (breaks - 1)) + body
            breaks = 0
    return result


def single_quoted(rest: str) -> str:
    end = 0
    while rest[end] != "'" or rest[end : end + 2] == "''":
        end += 2 if rest[end] == "'" else 1
    return fold(rest[:end].split("\n")).replace("''", "'")


def double_quoted(rest: str) -> str:  # noqa: C901 - one rule of YAML a branch
    """Fold first, with escapes still standing (they hold no blanks or breaks that fold), then decode them."""
    result: list[str] = []
    pending = ""
    breaks = 0
    index = 0
    while rest[index] != '"':
        character = rest[index]
        index += 1
        if character in " \t" and breaks:
            continue
        if character in " \t":
            pending += character
            continue
        if character == "\n":
            pending = ""
            breaks += 1
            continue
        if breaks:
            result.append(" " if breaks == 1 else "\n" * (breaks - 1))
            breaks = 0
        result.append(pending)
        pending = ""
        if character != "\\":
            result.append(character)
            continue
        kind = rest[index]
        index += 1
        if kind == "\n":
            # An escaped break joins; blank lines after it are line feeds.
            while rest[index] in " \t\n":
                result.append("\n" if rest[index] == "\n" else "")
                index += 1
        elif kind in CODE_LENGTHS:
            result.append(chr(int(rest[index : index + CODE_LENGTHS[kind]], 16)))
            index += CODE_LENGTHS[kind]
        else:
            result.append(YAML_ESCAPES[kind])
    if breaks:
        result.append(" " if breaks == 1 else "\n" * (breaks - 1))
    return "".join(result) + pending


def plain(rest: str, indent: int, *, flow: bool) -> str:
    pieces: list[str] = []
    for number, line in enumerate(rest.split("\n")):
        inner = line.lstrip(" ")
        if number and inner.strip(" \t") and len(line) - len(inner) <= indent:
            break
        if number and inner.startswith("#"):
            break
        end = plain_end(line, flow=flow)
        pieces.append(line[:end])
        if end < len(line):
            break
    while len(pieces) > 1 and not pieces[-1].strip(" \t"):
        pieces.pop()
    return fold(pieces).strip(" \t")


def plain_end(line: str, *, flow: bool) -> int:
    for index, character in enumerate(line):
        following = line[index + 1 : index + 2]
        if character == ":" and (following in {"", " ", "\t"} or (flow and following in FLOW)):
            return index
        if character == "#" and (index == 0 or line[index - 1] in " \t"):
            return index
        if flow and character in FLOW:
            return index
    return len(line)


def parent_indent(lines: list[str], number: int, column: int) -> int:
    """Return the indentation of the collection a block node belongs to: the column of its key or dash."""
    before = lines[number][:column]
    dash, start = after_dashes(before)
    rest = before[start:].strip()
    if rest and not (rest.startswith("&") and " " not in rest):
        return start
    if dash is not None:
        return dash
    # The value stands on a line of its own, below its key or dash.
    for earlier in reversed(lines[:number]):
        inner = earlier.lstrip(" ")
        if inner and not inner.startswith("#") and len(earlier) - len(inner) < len(before):
            dash, start = after_dashes(earlier)
            rest = earlier[start:].strip()
            return start if rest and not rest.startswith("&") else (start if dash is None else dash)
    return -1


def after_dashes(line: str) -> tuple[int | None, int]:
    position = len(line) - len(line.lstrip(" "))
    dash = None
    while line[position : position + 2] in {"- ", "-"}:
        dash = position
        position += 1
        while line[position : position + 1] == " ":
            position += 1
    return dash, position


def block_scalar(lines: list[str], number: int, column: int, parent: int) -> str:
    header = lines[number][column:].split(" #")[0].strip()
    digits = [character for character in header if character.isdigit()]
    # What follows the last line end is no line.
    body = lines[number + 1 : -1]
    if digits:
        indent = max(parent, 0) + int(digits[0])
    else:
        first = next((line for line in body if line.strip(" ")), "")
        indent = max(len(first) - len(first.lstrip(" ")), parent + 1, 1)
    content: list[str] = []
    for line in body:
        if line.strip(" ") and len(line) - len(line.lstrip(" ")) < indent:
            break
        content.append(line[indent:])
    return chomped(content, header)


def chomped(content: list[str], header: str) -> str:
    trailing = 0
    while content and not content[-1]:
        content.pop()
        trailing += 1
    body = folded(content) if header[0] == ">" else "\n".join(content)
    if "-" in header:
        return body
    if "+" in header:
        return body + "\n" * (trailing + 1 if content else trailing)
    return body + "\n" if content else ""


def folded(content: list[str]) -> str:
    result = ""
    breaks = 0
    previous_deep = True
    for number, line in enumerate(content):
        if not line:
            breaks += 1
            continue
        deep = line[0] in " \t"
        if number == breaks and not result:
            result = "\n" * breaks
        elif breaks and not (deep or previous_deep):
            result += "\n" * breaks
        elif breaks or deep or previous_deep:
            result += "\n" * (breaks + 1)
        else:
            result += " "
        result += line
        previous_deep = deep
        breaks = 0
    return result


def xml_scalar(text: str, line: int, column: int) -> str | None:
    """Decode the text or attribute that starts at a place; an element without text stands at its `<`."""
    at = index_of(text, line, column)
    if text[at] == "<" and not in_cdata(text, at):
        return None
    if quote := open_quote(text, at):
        value = with_line_feeds(text[at : text.index(quote, at)])
        for blank in "\t\n":
            value = value.replace(blank, " ")
        return decoded(value).strip(" ")
    return xml_text(text, at).rstrip(" \t\r\n")


def open_quote(text: str, at: int) -> str:
    """Return the quote a place stands in within a tag, or nothing."""
    if in_cdata(text, at):
        return ""
    start = text.rindex("<", 0, at)
    quote = ""
    for character in text[start:at]:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == ">":
            return ""
    return quote


def in_cdata(text: str, at: int) -> bool:
    return text.rfind("<![CDATA[", 0, at) > text.rfind("]]>", 0, at)


def xml_text(text: str, at: int) -> str:
    result = ""
    verbatim = in_cdata(text, at)
    while True:
        if verbatim:
            end = text.index("]]>", at)
            result += with_line_feeds(text[at:end])
            at, verbatim = end + 3, False
        elif text.startswith("<![CDATA[", at):
            at, verbatim = at + 9, True
        elif text.startswith("<!--", at):
            at = text.index("-->", at) + 3
        elif text.startswith("<?", at):
            at = text.index("?>", at) + 2
        elif text[at] == "<":
            return result
        else:
            end = text.index("<", at)
            result += decoded(with_line_feeds(text[at:end]))
            at = end


def decoded(text: str) -> str:
    """Replace references, one at a time and once."""
    result = ""
    while text:
        raw, ampersand, text = text.partition("&")
        result += raw
        if ampersand:
            reference, _, text = text.partition(";")
            if reference.startswith("#x"):
                result += chr(int("0" + reference[1:], 16))
            elif reference.startswith("#"):
                result += chr(int(reference[1:]))
            else:
                result += html.unescape(f"&{reference};")
    return result
