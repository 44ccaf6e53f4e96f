"""moto's own CloudTrail tests, from its source distribution, run over the network against a Cairn."""

from __future__ import annotations

import importlib.metadata
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ElementTree

import servers

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = "tests/test_cloudtrail"


def tests_folder() -> pathlib.Path:
    """The folder with moto's tests, of the version that is installed; fetched once."""
    version = importlib.metadata.version("moto")
    home = pathlib.Path(sys.prefix) / f"moto-{version}-tests"
    if not (home / FOLDER).is_dir():
        with tempfile.TemporaryDirectory(dir=sys.prefix) as scratch:
            subprocess.run(
                [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
                + ["--dest", scratch, f"moto=={version}"],
                check=True,
                timeout=300,
            )
            archive = next(pathlib.Path(scratch).glob("moto-*.tar.gz"))
            with tarfile.open(archive) as tar:
                tar.extractall(scratch, filter="data")
            (pathlib.Path(scratch) / f"moto-{version}").rename(home)
    return home


def run(url: str, report: pathlib.Path, *arguments: str) -> dict[str, str]:
    """Runs the tests against `url`. Returns the outcome of each, by name: `passed` or why it failed."""
    environment = servers.clean_environment(
        TEST_SERVER_MODE="true",
        TEST_SERVER_MODE_ENDPOINT=url,
        PYTHONPATH=str(HERE),
        AWS_ACCESS_KEY_ID="FOOBARKEY",
        AWS_SECRET_ACCESS_KEY="FOOBARSECRET",
    )
    answer = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "moto_reset", "-p", "no:cacheprovider", "-o", "addopts="]
        + [f"--junitxml={report}", FOLDER, *arguments],
        cwd=tests_folder(),
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if not report.exists():
        raise AssertionError(f"moto's tests did not run:\n{answer.stdout}\n{answer.stderr}")
    return {
        f"{case.get('classname', '').rsplit('.', 1)[-1]}::{case.get('name')}": outcome(case)
        for case in ElementTree.parse(report).iter("testcase")
    }


def outcome(case: ElementTree.Element) -> str:
    for kind in ("failure", "error", "skipped"):
        found = case.find(kind)
        if found is not None:
            return (found.get("message") or kind).splitlines()[0][:300]
    return "passed"
