"""Random trees written as YAML and XML in random styles; a tree is None, text, a dict of fields or a list."""

from random import Random
from typing import TypeAlias
from xml.sax.saxutils import escape

Tree: TypeAlias = "str | dict[str, Tree] | list[Tree] | None"

NULL_WORDS = ("", "~", "null", "Null", "NULL")
SAFE_IN_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _-/.+éß漢😀𐀀()'\"")
SAFE_IN_BLOCK = SAFE_IN_PLAIN | frozenset("[]{},!&*%@`|>")
ESCAPED = {
    "\n": "\\n",
    "\t": "\\t",
    '"': '\\"',
    "\\": "\\\\",
    "\x85": "\\N",
    "\u2028": "\\L",
    "\u2029": "\\P",
    "\r": "\\r",
}
DISPUTED = frozenset("\x85\u2028\u2029\r")


class Yaml:
    """Writes one document; every choice of style comes from the random source."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.anchors: dict[str, str] = {}

    def document(self, tree: dict[str, Tree]) -> str:
        start = self.random.choice(["", "", "---\n", "# a note: {not} 'read'\n", "%YAML 1.1\n---\n"])
        return start + self.block_fields(tree, 0) + self.random.choice(["", "", "...\n", "# end\n"])

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def block_fields(self, fields: dict[str, Tree], indent: int, first: str | None = None) -> str:
        """Write the fields; `first` stands in for the indentation of the first one (after a dash)."""
        text = ""
        for number, (name, value) in enumerate(fields.items()):
            lead = first if number == 0 and first is not None else " " * indent
            if lead.strip(" ") == "" and self.chance(8) and not (number == 0 and first is not None):
                text += f"{lead}# {self.random.choice(['x: y', 'é 😀', '- z'])}\n"
            text += f"{lead}{self.key(name)}:{self.block_value(value, indent)}"
        return text

    def key(self, name: str) -> str:
        style = self.random.randrange(4)
        return f'"{name}"' if style == 0 else f"'{name}'" if style == 1 else name

    def block_value(self, value: Tree, indent: int) -> str:
        """Write what follows `key:` or `-`, its line end included."""
        signature = repr(value)
        if signature in self.anchors and self.chance(2):
            return f" *{self.anchors[signature]}\n"
        anchor = ""
        if signature not in self.anchors and self.chance(5):
            anchor = f" &{self.new_anchor()}"
        text = anchor + self.block_body(value, indent)
        if anchor:
            # Known only from here on: no alias may stand within its own anchor.
            self.anchors[signature] = anchor[2:]
        return text

    def new_anchor(self) -> str:
        return f"a{self.random.randrange(10**9)}"

    def block_body(self, value: Tree, indent: int) -> str:
        deeper = indent + self.random.randint(1, 4)
        if isinstance(value, dict | list) and (not value or self.chance(4)):
            return f" {self.flow(value, deeper)}{self.comment()}\n"
        if isinstance(value, dict):
            return f"{self.comment()}\n" + self.block_fields(value, deeper)
        if isinstance(value, list):
            return f"{self.comment()}\n" + "".join(self.block_item(item, deeper) for item in value)
        if value is None:
            word = self.random.choice(NULL_WORDS)
            return f"{' ' + word if word else ''}{self.comment()}\n"
        return self.block_text(value, indent, deeper)

    def block_item(self, item: Tree, indent: int) -> str:
        dash = " " * indent + "-"
        if isinstance(item, dict) and item and self.chance(2):
            gap = self.random.randint(1, 3)
            return self.block_fields(item, indent + 1 + gap, first=dash + " " * gap)
        return dash + self.block_value(item, indent)

    def comment(self) -> str:
        return " # said: 'aside'" if self.chance(6) else ""

    def block_text(self, text: str, indent: int, deeper: int) -> str:
        styles = ["double"]
        if is_plain(text, SAFE_IN_BLOCK):
            styles += ["plain", "plain", "plain"]
        if is_single(text):
            styles.append("single")
        if text and not DISPUTED & set(text):
            styles += ["literal", "literal"]
            if not any(line[:1] in {" ", "\t"} for line in text.split("\n")):
                styles += ["folded", "folded"]
        style = self.random.choice(styles)
        if style in {"literal", "folded"}:
            return self.block_scalar(text, indent, deeper, literal=style == "literal")
        own_line = f"\n{' ' * deeper}" if self.chance(6) else " "
        return f"{own_line}{self.flow_text(text, style, deeper)}{self.comment()}\n"

    def block_scalar(self, text: str, indent: int, deeper: int, *, literal: bool) -> str:
        body = text.rstrip("\n")
        breaks = len(text) - len(body)
        chomp = "-" if breaks == 0 else "+" if breaks > 1 or not body or self.chance(3) else ""
        digit = str(deeper - indent) if text[0] in " \t\n" or self.chance(3) else ""
        header = ("|" if literal else ">") + self.random.choice([digit + chomp, chomp + digit])
        lines = body.split("\n") if literal else self.folded_lines(body)
        written = "".join(f"{' ' * deeper}{line}\n" if line else "\n" for line in (lines if body else []))
        return f" {header}{self.comment()}\n{written}" + "\n" * (breaks - 1 if body else breaks)

    def folded_lines(self, body: str) -> list[str]:
        lines: list[str] = []
        pieces = body.split("\n")
        leading = next((number for number, piece in enumerate(pieces) if piece), 0)
        for number, piece in enumerate(pieces):
            lines += self.split_at_spaces(piece).split("\n")
            if piece and number < len(pieces) - 1 and number >= leading:
                lines.append("")
        return lines

    def split_at_spaces(self, text: str, lead: str = "") -> str:
        """Turn some single spaces between words into line ends."""
        result = ""
        for index, character in enumerate(text):
            before, after = text[index - 1 : index] if index else "", text[index + 1 : index + 2]
            if character == " " and before.isalnum() and after.isalnum() and self.chance(4):
                result += "\n" + lead
            else:
                result += character
        return result

    def flow(self, value: Tree, indent: int) -> str:
        """Write a value in flow style; line ends may stand wherever a blank may."""
        gap = self.random.choice(["", " ", f"\n{' ' * indent}", f" # aside\n{' ' * indent}"])
        if isinstance(value, dict):
            inner = ", ".join(f"{self.key(name)}: {self.flow(item, indent)}" for name, item in value.items())
            return f"{{{gap}{inner}{' ' if inner else ''}}}"
        if isinstance(value, list):
            inner = f",{gap or ' '}".join(self.flow(item, indent) for item in value)
            return f"[{gap}{inner}{' ' if inner else ''}]"
        if value is None:
            return self.random.choice(NULL_WORDS[1:])
        styles = ["double"] + ["plain"] * is_plain(value, SAFE_IN_PLAIN) + ["single"] * is_single(value)
        return self.flow_text(value, self.random.choice(styles), indent)

    def flow_text(self, text: str, style: str, indent: int) -> str:
        lead = " " * indent
        if style == "plain":
            return self.split_at_spaces(text, lead)
        if style == "single":
            return f"'{self.split_at_spaces(text, lead).replace(chr(39), chr(39) * 2)}'"
        result = ""
        for index, character in enumerate(text):
            joined = text[index - 1 : index] if index else ""
            if joined.isalnum() and character.isalnum() and self.chance(20):
                result += f"\\\n{lead}"
            if character == " " and joined.isalnum() and text[index + 1 : index + 2].isalnum() and self.chance(6):
                result += f"\n{lead}"
            elif character in ESCAPED:
                result += ESCAPED[character]
            elif self.chance(15):
                result += f"\\U{ord(character):08x}" if ord(character) > 0xFFFF else f"\\u{ord(character):04x}"
            else:
                result += character
        return f'"{result}"'


def is_plain(text: str, safe: frozenset[str]) -> bool:
    if not text or text in NULL_WORDS or set(text) - safe:
        return False
    return text[0].isalnum() and text[-1] != " "


def is_single(text: str) -> bool:
    return not set(text) & (DISPUTED | {"\n"})


class Xml:
    """Writes one document whose root element is the field `type`; texts come without blanks around them."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def document(self, tree: dict[str, Tree]) -> str:
        fields = dict(tree)
        root = str(fields.pop("type"))
        start = self.random.choice(
            ["", '<?xml version="1.0"?>\n', "<?xml version='1.0' encoding='utf-8'?>\n<!-- é -->\n"]
        )
        return start + self.element(root, fields, 0) + self.random.choice(["", "\n", "\n<?end?>\n"])

    def element(self, name: str, value: Tree, depth: int) -> str:
        chance = self.random.randrange
        attribute = ""
        if isinstance(value, dict) and isinstance(value.get("id"), str) and chance(2):
            value = dict(value)
            attribute = self.attribute("id", str(value.pop("id")))
        if isinstance(value, str) and chance(4) == 0:
            return f"<{name}{self.attribute('ref', value)}/>"
        if isinstance(value, str):
            return f"<{name}>{self.padding()}{self.text(value)}{self.padding()}</{name}>"
        if value == []:
            return self.random.choice([f'<{name} none="true"/>', f"<{name} none = 'true' > </{name}>"])
        if not value:
            return f"<{name}{attribute}></{name}>" if chance(2) else f"<{name}{attribute} />"
        lead = self.random.choice(["", "\n" + "  " * depth, "\n<!-- > aside -->\n"])
        pairs = value.items() if isinstance(value, dict) else (("item", item) for item in value)
        inner = "".join(f"{lead}{self.element(child, item, depth + 1)}" for child, item in pairs)
        return f"<{name}{attribute}>{inner}{lead}</{name}>"

    def padding(self) -> str:
        return self.random.choice(["", "", "", " ", "\n  ", "\t", "<!-- & -->"])

    def attribute(self, name: str, value: str) -> str:
        quote = self.random.choice("\"'")
        text = "".join(self.reference(c) if c in "<&\n\t\r" + quote else c for c in value)
        gap, equals = self.random.choice([" ", "  ", "\n"]), self.random.choice(["=", " = ", "= "])
        return f"{gap}{name}{equals}{quote}{text}{quote}"

    def reference(self, character: str) -> str:
        named = {"<": "&lt;", "&": "&amp;", '"': "&quot;", "'": "&apos;", ">": "&gt;"}
        forms = [f"&#{ord(character)};", f"&#x{ord(character):X};", named.get(character)]
        return self.random.choice([form for form in forms if form])

    def text(self, value: str) -> str:
        result = ""
        position = 0
        while position < len(value):
            piece = value[position : position + self.random.randint(1, 12)]
            position += len(piece)
            style = self.random.randrange(6)
            if style == 0 and "]]>" not in piece and "\r" not in piece:
                result += f"<![CDATA[{self.padding_in_cdata(result)}{piece}]]>"
            elif style == 1:
                result += "".join(self.reference(c) for c in piece)
            else:
                result += escape(piece).replace("\r", "&#13;") + ("<?aside?>" if style == 2 else "")
        return result

    def padding_in_cdata(self, before: str) -> str:
        return self.random.choice(["", " \n "]) if not before else ""
