"""What is committed of a notebook: its text and its code, nothing of a run."""

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted(Path(__file__).parents[1].glob("*.ipynb"))


def cells(notebook: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(notebook.read_text("utf-8"))["cells"]
    return found


def test_there_are_four() -> None:
    assert [notebook.stem for notebook in NOTEBOOKS] == ["features", "first_look", "model", "prove_it"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_it_holds_no_outputs(notebook: Path) -> None:
    code = [cell for cell in cells(notebook) if cell["cell_type"] == "code"]

    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_it_begins_with_what_it_is_and_explains_every_step(notebook: Path) -> None:
    kinds = [cell["cell_type"] for cell in cells(notebook)]

    assert kinds[0] == "markdown"
    assert "code code code" not in " ".join(kinds)
