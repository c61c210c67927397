"""The plan of the house held against the house."""

import re
import subprocess
from pathlib import Path

import pytest

PACKAGES = ("registry", "courses", "assessments", "mentoring", "certificates", "academy")
HIDDEN = {".ci", ".gitignore"}
TREE = re.search(r"## The tree\n\n```\n(.*?)```", Path("docs/architecture.md").read_text(encoding="utf-8"), re.DOTALL)


def tracked() -> set[str]:
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True).stdout.splitlines()
    return {path.split("/", 1)[0] + ("/" if "/" in path else "") for path in listed}


def test_the_top_of_the_tree_is_what_lies_on_the_disk() -> None:
    assert TREE is not None
    lines = TREE[1].splitlines()
    folders = {line.split()[0] for line in lines if re.match(r"\w+/", line)}
    files = {word for line in lines if line.startswith("dev ") for word in re.findall(r"[\w.-]+", line.split("(")[0])}
    assert folders | files == {path for path in tracked() if path.rstrip("/") not in HIDDEN}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_has_its_place_in_the_tree(package: str) -> None:
    assert TREE is not None
    part = re.split(rf"^{package}/", TREE[1], flags=re.MULTILINE)[1]
    told = set(re.findall(r"\w+", re.split(r"^\w+/", part, flags=re.MULTILINE)[0]))
    modules = {path.stem for path in Path(package).glob("*.py")} | {
        path.parent.name for path in Path(package).glob("*/__init__.py")
    }
    assert modules - {"__init__"} <= told


def test_what_the_readme_points_to_exists() -> None:
    for target in re.findall(r"\]\(([\w./-]+)\)", Path("README.md").read_text(encoding="utf-8")):
        assert Path(target).exists(), target
