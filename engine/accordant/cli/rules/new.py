"""`accordant rules new`: asks for what a rule needs, or takes it as options, and writes the rule with its cases."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from accordant.authoring.editors import PARAMETERS
from accordant.authoring.scaffold import NewObligation, Wish, scaffold
from accordant.checks import ALL_DOCUMENTS, KINDS
from accordant.cli.rules.standing import rulebooks_under
from accordant.cli.surroundings import cache, put, refusing, rule_folders, shipped
from accordant.errors import UsageError
from accordant.evidence.refusal import RefusedError
from accordant.evidence.yaml_reader import read_yaml
from accordant.model.catalogue import DocumentType
from accordant.model.change import Data, fields_of
from accordant.rulebook import Compiled, load_rulebook
from accordant.rulebook.files import HEADER
from accordant.rulebook.words import unknown

LEVELS = ("system", "relationship", "joint")
STATEMENT = "{document} does not show what this rule asks for."
_COMMON = frozenset({"check", "in", "basis", "which", "documents", "states"})


@click.command()
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="Your folder of rules; made if missing."
)
@click.option("--id", "rule_id", help="Id of the rule: the obligation's key, a slash, the aspect judged.")
@click.option("--obligation", help="Key of the obligation, instead of --id.")
@click.option("--aspect", help="What of the obligation the rule judges, instead of --id.")
@click.option("--title", help="What the rule finds when it is met, in one line.")
@click.option("--reason", help="Why it matters.")
@click.option("--document", "documents", multiple=True, help="Document type looked at; again for others, in order.")
@click.option("--check", "kind", type=click.Choice(list(KINDS)), help="Kind of check.")
@click.option(
    "--with", "given", multiple=True, metavar="NAME=VALUE", help="A parameter of the check, as in a rule file."
)
@click.option("--statement", help="The sentence that states its failure, with places in braces.")
@click.option("--requirement", help="For a new obligation: what is asked, in your own words.")
@click.option("--clause", help="For a new obligation: the clause of the standard it belongs to.")
@click.option(
    "--level", type=click.Choice(LEVELS), help="For a new obligation: whom it binds.  [default: the document's]"
)
@click.option(
    "--stage", type=click.IntRange(1, 8), help="For a new obligation: the life-cycle stage by whose end it is due."
)
def new(folder: Path | None, **given: Any) -> None:
    r"""Write a new rule with cases that run: one that passes, one that fails, one without evidence.

    What no option says is asked for. The folder gets its rulebook.yaml, and the obligation, where they are missing.
    The evidence of the cases is made up: put your own in its place.

    \b
    Exit status:
      0  written
      2  the rule is there already, would not be one, or an answer is missing; nothing is written
    """
    with refusing():
        folder = folder or Path(_ask("Folder of your rules", "rules"))
        under = () if (folder / HEADER).is_file() and not rulebooks_under((folder,)) else rule_folders(())
        known = (*under, folder) if (folder / HEADER).is_file() else under
        compiled = load_rulebook(known, schemas=shipped("schemas"), cache=cache())
        made = scaffold(_wish(given, compiled), folder, under=under, schemas=shipped("schemas"))
        for name, text in made.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            put(text.encode(), folder / name)
            click.echo(str(folder / name))
        for name in made.missing:
            click.echo(f'no case "{name}" could be made up: write it yourself, if there can be one', err=True)


def _wish(given: Mapping[str, Any], compiled: Compiled) -> Wish:
    """Ask for what is not given, in the order in which one thinks of it."""
    obligation, aspect = _identity(given)
    title = given["title"] or _ask("Title: what the rule finds when it is met")
    reason = given["reason"] or _ask("Why it matters")
    documents = given["documents"] or (_ask("Document type looked at"),)
    for name in documents:
        if name not in compiled.types and name != ALL_DOCUMENTS:
            raise UsageError(unknown("a document type", name, compiled.types))
    kind = given["kind"] or click.prompt("Kind of check", type=click.Choice(list(KINDS)))
    parameters = _parameters(kind, given["given"])
    statement = given["statement"] or _ask("Statement of failure", STATEMENT)
    new = _obligation(given, compiled, obligation, compiled.types.get(documents[0]))
    return Wish(obligation, aspect, title, reason, tuple(documents), kind, parameters, statement, new)


def _identity(given: Mapping[str, Any]) -> tuple[str, str]:
    if given["rule_id"]:
        obligation, slash, aspect = given["rule_id"].partition("/")
        if not slash or not aspect:
            raise UsageError(f'"{given["rule_id"]}" is no id of a rule: it reads obligation.key/aspect')
        return obligation, aspect
    obligation = given["obligation"] or _ask("Key of the obligation")
    return obligation, given["aspect"] or _ask("What of it the rule judges, in a word or two joined by -")


def _obligation(
    given: Mapping[str, Any], compiled: Compiled, key: str, document: DocumentType | None
) -> NewObligation | None:
    """Ask for what a new obligation needs; an obligation that is known says it all itself."""
    if key in compiled.rulebook.obligations:
        return None
    levels = document.levels if document else LEVELS[:1]
    stage = given["stage"] or (document.stage if document else None)
    level = given["level"] or levels[0]
    return NewObligation(
        requirement=given["requirement"] or _ask("The obligation is new: what does it ask, in your words"),
        clause=given["clause"] or _ask("Clause of the standard it belongs to"),
        level=level,
        stage=stage
        or (1 if level == "system" else click.prompt("Due by the end of which stage", type=click.IntRange(1, 8))),
    )


def _parameters(kind: str, given: tuple[str, ...]) -> Mapping[str, Data]:
    parameters = dict(map(_parameter, given))
    if not given:
        for name in _needed(kind):
            text = _ask(f"{name}: {PARAMETERS[name]}")
            parameters |= dict([_parameter(f"{name}={text}")])
    return parameters


def _needed(kind: str) -> list[str]:
    """Give the parameters to ask for: those that must be there, and the first of those of which one must be."""
    schema = KINDS[kind].schema
    choices = [word["required"][0] for word in (*schema.get("oneOf", ())[:1], *schema.get("anyOf", ())[:1])]
    return [name for name in (*schema["required"], *choices) if name not in _COMMON]


def _parameter(text: str) -> tuple[str, Data]:
    """Read `name=value`, the value as a rule file would have it within brackets."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UsageError(f'"{text}" is no parameter: write name=value')
    try:
        return name.strip(), fields_of(read_yaml(f"{{value: {value}}}"))["value"]
    except RefusedError as error:
        raise UsageError(f"{text}: {error.message}") from None


def _ask(question: str, default: str | None = None) -> str:
    answer: str = click.prompt(question, default=default)
    return answer
