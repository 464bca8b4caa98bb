"""The shape of the program: no arrow leads back, no file or function grows out of hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from conftest import SLOW

TESTS = Path(__file__).parent
SOURCE = TESTS.parent / "pipeline"
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
FILES = sorted(SOURCE.rglob("*.py"))


def module(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module(path): path for path in FILES}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _imports(node: ast.AST, *, inside: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(module, names) of what is imported when a program runs; with `inside` in functions too."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from ((alias.name, ()) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute"
            yield child.module or "", tuple(alias.name for alias in child.names)
        elif _is_type_checking(child) or isinstance(child, ast.expr):
            continue
        elif inside or not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _imports(child, inside=inside)


@cache
def imported(name: str, *, inside: bool = True) -> frozenset[str]:
    """The modules, own and foreign, that a module imports by name."""
    found: set[str] = set()
    for target, names in _imports(tree(MODULES[name]), inside=inside):
        own = {f"{target}.{part}" for part in names if f"{target}.{part}" in MODULES}
        found |= own or {target}
    return frozenset(found)


@cache
def graph() -> Mapping[str, frozenset[str]]:
    return {name: imported(name) & set(MODULES) - {name} for name in MODULES}


def reached(start: str) -> set[str]:
    """The modules that a module needs, directly or through others."""
    edges, found, stack = graph(), set[str](), [start]
    while stack:
        new = edges[stack.pop()] - found
        found |= new
        stack.extend(new)
    return found


def within(*folders: str) -> list[str]:
    """The modules of these folders and modules of `linetag`."""
    return [n for n in MODULES if any(f"{n}.".startswith(f"linetag.{folder}.") for folder in folders)]


def test_the_graph_sees_the_imports() -> None:
    assert "linetag.release.numbers" in imported("linetag.release.captions")
    assert "linetag.run" in imported("linetag.cli.build")
    assert "linetag.run" not in imported("linetag.cli.build", inside=False)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(MODULES))
def test_no_module_needs_itself(name: str) -> None:
    assert name not in reached(name)


# The rooms from the ground up (ARCHITECTURE, "Rooms"): each knows those below it, and none beside it.
LAYERS = (
    ("model",),
    ("findings", "data"),
    ("wording",),
    ("inputs",),
    ("calc", "release"),
    ("xbrl",),
    ("taxonomy",),
    ("filing",),
    ("propose",),
    ("tag", "extension"),
    ("compose",),
    ("checks",),
    ("tieout",),
    ("tanshin",),
    ("reference",),
    ("report",),
    ("families",),
    ("run", "audit", "initial"),
    ("bulk",),
    ("cli",),
)
ROOMS = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def test_every_module_stands_in_a_room() -> None:
    assert {room(name) for name in MODULES} - {""} == set(ROOMS)


@pytest.mark.parametrize("name", sorted(n for n in MODULES if room(n)), ids=str)
def test_no_arrow_leads_back(name: str) -> None:
    own = ROOMS[room(name)]
    targets = [n for n in imported(name) if n.startswith("linetag.")]
    assert [n for n in targets if room(n) != room(name) and ROOMS[room(n)] >= own] == []


def test_the_engine_knows_records_and_findings_only() -> None:
    own = {
        "linetag.calc",
        *(f"linetag.calc.{name}" for name in ("engine", "binding", "judging", "readings", "results", "sets")),
        "linetag.calc.limits",
        *("linetag.model", *within("findings")),
    }
    assert reached("linetag.calc") <= own
    assert own - {*within("findings")} <= reached("linetag.calc") | {"linetag.calc"}


def test_only_the_commands_need_the_authors_tables() -> None:
    users = {n for n in MODULES if any(i.startswith("linetag.taxonomy.author") for i in imported(n))}
    assert {n for n in users if not n.startswith("linetag.taxonomy.author")} == {"linetag.cli.taxonomy"}


def test_records_need_the_standard_library_only() -> None:
    import sys  # noqa: PLC0415 - for the list of its modules only

    roots = {name.split(".")[0] for name in imported("linetag.model")}
    assert roots <= set(sys.stdlib_module_names)


# A foreign library lives behind few modules.
FOREIGN = {
    "arelle": {"linetag.reference.arelle"},
    "click": within("cli"),
    "rich": within("cli"),
    "jinja2": {"linetag.tanshin.page.render"},
}


@pytest.mark.parametrize("library", sorted(FOREIGN))
def test_a_library_is_imported_by_the_modules_that_hide_it(library: str) -> None:
    users = {n for n in MODULES if any(i.split(".")[0] == library for i in imported(n))}
    assert users <= set(FOREIGN[library])


def loaded(start: str) -> set[str]:
    """The modules, own and foreign, that are loaded with a module."""
    needed, stack = {start}, [start]
    while stack:
        new = imported(stack.pop(), inside=False) - needed
        needed |= new
        stack.extend(new & set(MODULES))
    return needed


@pytest.mark.parametrize("start", ["linetag.audit", "linetag.cli.check"])
def test_an_audit_loads_nothing_that_reads_a_filing(start: str) -> None:
    rooms = {room(name) for name in loaded(start) if name.startswith("linetag.")}
    assert not {"inputs", "release", "tag", "extension"} & rooms


def test_starting_the_commands_imports_nothing_heavy() -> None:
    needed = loaded("linetag.cli.guard")
    assert not {"lxml", "jinja2", "arelle", "rich"} & {name.split(".")[0] for name in needed}


@pytest.mark.parametrize("path", sorted(TESTS.rglob("*.py")), ids=lambda path: path.stem)
def test_no_test_module_is_imported(path: Path) -> None:
    names = {name.split(".")[-1] for name, _ in _imports(tree(path), inside=True)}
    assert not [name for name in names if name.startswith("test_")]


def test_the_slow_modules_exist() -> None:
    assert {name for name in SLOW if not (TESTS / f"{name}.py").exists()} == set()


def test_the_files_of_the_tests_stay_readable() -> None:
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in TESTS.rglob("*.py")}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


@pytest.mark.parametrize("path", FILES, ids=module)
def test_files_and_functions_stay_readable(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE
    long = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_no_class_name_stands_in_two_modules() -> None:
    homes: dict[str, set[str]] = {}
    for name, path in MODULES.items():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name.lstrip("_"), set()).add(name)
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}
