"""What the constructs write, beside the AWS CDK's own templates: cfn-lint has no more to say about the one than the other.

The Swift tests write both into the folder that CAIRN_CONSTRUCTS_TEMPLATES names (same variable), for every case.
"""

from __future__ import annotations

import collections
import json
import os
import pathlib

import pytest

cfnlint = pytest.importorskip("cfnlint.api", reason="cfn-lint is not installed")

FOLDER = pathlib.Path(os.environ.get("CAIRN_CONSTRUCTS_TEMPLATES") or "/nowhere")
TEMPLATES = sorted(path for path in FOLDER.glob("*.json") if not path.name.endswith(".expected.json"))

pytestmark = pytest.mark.skipif(
    not TEMPLATES, reason="no templates: run the Swift tests with CAIRN_CONSTRUCTS_TEMPLATES naming a folder"
)


def findings(text: str) -> collections.Counter:
    """Rules and what they complain of."""
    return collections.Counter((match.rule.id, match.message) for match in cfnlint.lint(text, regions=["us-east-1"]))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name.removesuffix(".json"))
def test_cfn_lint_says_no_more_than_of_the_cdk(path: pathlib.Path):
    found = findings(path.read_text())
    if found:
        assert not found - findings(path.with_suffix(".expected.json").read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name.removesuffix(".json"))
def test_yaml_is_the_same_template(path: pathlib.Path):
    assert cfnlint_value(path.with_suffix(".yaml").read_text()) == json.loads(path.read_text())


def cfnlint_value(text: str):
    """As AWS's tools read YAML."""
    from cfnlint.decode import decode_str

    template, matches = decode_str(text)
    assert not matches, matches
    return json.loads(json.dumps(template))
