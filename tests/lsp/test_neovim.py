"""The settings for Neovim in the documentation, in Neovim."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

BLOCKS = re.findall(
    r"^```lua\n(.*?)^```", (ROOT / "docs" / "editors.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
BIB = "@misc{owl,\n  title = {Owls},\n  year = 1,\n  year = 2,\n}\n"
REPORT = """
vim.defer_fn(function()
  vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end)
  local roots = vim.tbl_map(function(client) return client.config.root_dir end, vim.lsp.buf_get_clients(0))
  local found = vim.tbl_map(function(each) return each.lnum .. " " .. each.code end, vim.diagnostic.get(0))
  vim.fn.writefile({ vim.fn.json_encode({ vim.tbl_values(roots), found }) }, "report.json")
  vim.cmd("qa!")
end, 0)
"""


def version() -> tuple[int, int]:
    first = subprocess.run(["nvim", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"NVIM v(\d+)\.(\d+)", first)
    return (int(found[1]), int(found[2])) if found else (0, 0)


@pytest.mark.e2e("nvim")
def test_the_settings_show_findings(tmp_path: Path) -> None:
    """A file in a folder of the site is checked by a server of that site."""
    new, old = BLOCKS
    assert "0.11 and later" in new and "0.7 to 0.10" in old
    (tmp_path / "init.lua").write_text((new if version() >= (0, 11) else old) + REPORT, encoding="utf-8")
    (tmp_path / "site" / "bib").mkdir(parents=True)
    (tmp_path / "site" / "pubs.toml").write_text('bib = ["bib/*.bib"]\n[lint]\nselect = ["P"]\n')
    (tmp_path / "site" / "bib" / "a.bib").write_text(BIB)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment |= {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    command = ["nvim", "--headless", "-u", "init.lua", "site/bib/a.bib"]
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=120, check=True)
    roots, found = json.loads((tmp_path / "report.json").read_text())
    assert roots == [str(tmp_path / "site")] and found == ["3 P006"]
