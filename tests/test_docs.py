"""The documents say what the code does: commands, settings, messages, recipes, links, packages."""

import dataclasses
import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from vidcap.cli import cli
from vidcap.errors import VidcapError
from vidcap.recipe import Recipe, read_recipe

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    ROOT / "samples" / "CREDITS.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help_an_example_and_a_line_in_the_readme(name):
    command = cli.commands[name]
    assert command.help, "no help"
    assert re.match(rf"Examples?: vidcap {name}\b", command.epilog or ""), "no example"
    assert f"vidcap {name} " in README or f"vidcap {name}\n" in README, "not in README.md"


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_option_has_its_help(name):
    options = [item for item in cli.commands[name].params if isinstance(item, click.Option)]
    assert {"--json", "--quiet", "--verbose", "--debug"} <= {
        o for item in options for o in item.opts
    }
    assert not [item.name for item in options if not item.help]


CODE = "\n".join(re.findall(r"^```\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("line", re.findall(r"^vidcap .+?(?=\s+#|$)", CODE, re.MULTILINE), ids=str)
def test_every_command_line_in_the_readme_is_understood(line):
    """Its command and its options exist."""
    _, name, *words = line.split()
    options = {opt for item in cli.commands[name].params for opt in item.opts}
    assert {word.partition("=")[0] for word in words if word.startswith("-")} <= options


def settings_rows() -> list[str]:
    rows = []
    for stage in dataclasses.fields(Recipe):
        defaults = getattr(Recipe(), stage.name)
        if not dataclasses.is_dataclass(defaults):
            continue
        for field in dataclasses.fields(defaults):
            may = "true or false" if isinstance(field.default, bool) else "text"
            if "range" in field.metadata:
                may = "{} to {}".format(*field.metadata["range"])
            elif "choices" in field.metadata:
                may = ", ".join(f"`{choice}`" for choice in field.metadata["choices"])
            default = field.default if field.default != "" else "(empty)"
            rows.append(f"| `{stage.name}.{field.name}` | `{default}` | {may} |")
    return rows


@pytest.mark.parametrize("row", settings_rows(), ids=lambda row: row.split("`")[1])
def test_every_setting_stands_in_its_page_as_it_is(row):
    assert row in (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")


def test_the_page_of_settings_has_none_that_is_gone():
    page = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(\w+\.\w+)` \|", page, re.MULTILINE))
    assert described == {row.split("`")[1] for row in settings_rows()}


@pytest.mark.parametrize("path", sorted((ROOT / "pipelines").glob("*.toml")), ids=lambda p: p.stem)
def test_every_recipe_can_be_read_explains_itself_and_is_in_the_docs(path):
    assert read_recipe(path).name == path.stem
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert f"`{path.stem}`" in (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    assert f"`{path.stem}`" in README


def test_the_settings_shown_in_the_standard_recipe_are_the_defaults():
    shown = (ROOT / "pipelines" / "standard.toml").read_text(encoding="utf-8")
    lines = [line.removeprefix("# ") for line in shown.splitlines()]
    settings = [line for line in lines if re.match(r"\[\w+\]$|\w+ = ", line)]
    recipe = Recipe().altered(tomllib.loads("\n".join(settings)), "standard.toml")
    assert len(settings) > 10
    assert recipe == Recipe()


MESSAGES = re.findall(
    r"^### `(.+)`$", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8"), re.MULTILINE
)


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_explained_is_one_that_is_said(message):
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "vidcap").rglob("*.py"))
    joined = re.sub(r'"\s+f?"', "", source)  # a text may be written in two pieces
    assert message in joined


def test_every_exit_code_is_in_the_docs():
    codes = {kind.exit_code for kind in VidcapError.__subclasses__()} | {0, 5, 130}
    errors = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", errors, re.MULTILINE)} == codes
    told = README.partition("Exit codes:")[2].partition("\n\n")[0]
    assert {int(code) for code in re.findall(r"(\d+) [a-z]", told)} == codes


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_inside_the_repository_leads_somewhere(document):
    text = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    inside = [link for link in links if not re.match(r"\w+:", link)]
    assert not [link for link in inside if not (document.parent / link).exists()]


def test_every_picture_of_the_sample_has_its_credit():
    credits = (ROOT / "samples" / "CREDITS.md").read_text(encoding="utf-8")
    pictures = {path.name for path in (ROOT / "samples" / "pictures").iterdir()}
    assert set(re.findall(r"^\| `(\w+\.jpg)` \|", credits, re.MULTILINE)) == pictures


def test_the_pinned_releases_are_of_packages_that_are_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    declared = [
        *project["project"]["dependencies"],
        *(item for items in extras.values() for item in items),
        *project["build-system"]["requires"],
    ]
    names = {re.match(r"[\w.-]+", item).group() for item in declared} - {"vidcap"}
    pins = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)$", pins, re.MULTILINE))
    assert set(pinned) == names
    assert "torch" in pinned


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listing.returncode:
        pytest.skip("not a clone: there is no list of tracked files")
    return [ROOT / name for name in listing.stdout.split("\0") if name]


def test_no_tracked_file_names_a_place_on_one_machine():
    place = re.compile(rb"(?<![\w.~-])/(?:work|root|home|Users|tmp/\w+)/[\w.]")
    guilty = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.is_file() and b"\0" not in (data := path.read_bytes()) and place.search(data)
    ]
    assert not guilty


def test_the_script_of_the_build_machine_can_be_run():
    listing = subprocess.run(
        ["git", "ls-files", "--stage", ".ci/run"], cwd=ROOT, capture_output=True, text=True
    )
    if listing.returncode or not listing.stdout:
        pytest.skip("not a clone")
    assert listing.stdout.startswith("100755")
