"""Runs every notebook as it is and keeps what it made: target/NAME.ipynb with its outputs, each picture, some tables.

A cell that fails ends the run with what it said.
"""

import base64
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

HERE = Path(__file__).parent
TARGET = HERE / "target"
CELL_SECONDS = 180
#: Written by a last cell that is not the notebook's, for anyone who compares the numbers with others.
KEPT = {"features": 'made.to_csv("target/features.csv", float_format="%.17g")'}


def execute(notebook: Path) -> None:
    """Runs a copy of the notebook in its own folder, as JupyterLab would."""
    copy = nbformat.read(notebook, as_version=4)
    if notebook.stem in KEPT:
        copy.cells.append(nbformat.v4.new_code_cell(KEPT[notebook.stem]))
    client = NotebookClient(copy, timeout=CELL_SECONDS, resources={"metadata": {"path": str(HERE)}})
    started = time.monotonic()
    try:
        client.execute()
    except CellExecutionError as e:
        sys.exit(f"{notebook.name} failed: {e}")
    finally:
        nbformat.write(copy, TARGET / notebook.name)
    pictures = keep_pictures(copy, notebook.stem)
    print(f"{notebook.name}: {time.monotonic() - started:.1f} s, {pictures} pictures", flush=True)


def keep_pictures(notebook: nbformat.NotebookNode, name: str) -> int:
    """Writes every picture among the outputs to a file and returns how many there are."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    pictures = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    for number, picture in enumerate(pictures, start=1):
        (TARGET / f"{name}-{number}.png").write_bytes(base64.b64decode(picture))
    return len(pictures)


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for path in sorted(HERE.glob("*.ipynb")):
        execute(path)
