"""Imports run downward only: the rooms of the house, from the top, and who may know whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "vidcap"

STAGES = {"watch", "listen", "caption", "ground", "fit", "tracks", "voices", "sound", "deliver"}
LAYERS = (  # a room may import its own layer and those below it
    {"cli", "__main__"},
    {"batch"},
    {"pipeline"},
    {"analysis", "looking", "explain"},  # what a film shows; why a script says what it says
    {"engines"},  # what a run opens once
    {"cache", "outputs", "report", "rules", "proof", "extend"},  # kept, written, told; its judges
    STAGES,
    {"model"},
    {"media"},
    {"recipe"},
    {"script", "settings", "errors", "plain"},
)
DEPTH = {room: depth for depth, layer in enumerate(LAYERS) for room in layer}
HEAVY = {
    *("torch", "torchvision", "cv2", "av", "numpy", "scenedetect", "onnxruntime", "rich"),
    *("safetensors", "pysrt", "pyttsx3", "ffmpeg", "imageio_ffmpeg", "espeakng_loader"),
}


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(module: Path, *, at_import_only: bool = False) -> Iterator[str]:
    """Yield the full names of what a module imports, those in functions too unless told not to."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in _at_import(tree) if at_import_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import hides where it leads"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run when the module is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _at_import(child)


def rooms_known(module: Path) -> set[str]:
    names = (name.split(".") for name in imported(module))
    return {
        parts[1] for parts in names if parts[0] == "vidcap" and parts[1:2] and parts[1] in DEPTH
    }


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
each_module = pytest.mark.parametrize(
    "module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE))
)


@each_module
def test_every_module_has_its_room(module):
    assert room_of(module) in DEPTH


@each_module
def test_imports_run_downward(module):
    room = room_of(module)
    above = {other for other in rooms_known(module) if DEPTH[other] < DEPTH[room]}
    assert not above, f"{module} knows {above}, which lie above it"


@each_module
def test_stages_do_not_know_each_other(module):
    room = room_of(module)
    if room in STAGES:
        assert rooms_known(module) & STAGES <= {room}


@each_module
def test_the_network_knows_nothing_of_films(module):
    if room_of(module) == "model":
        known = {"model", "errors", "settings", "script"}  # script: for the plain Box
        assert rooms_known(module) <= known
        assert not any(name.split(".")[0] in {"av", "ffmpeg"} for name in imported(module))


@each_module
def test_only_one_door_starts_ffmpeg(module):
    """The package is at home in one module; others ask that module."""
    if module.relative_to(PACKAGE) != Path("media/ffmpeg.py"):
        names = {name.split(".")[0] for name in imported(module)}
        assert "imageio_ffmpeg" not in names


SEAMS = [PACKAGE / stage / "__init__.py" for stage in sorted(STAGES)]
LIGHT = [
    *SEAMS,
    *sorted((PACKAGE / "cli").glob("*.py")),
    *(PACKAGE / f"{name}.py" for name in ("__init__", "script", "recipe", "errors", "plain")),
]


@pytest.mark.parametrize("module", LIGHT, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_is_always_imported_is_light(module):
    heavy = {name.split(".")[0] for name in imported(module, at_import_only=True)} & HEAVY
    assert not heavy, f"{module} loads {heavy} as soon as it is imported"
