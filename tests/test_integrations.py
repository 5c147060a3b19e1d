"""Where pubs runs: the GitHub Action's steps, the git hooks, and the settings in the documentation, tried for real."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = "@misc{owl,\n  title = {Owls},\n  year = 1,\n  year = 2,\n}\n"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
BINARIES = os.path.dirname(sys.executable)  # noqa: PTH120  # a link to Python must not be followed


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with a site in a folder, and one fault."""
    folder = tmp_path / "repository" / "home page"
    folder.mkdir(parents=True)
    (folder / "a.bib").write_text(BROKEN)
    (folder / "pubs.toml").write_text('bib = ["a.bib"]\n[lint]\nselect = ["P"]\n')
    return folder


def filled(text: str, facts: dict[str, str]) -> str:
    """Fills in what GitHub's runner fills in; every expression must be known."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda match: facts[match[1]], text)


def run_action(site: Path, **inputs: str) -> dict[str, subprocess.CompletedProcess[str]]:
    """Runs the shell steps of the action as a runner does, without GitHub's own actions; by name."""
    temp = site.parents[1] / "temp"
    facts = {f"inputs.{name}": each.get("default", "") for name, each in ACTION["inputs"].items()}
    facts |= {f"inputs.{name}": text for name, text in inputs.items()}
    facts |= {"runner.temp": str(temp), "github.action_path": str(ROOT)}
    facts["steps.python.outputs.python-path"] = sys.executable
    results = {}
    for step in ACTION["runs"]["steps"]:
        is_wanted = "if" not in step or (inputs.get("sarif") and facts["inputs.command"] == "lint")
        if "run" not in step or not is_wanted or (step["name"] == "Install" and temp.exists()):
            continue
        given = {name: filled(text, facts) for name, text in step.get("env", {}).items()}
        environment = {**os.environ, "RUNNER_TEMP": str(temp), "GITHUB_WORKSPACE": str(site.parent), **given}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        folder = site.parent / filled(step.get("working-directory", "."), facts)
        results[step["name"]] = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        if results[step["name"]].returncode:
            break
    return results


