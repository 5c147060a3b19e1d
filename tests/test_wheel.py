"""The wheel: built, installed in a fresh environment, run from another folder."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest
from conftest import ROOT, Run


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter with nothing but the wheel and what it needs (taken from this environment)."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv")
    python = folder / "venv" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    packages = next((folder / "venv" / "lib").glob("python*/site-packages"))
    ours = Path(pytest.__file__).parents[1]
    (packages / "dependencies.pth").write_text(f"{ours}\n")
    return python


def test_the_installed_wheel_renders_the_same_bytes(python: Path, tmp_path: Path, pubs: Run) -> None:
    arguments = ["render", str(ROOT / "bib" / "publications.bib"), "--theme", "paper-box", "--me", "Wenjie Wei"]
    code = "import pubmanager, sys; print(pubmanager.__file__, file=sys.stderr)"
    assert (next((python.parents[1] / "lib").glob("python*/site-packages")) / "pubmanager" / "py.typed").is_file()
    where = subprocess.run([python, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True).stderr
    assert "site-packages" in where and str(ROOT) not in where
    result = subprocess.run([python, "-m", "pubmanager", *arguments], cwd=tmp_path, capture_output=True, check=True)
    assert result.stdout.decode() == pubs(*arguments).out
    assert result.stdout.count(b"paper-box-text") == 12
