"""The reference page: every type and every field is on it, and it needs nothing beside itself."""

import re
from html import unescape
from pathlib import Path

from accordant.catalogue.declaration import load_header, load_types
from accordant.forms.reference import html_reference

SCHEMAS = Path(__file__).parents[2] / "schemas"


def test_every_type_and_every_field_is_told() -> None:
    types, header = load_types(SCHEMAS), load_header(SCHEMAS)
    page = unescape(html_reference(types, header).decode())

    for name, declared in types.items():
        part = page.partition(f'<article id="{name}">')[2].partition("</article>")[0]
        assert declared.help in part
        own = {field: one for field, one in declared.fields.items() if name == "manifest" or header.get(field) != one}
        for field, one in own.items():
            assert f"<code>{field}</code></td><td>{one.help}</td>" in part
    common = page.partition('<section id="common">')[2].partition("</section>")[0]
    assert all(f"<code>{name}</code>" in common for name in header)


def test_links_lead_somewhere_on_the_page_and_nowhere_else() -> None:
    page = html_reference(load_types(SCHEMAS), load_header(SCHEMAS)).decode()
    targets = re.findall(r'(?:href|src)="([^"]*)"', page)

    assert all(target.startswith("#") and f'id="{target[1:]}"' in page for target in targets)
    assert len(targets) > 70
