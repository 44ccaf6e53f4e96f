"""The commands of docs/operating/trails.md, run as they stand there."""

from __future__ import annotations

import json
import pathlib
import re
import subprocess

import servers

PAGE = pathlib.Path(__file__).resolve().parent.parent.parent / "docs/operating/trails.md"


def commands(section: str) -> list[str]:
    """What follows `$ ` in a section's console blocks, continued lines joined."""
    text = PAGE.read_text().split(f"## {section}\n")[1].split("\n## ")[0]
    found: list[str] = []
    for block in re.findall(r"```console\n(.*?)```", text, re.S):
        for entry in re.split(r"^\$ ", block, flags=re.M)[1:]:
            lines = entry.splitlines()
            kept = [lines[0]]
            while kept[-1].endswith("\\") or "\n".join(kept).count("'") % 2 == 1 and len(kept) < len(lines):
                kept.append(lines[len(kept)])
            found.append("\n".join(kept))
    return found


def run(cairn: servers.Cairn, command: str, folder: pathlib.Path) -> subprocess.CompletedProcess:
    binary = servers.cairn_binary()
    environment = servers.clean_environment(
        PATH=f"{binary.parent}:{pathlib.Path(servers.sys.executable).parent}:/usr/bin:/bin",
        AWS_ENDPOINT_URL=cairn.url,
        AWS_ACCESS_KEY_ID=servers.ACCOUNT,
        AWS_SECRET_ACCESS_KEY="any",
        AWS_DEFAULT_REGION=servers.REGION,
        HOME=str(folder),
    )
    command = command.replace("http://127.0.0.1:4734", cairn.url)
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, env=environment, cwd=folder, timeout=60
    )


def test_from_nothing_to_a_trail(start_cairn, tmp_path):
    cairn = start_cairn(None)
    steps = [step for step in commands("From nothing to a trail") if step.startswith("aws ")]
    assert len(steps) == 5
    for step in steps:
        answer = run(cairn, step, tmp_path)
        assert answer.returncode == 0, (step, answer.stderr)
    assert json.loads(answer.stdout)["IsLogging"] is True
    records = [json.dumps({"Records": cairn.records()})]
    (tmp_path / "events.json").write_text(records[0])
    for step in commands("Which events"):
        answer = run(cairn, step, tmp_path)
        assert answer.returncode in (0, 1), (step, answer.stderr)
    assert "CreateTrail" in answer.stdout


def test_without_a_policy_the_message_names_the_command(start_cairn, tmp_path):
    cairn = start_cairn(None)
    run(cairn, "aws s3 mb s3://audit-logs", tmp_path)
    answer = run(cairn, "aws cloudtrail create-trail --name audit --s3-bucket-name audit-logs", tmp_path)
    assert answer.returncode != 0
    assert "Incorrect S3 bucket policy is detected for bucket: audit-logs" in answer.stderr
    assert "cairn policy bucket audit-logs --trail-arn" in answer.stderr


def test_curl_alone_will_do(start_cairn, tmp_path):
    cairn = start_cairn(None)
    describe, get = commands("Without an SDK")
    assert json.loads(run(cairn, describe, tmp_path).stdout) == {"trailList": []}
    answer = json.loads(run(cairn, get, tmp_path).stdout)
    assert answer["__type"] == "TrailNotFoundException"
    assert answer["message"] == "Unknown trail: nothing for the user: 123456789012"
