"""A sample pack in every shape that evidence may be brought in: folder, zip, one file, workbook, and mixed."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from accordant.evidence import read_pack
from accordant.forms.converting import convert
from accordant.model.tree import Format
from accordant.rulebook import Compiled
from packs import Sample

Shape = Callable[[Sample, Path, Compiled], Path]


def as_folder(sample: Sample, _: Path, __: Compiled) -> Path:
    return sample.yaml


def as_xml_folder(sample: Sample, _: Path, __: Compiled) -> Path:
    return sample.xml


def as_zip(sample: Sample, folder: Path, _: Compiled) -> Path:
    return zipped(sample.yaml, folder / "pack.zip")


def as_yaml(sample: Sample, folder: Path, _: Compiled) -> Path:
    texts = [path.read_text(encoding="utf-8") for path in sorted(sample.yaml.rglob("*.yaml"))]
    (folder / "pack.yaml").write_text("---\n".join(texts), encoding="utf-8")
    return folder / "pack.yaml"


def as_xml(sample: Sample, folder: Path, _: Compiled) -> Path:
    texts = [path.read_text(encoding="utf-8").partition("?>")[2] for path in sorted(sample.xml.rglob("*.xml"))]
    (folder / "pack.xml").write_text(f"<pack>{''.join(texts)}</pack>\n", encoding="utf-8")
    return folder / "pack.xml"


def as_excel(sample: Sample, folder: Path, compiled: Compiled) -> Path:
    pack = read_pack(sample.yaml, types=compiled.types)
    converted = convert(pack, compiled.types, Format.EXCEL, single=True)
    assert converted.problems == ()
    (folder / "pack.xlsx").write_bytes(converted.files[""])
    return folder / "pack.xlsx"


def as_mixed(sample: Sample, folder: Path, compiled: Compiled) -> Path:
    """Bring every third document in YAML, every third in XML and the rest in one workbook, deep in the folder."""
    target = folder / "mixed"
    files = sorted(path.relative_to(sample.yaml) for path in sample.yaml.rglob("*.yaml"))
    for number, name in enumerate(files):
        of_yaml = sample.yaml / name
        if number % 3 == 0:
            put(target / name, of_yaml.read_bytes())
        elif number % 3 == 1:
            put(target / name.with_suffix(".xml"), (sample.xml / name).with_suffix(".xml").read_bytes())
        else:
            put(folder / "rest" / name, of_yaml.read_bytes())
    rest = convert(read_pack(folder / "rest", types=compiled.types), compiled.types, Format.EXCEL, single=True)
    assert rest.problems == ()
    put(target / "deep" / "rest.xlsx", rest.files[""])
    return target


def as_mixed_zip(sample: Sample, folder: Path, compiled: Compiled) -> Path:
    return zipped(as_mixed(sample, folder, compiled), folder / "mixed.zip")


def zipped(source: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for path in source.rglob("*"):
            file.write(path, path.relative_to(source))
    return target


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def files_of(path: Path) -> Mapping[str, bytes]:
    """Give what a pack holds by the name that a citation calls it."""
    if path.is_dir():
        return {one.relative_to(path).as_posix(): one.read_bytes() for one in path.rglob("*") if one.is_file()}
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as file:
            return {name: file.read(name) for name in file.namelist() if not name.endswith("/")}
    return {path.name: path.read_bytes()}
