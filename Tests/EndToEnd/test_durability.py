"""What was answered is kept: SIGKILL under load, torn and damaged segments, full and read-only disks."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import pathlib
import random
import re
import subprocess
import time

import botocore.exceptions
import pytest

import servers
from load import Load, put_parameter

KILLS = 20
FILLER = "d" * 90_000  # about the size at which a thousand records fill a segment


def names_of(records: list[dict]) -> list[str]:
    return [
        record["requestParameters"]["name"]
        for record in records
        if record["eventName"] == "PutParameter" and record.get("requestParameters")
    ]


def history_names(boto, cairn) -> set[str]:
    """The names of every PutParameter event that LookupEvents gives."""
    pages = (
        boto("cloudtrail", cairn.url, read_timeout=60)
        .get_paginator("lookup_events")
        .paginate(LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "PutParameter"}])
    )
    return set(names_of([json.loads(event["CloudTrailEvent"]) for page in pages for event in page["Events"]]))


def wait_for_history(boto, cairn, names: set[str], seconds: float = 30) -> None:
    missing: set[str] = set(names)

    def whole() -> bool:
        nonlocal missing
        missing = names - history_names(boto, cairn)
        return not missing

    try:
        servers.wait_until(whole, seconds, "history is complete", cairn, 0.3)
    except AssertionError as error:
        raise AssertionError(
            f"{len(missing)} of {len(names)} calls are not in the history, e.g. " f"{sorted(missing)[:5]}\n{error}"
        ) from None


def put(cairn, name: str, description: str = "") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    with contextlib.closing(connection):
        return put_parameter(connection, name, description)[0]


def put_many(cairn, prefix: str, count: int, description: str = "") -> list[str]:
    """Calls on one connection; the names that were answered with 200. Ends at the first other answer."""
    done: list[str] = []
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    with contextlib.closing(connection):
        for number in range(count):
            status, _ = put_parameter(connection, f"{prefix}-{number}", description)
            if status != 200:
                break
            done.append(f"{prefix}-{number}")
    return done


def test_kill_minus_nine_loses_nothing_that_was_answered(start_cairn, stub, boto, tmp_path):
    upstream, seed = stub("api"), int(os.environ.get("CAIRN_E2E_SEED", random.randrange(1 << 30)))
    chance, data = random.Random(seed), tmp_path / "data"
    print(f"\nCAIRN_E2E_SEED={seed}")
    acknowledged: set[str] = set()
    began = time.monotonic()
    for round_number in range(KILLS):
        cairn = start_cairn(upstream.url, data_dir=data)
        load = Load(cairn.port, f"r{round_number}", pause=0.002).start()
        time.sleep(chance.uniform(0.05, 0.7))
        cairn.kill()
        answered = load.join()
        acknowledged.update(answered)
        # The torn tail is only cut at the next start: read whole lines.
        kept = set(names_of(servers.read_journal(data / "journal")))
        lost = acknowledged - kept
        assert not lost, f"round {round_number}: {len(lost)} answered calls are not in the journal: {sorted(lost)[:5]}"
    cairn = start_cairn(upstream.url, data_dir=data)
    kept = names_of(cairn.records())
    assert not acknowledged - set(kept)
    assert len(kept) == len(set(kept)), "a call is in the journal twice"
    wait_for_history(boto, cairn, set(kept), 60)
    took = time.monotonic() - began
    print(f"{KILLS} kills, {len(acknowledged)} calls answered, {len(kept)} in journal and history, {took:.0f} s")
    assert len(acknowledged) > KILLS * 5, "too little load to mean anything"


def test_a_torn_tail_is_set_aside_and_named(start_cairn, stub, boto, tmp_path):
    upstream, data = stub("api"), tmp_path / "data"
    cairn = start_cairn(upstream.url, data_dir=data)
    before = put_many(cairn, "before", 50)
    assert len(before) == 50
    cairn.kill()
    segment = sorted((data / "journal").glob("*.ndjson"))[-1]
    whole = segment.read_bytes()
    half = b'{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","marker":"half-a-line'
    with open(segment, "ab") as file:
        file.write(half)
    cairn = start_cairn(upstream.url, data_dir=data)
    aside = [path for path in (data / "journal").iterdir() if ".torn" in path.name]
    assert len(aside) == 1, [path.name for path in (data / "journal").iterdir()]
    assert aside[0].read_bytes() == half, "the torn bytes must be kept as they were"
    assert segment.read_bytes().startswith(whole), "what was whole must not change"
    log = cairn.own_log()
    assert aside[0].name in log or segment.name in log, f"the start-up log names no file:\n{log}"
    assert "torn" in log.lower()
    after = put_many(cairn, "after", 20)
    wait_for_history(boto, cairn, set(before + after))
    assert b"half-a-line" not in b"".join(path.read_bytes() for path in (data / "journal").glob("*.ndjson"))


def test_a_flipped_bit_in_a_sealed_segment_is_named(start_cairn, stub, boto, tmp_path):
    upstream, data = stub("api"), tmp_path / "data"
    cairn = start_cairn(upstream.url, data_dir=data)
    journal = data / "journal"
    names: list[str] = []
    deadline = time.monotonic() + 60
    while not list(journal.glob("*.seal.json")):
        assert time.monotonic() < deadline, "no segment was sealed within 60 s"
        names += put_many(cairn, f"b{len(names)}", 50, FILLER)
    assert cairn.stop() == 0
    seal = sorted(journal.glob("*.seal.json"))[0]
    segment = journal / seal.name.replace(".seal.json", ".ndjson")
    assert servers.run_cairn("doctor", "--data-dir", str(data)).returncode in (0, 1)
    with open(segment, "r+b") as file:
        file.seek(FILLER.__len__() // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    cairn = start_cairn(upstream.url, data_dir=data)
    doctor = servers.run_cairn("doctor", "--data-dir", str(data))
    told = {"log": cairn.own_log(), "cairn doctor": doctor.stdout + doctor.stderr}
    # The chain is checked in the background too: the log may be a moment later.
    with contextlib.suppress(AssertionError):
        servers.wait_until(lambda: segment.name in cairn.own_log(), 5, "named in the log")
    told["log"] = cairn.own_log()
    number = segment.name.split(".")[0]
    assert any(number in text for text in told.values()), "nobody names the damaged segment:\n" + "\n".join(
        f"--- {where}\n{text[-1500:]}" for where, text in told.items()
    )
    wait_for_history(boto, cairn, set(names))
    assert len(names_of(cairn.records())) == len(names)


# --- disks --------------------------------------------------------------------------------------------------------


@pytest.fixture
def tmpfs(tmp_path):
    """A function that mounts a tmpfs of some MiB; skipped where that is not allowed."""
    mounted: list[pathlib.Path] = []

    def mount(mebibytes: int, options: str = "") -> pathlib.Path:
        if os.geteuid() != 0:
            pytest.skip("mounting a tmpfs needs root")
        folder = tmp_path / f"disk-{len(mounted)}"
        folder.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m{options}", "tmpfs", str(folder)],
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            pytest.skip(f"no tmpfs here: {done.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        # A process that is about to end may still hold a file.
        for _ in range(50):
            if subprocess.run(["umount", str(folder)], capture_output=True).returncode == 0:
                break
            time.sleep(0.1)
        else:
            subprocess.run(["umount", "-l", str(folder)], capture_output=True)


def fill(cairn, disk: pathlib.Path, prefix: str) -> list[str]:
    """Records until the disk takes no more; the names of what was answered with 200."""
    names = put_many(cairn, prefix, 400, FILLER)
    assert len(names) < 400, "the disk never became full"
    return names


@pytest.mark.needs_root
def test_a_full_disk_refuses_calls_and_recovers(tmpfs, start_cairn, stub, boto):
    upstream, disk = stub("api"), tmpfs(8)
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(3 << 20))
    cairn = start_cairn(upstream.url, data_dir=disk / "data")
    answered = put_many(cairn, "small", 20)
    answered += fill(cairn, disk, "big")
    print(f"\n{len(answered)} calls answered before the disk was full")
    refusals = {
        "json": (
            boto("ssm", cairn.url).put_parameter,
            {"Name": "no", "Value": "v", "Type": "String", "Description": FILLER[:1000]},
        ),
        "query": (boto("iam", cairn.url).create_user, {"UserName": "no" * 30}),
        "ec2": (boto("ec2", cairn.url).create_vpc, {"CidrBlock": "10.0.0.0/16"}),
        "rest-xml": (boto("s3", cairn.url).create_bucket, {"Bucket": "refused"}),
        "rest-json": (
            boto("lambda", cairn.url).tag_resource,
            {"Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Tags": {"a": "b"}},
        ),
    }
    for protocol, (call, arguments) in refusals.items():
        with pytest.raises(botocore.exceptions.ClientError) as raised:
            for _ in range(300):  # a small record may still find room
                call(**arguments)
        answer = raised.value.response
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 503, f"{protocol}: {answer}"
        assert answer["Error"]["Code"] not in (
            "503",
            "Unknown",
            "",
        ), f"{protocol}: the error was not understood: {answer}"
        print(f"{protocol}: {answer['Error']['Code']}: {answer['Error'].get('Message')}")
    assert cairn.is_running, cairn.own_log()[-2000:]
    assert re.search(r"(?i)no space|disk|full|ENOSPC", cairn.own_log()), "the log does not say why"
    ballast.unlink()
    servers.wait_until(
        lambda: put(cairn, "freed") == 200, 15, "calls are taken again after space was freed", cairn, 0.2
    )
    answered += put_many(cairn, "again", 20)
    kept = set(names_of(cairn.records()))
    assert not set(answered) - kept
    assert cairn.call_counts()["rejected"] > 0
    cairn.stop()
    cairn = start_cairn(upstream.url, data_dir=disk / "data")
    wait_for_history(boto, cairn, set(answered) | {"freed"})


@pytest.mark.needs_root
def test_forward_lets_calls_pass_on_a_full_disk_and_counts_them(tmpfs, start_cairn, stub):
    upstream, disk = stub("api"), tmpfs(6)
    (disk / "ballast").write_bytes(bytes(2 << 20))
    cairn = start_cairn(upstream.url, "--on-journal-failure", "forward", data_dir=disk / "data")
    assert len(put_many(cairn, "big", 200, FILLER)) == 200, "a call was refused although the policy is `forward`"
    unrecorded = cairn.call_counts()["unrecorded"]
    assert unrecorded > 0, f"calls that passed unrecorded are not counted: {sorted(cairn.metrics())}"
    kept = names_of(cairn.records())
    assert len(kept) + unrecorded == 200
    print(f"\n{len(kept)} recorded, {unrecorded:g} passed unrecorded")


@pytest.mark.needs_root
@pytest.mark.parametrize("existing", [False, True], ids=["new folder", "existing folder"])
def test_a_read_only_data_folder_stops_the_start(tmpfs, start_cairn, stub, existing):
    upstream, disk = stub("api"), tmpfs(16)
    if existing:
        first = start_cairn(upstream.url, data_dir=disk / "data")
        assert put(first, "one") == 200
        first.stop()
    done = subprocess.run(["mount", "-o", "remount,ro", str(disk)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    cairn = start_cairn(upstream.url, data_dir=disk / "data", wait=False)
    status = cairn.process.wait(20)
    log = cairn.own_log()
    assert status == 3, f"exit {status}\n{log}"
    assert str(disk / "data") in log, f"the message does not name the folder:\n{log}"
    assert re.search(r"(?i)read.?only|cannot|not writ|permission", log), log
    assert "Ready." not in log
