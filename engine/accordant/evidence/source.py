"""One evidence file: bytes to text to tree, whichever format its name announces."""

from hashlib import sha256

from accordant.evidence.decoding import decode, readable_part
from accordant.evidence.limits import DEFAULT_LIMITS, Limits
from accordant.evidence.places import locate, within
from accordant.evidence.refusal import RefusedError
from accordant.model.problem import Problem
from accordant.model.tree import Branch, Format, Part, Source


def read_source(
    file: str, form: Format, data: bytes, limits: Limits = DEFAULT_LIMITS, *, part: Part | None = None
) -> Source | Problem:
    """Return the source of a file's bytes, or the one problem for which it cannot be read, with its place.

    Where they are those of one document of several in a file, `part` says where it stands there.
    """
    text = ""
    home = file if part is None else part.file
    try:
        text = decode(data)
        return Source(file, form, text, sha256(data).hexdigest(), _tree(form, text, limits), part)
    except RefusedError as refusal:
        if refusal.at is None:
            return Problem(home, None, None, refusal.message)
        return Problem(home, *within(part, locate(text or readable_part(data), refusal.at)), refusal.message)


def _tree(form: Format, text: str, limits: Limits) -> Branch:
    # A parser is imported when its format is met: each costs more than reading a small pack.
    if form is Format.YAML:
        from accordant.evidence.tidy_yaml import read_tidy_yaml  # noqa: PLC0415

        tidy = read_tidy_yaml(text, limits)
        if tidy is not None:
            return tidy
        from accordant.evidence.yaml_reader import read_yaml  # noqa: PLC0415

        return read_yaml(text, limits)
    from accordant.evidence.xml_reader import read_xml  # noqa: PLC0415

    return read_xml(text, limits)
