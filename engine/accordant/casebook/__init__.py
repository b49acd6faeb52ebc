"""The cases beside the rules: read, made into packs in memory, judged, and held against what they expect."""

from accordant.casebook.case import Case, Result
from accordant.casebook.pointing import put
from accordant.casebook.reading import read_casebook
from accordant.casebook.running import files_of, narrowed, pack_of, run_case, run_on

__all__ = ["Case", "Result", "files_of", "narrowed", "pack_of", "put", "read_casebook", "run_case", "run_on"]