def test_the_action_annotates_and_writes_sarif(site: Path) -> None:
    inputs = {"working-directory": "home page", "args": "--select 'P'", "sarif": "pubs.sarif"}
    results = run_action(site, **inputs)
    assert list(results) == ["Install", "SARIF", "Run"], results
    assert results["Install"].returncode == results["SARIF"].returncode == 0, results
    assert results["Run"].returncode == 1
    assert results["Run"].stdout.startswith("::error title=P006 repeated-field,file=home page/a.bib,line=4,")
    content = json.loads((site / "pubs.sarif").read_text())
    place = content["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "home%20page/a.bib"
    other = run_action(site, command="format --check", args='"home page/a.bib"')
    assert list(other) == ["Run"] and other["Run"].returncode == 0, other
    quoted = run_action(site, args="--config \"home page/pubs.toml\" --ignore '$(touch x)'")
    assert "no rule has the code '$(touch x)'" in quoted["Run"].stderr and not (site.parent / "x").exists()


def test_the_action_is_one_by_githubs_schema() -> None:
    check = [f"{BINARIES}/check-jsonschema", "--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml")]
    result = subprocess.run(check, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_the_workflow_that_publishes_the_documentation_is_valid() -> None:
    workflow = ROOT / ".github" / "workflows" / "docs.yml"
    check = [f"{BINARIES}/check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(workflow)]
    result = subprocess.run(check, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
    steps = yaml.safe_load(workflow.read_text())["jobs"]["build"]["steps"]
    made = next(step["with"]["path"] for step in steps if "pages-artifact" in step.get("uses", ""))
    assert f"site_dir: {made}" in (ROOT / "mkdocs.yml").read_text() and any(
        step.get("run") == "make docs" for step in steps
    )


def yaml_blocks(schema: str) -> list[str]:
    text = (ROOT / "docs" / "ci.md").read_text()
    return re.findall(rf"<!-- {schema} -->\n```yaml\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize(("schema", "count"), [("vendor.github-workflows", 4), ("vendor.gitlab-ci", 1)])
def test_recipes_are_valid_by_their_services_schema(tmp_path: Path, schema: str, count: int) -> None:
    blocks = yaml_blocks(schema)
    assert len(blocks) == count
    for index, block in enumerate(blocks):
        (tmp_path / f"{index}.yml").write_text(block)
        check = [f"{BINARIES}/check-jsonschema", "--builtin-schema", schema, str(tmp_path / f"{index}.yml")]
        result = subprocess.run(check, capture_output=True, text=True)
        assert result.returncode == 0, result.stdout


def test_the_workflow_that_renders_commits_once(tmp_path: Path) -> None:
    """Its own steps run in a clone; what they push is the page as rendered, and a second run pushes nothing."""
    origin, clone = tmp_path / "origin.git", tmp_path / "clone"
    (recipe,) = [text for text in yaml_blocks("vendor.github-workflows") if "git push" in text]
    steps = [step["run"] for step in yaml.safe_load(recipe)["jobs"]["render"]["steps"] if "run" in step][1:]
    environment = {**os.environ, "PATH": f"{BINARIES}{os.pathsep}{os.environ['PATH']}"}

    def run(*command: str) -> str:
        folder = clone if clone.exists() else tmp_path
        return subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout

    run("git", "init", "--quiet", "--bare", str(origin))
    run("git", "clone", "--quiet", str(origin), str(clone))
    (clone / "a.bib").write_text("@misc{owl, title = {Owls}, year = 2024}")
    (clone / "about.md").write_text("<!-- pubs:begin all -->\n<!-- pubs:end all -->\n")
    (clone / "pubs.toml").write_text('bib = "a.bib"\npages = "about.md"\n[list.all]\ntheme = "badge-list"\n')
    run("git", "add", ".")
    run("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "Site")
    run("git", "push", "--quiet", "--set-upstream", "origin", "HEAD")
    for _ in range(2):
        for step in steps:
            run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step)
        assert run("git", "log", "--format=%s", "@{upstream}").split() == ["Publications", "Site"]
    assert "Owls" in run("git", "show", "@{upstream}:about.md") and run("git", "status", "--short") == ""


def test_commands_in_the_recipes_are_there(tmp_path: Path) -> None:
    """Every call of pubmanager in a recipe has options that the command knows."""
    text = (ROOT / "docs" / "ci.md").read_text() + (ROOT / "docs" / "editors.md").read_text()
    calls = set(re.findall(r"pubmanager ((?:lint|format|render)(?: [\w./=-]+)*)", text))
    assert len(calls) > 5
    for call in calls:
        for option in re.findall(r"--[\w-]+", call):
            result = subprocess.run([f"{BINARIES}/pubs", call.split()[0], "--help"], capture_output=True, text=True)
            assert option in result.stdout, call


HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


def test_the_manifest_of_hooks_is_one_by_pre_commit() -> None:
    check = [f"{BINARIES}/pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    assert subprocess.run(check, check=False).returncode == 0
    assert [hook["id"] for hook in HOOKS] == ["pubs-lint", "pubs-lint-fix", "pubs-format", "pubs-render-check"]


def test_hooks_run_in_a_repository(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pre-commit runs the hooks on a commit; they are taken over as local ones, with this installation."""
    repository = site.parent
    monkeypatch.setenv("PATH", f"{BINARIES}:{os.environ['PATH']}")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(repository.parent / "cache"))
    arguments = {"pubs-lint": ["--config", "home page/pubs.toml"], "pubs-lint-fix": ["--config", "home page/pubs.toml"]}
    hooks = [
        {**hook, "language": "system", "args": arguments[hook["id"]]} for hook in HOOKS if hook["id"] in arguments
    ] + [{**hook, "language": "system"} for hook in HOOKS if hook["id"] == "pubs-format"]
    (repository / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [{"repo": "local", "hooks": hooks}]}))

    def git(*call: str) -> subprocess.CompletedProcess[str]:
        settings = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        return subprocess.run(["git", *settings, *call], cwd=repository, capture_output=True, text=True)

    git("init", "-q")
    subprocess.run([f"{BINARIES}/pre-commit", "install"], cwd=repository, check=True, capture_output=True)
    git("add", ".")
    refused = git("commit", "-m", "first")
    assert refused.returncode == 1 and "error P006 field 'year' is repeated" in refused.stderr + refused.stdout
    assert git("log").returncode != 0
    (site / "a.bib").write_text(BROKEN.replace("  year = 2,\n", ""))
    git("add", ".")
    accepted = git("commit", "-m", "first")
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
    assert accepted.stderr.count("Passed") == 3
    (site / "a.bib").write_text("@misc{owl,\n  title = {Owls},\n  year = 1,\n year=2024}\n")
    assert git("commit", "-am", "second").returncode == 1
