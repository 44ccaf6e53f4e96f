"""`cairn verify` on real buckets: stopped and started again, on what was downloaded, on a journal."""

from __future__ import annotations

import collections
import gzip
import hashlib
import http.client
import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading
import time

import pytest

import delivery
import servers
import verify_benchmark
from trails import World

FILES = 240
BUCKET, REGION = verify_benchmark.BUCKET, verify_benchmark.REGION


class SlowDoor:
    """Stands in front of a Cairn, takes its time with every object, and counts which were read."""

    def __init__(self, cairn: servers.Cairn, seconds: float) -> None:
        self.reads: collections.Counter = collections.Counter()
        self.seconds = seconds
        # What comes in the place of an object, by its number: nothing but the end of the connection, or an error.
        self.broken, self.refused, self.cut = set(), set(), set()
        self.lock = threading.Lock()
        door = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def forward(self) -> None:
                number = 0
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.path.endswith(".json.gz"):
                    with door.lock:
                        door.reads[self.path.split("/")[-1]] += 1
                        number = door.reads.total()
                    time.sleep(door.seconds)
                    if number in door.broken:
                        self.close_connection = True
                        return
                    if number in door.refused:
                        return self.refuse()
                connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=30)
                connection.request(self.command, self.path, body, dict(self.headers.items()))
                answer = connection.getresponse()
                content = answer.read()
                connection.close()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if number in door.cut:
                    self.close_connection = True
                    content = content[: len(content) // 2]
                self.wfile.write(content)

            def refuse(self) -> None:
                content = b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
                self.send_response(503)
                self.send_header("Content-Type", "application/xml")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = forward

            def log_message(self, *arguments) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        # A client that is killed leaves broken connections.
        self.server.handle_error = lambda *arguments: None
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def log_reads(self) -> set[str]:
        return {name for name in self.reads if "CloudTrail-Digest" not in name}

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def world(start_cairn) -> World:
    """A Cairn whose bucket holds log files and their digests."""
    world = World(start_cairn(None, "--lenient"))
    verify_benchmark.make_bucket(world, FILES)
    return world


@pytest.fixture
def door(world):
    door = SlowDoor(world.cairn, 0.1)
    yield door
    door.close()


def environment(world: World) -> dict[str, str]:
    return servers.clean_environment(AWS_ACCESS_KEY_ID=world.account, AWS_SECRET_ACCESS_KEY="s")


def verify_through(door: SlowDoor, world: World, state: pathlib.Path | None) -> tuple[int, dict]:
    options = ["--state", str(state)] if state else []
    answer = servers.run_cairn(
        "verify", f"s3://{BUCKET}", "--through-endpoint", "--endpoint-url", door.url, "--output", "json", *options,
        timeout=60, environment=environment(world),
    )
    assert answer.stdout, answer.stderr
    return answer.returncode, json.loads(answer.stdout)


def kill_in_the_middle(door: SlowDoor, world: World, state: pathlib.Path, digests: int = 5) -> set[str]:
    """Starts a verification and kills it with SIGKILL. Returns the log files whose digests it has noted."""
    command = [str(servers.cairn_binary()), "verify", f"s3://{BUCKET}", "--through-endpoint", "--endpoint-url", door.url, "--state", str(state)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(world))

    def noted() -> list[str]:
        return state.read_text().splitlines()[1:] if state.exists() else []

    try:
        servers.wait_until(lambda: len(noted()) >= digests, 30, f"{digests} digests are noted", pause=0.005)
        assert process.poll() is None, "it was done before it could be killed"
    finally:
        process.kill()
        process.wait()
    done = [json.loads(line)["digest"] for line in noted() if line.endswith("}")]
    s3, names = world.client("s3", REGION), set()
    for key in done:
        digest = json.loads(gzip.decompress(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()))
        names |= {entry["s3Object"].split("/")[-1] for entry in digest["logFiles"]}
    door.reads.clear()
    return names


def key_of(world: World, name: str) -> str:
    (key,) = [key for key in delivery.objects(world, BUCKET) if key.endswith(name)]
    return key


def test_a_verification_that_is_killed_goes_on_where_it_was(world, door, tmp_path):
    state = tmp_path / "state"
    done = kill_in_the_middle(door, world, state)
    status, report = verify_through(door, world, state)
    assert status == 0 and report["logFiles"] == {"valid": FILES, "invalid": 0, "unproven": 0}
    assert door.log_reads().isdisjoint(done)
    assert len(door.log_reads()) == FILES - len(done)
    assert [note["count"] for note in report["notes"] if note["kind"] == "resumed"] == [len(done)]
    assert not state.exists()


def test_it_can_be_killed_again_and_again(world, door, tmp_path):
    state, done = tmp_path / "state", set()
    for round in range(3):
        before = done
        done = kill_in_the_middle(door, world, state, digests=4 * (round + 1))
        assert done > before
    status, report = verify_through(door, world, state)
    assert status == 0 and report["logFiles"]["valid"] == FILES
    assert door.log_reads().isdisjoint(done)


def test_what_is_changed_while_it_is_stopped_is_found(world, door, tmp_path):
    state, s3 = tmp_path / "state", world.client("s3", REGION)
    altered, removed, *_ = sorted(kill_in_the_middle(door, world, state))
    text = gzip.decompress(s3.get_object(Bucket=BUCKET, Key=key_of(world, altered))["Body"].read())
    s3.put_object(Bucket=BUCKET, Key=key_of(world, altered), Body=gzip.compress(text + b" "))
    s3.delete_object(Bucket=BUCKET, Key=key_of(world, removed))
    status, report = verify_through(door, world, state)
    assert status == 1
    found = {finding["key"].split("/")[-1]: finding["kind"] for finding in report["findings"]}
    assert found == {altered: "alteredLogFile", removed: "missingLogFile"}


def test_the_state_of_a_folder_notices_a_file_whose_time_was_set_back(world, tmp_path):
    """A folder is fast: it is stopped by a log file that cannot be read."""
    folder, state = world.cairn.data_dir / "buckets" / BUCKET, tmp_path / "state"
    logs = sorted(folder.glob("AWSLogs/*/CloudTrail/**/*.json.gz"))
    oldest = logs[0]
    content = oldest.read_bytes()

    def run() -> subprocess.CompletedProcess:
        return servers.run_cairn(
            "verify", str(folder), "--endpoint-url", world.cairn.url, "--state", str(state), "--output", "json",
            timeout=60, environment=environment(world),
        )

    # Reading a folder as a file fails, and with it the run: EISDIR.
    oldest.unlink()
    oldest.mkdir()
    first = run()
    if first.returncode != 3:
        pytest.skip("the system reads a folder like a file that is not there")
    assert state.exists()
    oldest.rmdir()
    oldest.write_bytes(content)
    victim = logs[-1]
    times, data = victim.stat(), bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    with open(victim, "r+b") as file:
        file.write(data)
    os.utime(victim, ns=(times.st_atime_ns, times.st_mtime_ns))
    second = run()
    report = json.loads(second.stdout)
    assert second.returncode == 1
    assert [pathlib.Path(finding["key"]).name for finding in report["findings"]] == [victim.name]
    assert any(note["kind"] == "resumed" for note in report["notes"])


def test_a_state_that_is_something_else_is_left_alone(world, tmp_path):
    state = tmp_path / "letter.txt"
    state.write_text("Dear all,\n")
    answer = servers.run_cairn("verify", f"s3://{BUCKET}", "--through-endpoint", "--endpoint-url", world.cairn.url, "--state", str(state))
    assert answer.returncode == 3 and "letter.txt" in answer.stderr
    assert state.read_text() == "Dear all,\n"


# MARK: a bucket that answers badly


def test_errors_and_broken_connections_are_no_findings(world, door):
    door.seconds = 0
    door.broken, door.refused, door.cut = set(range(3, 240, 40)), set(range(17, 240, 40)), set(range(31, 240, 40))
    status, report = verify_through(door, world, None)
    assert status == 0 and report["logFiles"] == {"valid": FILES, "invalid": 0, "unproven": 0}
    assert door.reads.total() > FILES + FILES // verify_benchmark.FILES_PER_DIGEST


# MARK: a bucket of the Cairn on this machine


def verify_nearby(door: SlowDoor, world: World) -> tuple[int, dict]:
    """Without a word of how to read the bucket."""
    answer = servers.run_cairn(
        "verify", f"s3://{BUCKET}", "--endpoint-url", door.url, "--output", "json", environment=environment(world))
    assert answer.stdout, answer.stderr
    return answer.returncode, json.loads(answer.stdout)


def test_a_bucket_on_this_machine_is_read_where_it_lies(world, door):
    door.seconds = 0
    assert verify_nearby(door, world) == verify_through(SlowDoor(world.cairn, 0), world, None)
    assert door.log_reads() == set(), "not one log file came through the socket"
    path = next((world.cairn.data_dir / "buckets" / BUCKET / "AWSLogs").rglob("*_CloudTrail_*.json.gz"))
    path.write_bytes(path.read_bytes()[:-1])
    status, report = verify_nearby(door, world)
    assert status == 1 and report["logFiles"]["invalid"] == 1


def test_a_folder_that_is_not_surely_the_same_is_not_read(world, door):
    door.seconds = 0
    (world.cairn.data_dir / "buckets" / ".cairn" / "place").write_text("another machine's")
    status, report = verify_nearby(door, world)
    assert status == 0 and report["logFiles"]["valid"] == FILES
    assert len(door.log_reads()) == FILES


def test_the_place_of_buckets_is_told_on_loopback_without_access_control_only(start_cairn, tmp_path):
    config = tmp_path / "c.json"
    config.write_text(json.dumps({"identities": [
        {"accessKeyId": "A", "secretAccessKey": "s", "type": "Root", "accountId": servers.ACCOUNT}]}))
    health = lambda cairn: json.loads(servers.http_get(f"{cairn.url}/_cairn/health")[1])  # noqa: E731
    assert health(start_cairn(None))["buckets"]["folder"].endswith("/buckets")
    assert "buckets" not in health(start_cairn(None, "--host", "0.0.0.0"))
    assert "buckets" not in health(start_cairn(None, "--auth", "--config", str(config)))


# MARK: what was downloaded


def download(world: World, folder: pathlib.Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "awscli", "--endpoint-url", world.cairn.url, "s3", "sync", f"s3://{BUCKET}", str(folder)],
        check=True,
        capture_output=True,
        timeout=120,
        env=servers.clean_environment(
            AWS_ACCESS_KEY_ID=world.account, AWS_SECRET_ACCESS_KEY="s", AWS_DEFAULT_REGION=REGION
        ),
    )


def test_a_download_is_verified_without_a_connection(world, tmp_path):
    copy, keys = tmp_path / "copy", tmp_path / "keys.json"
    download(world, copy)
    listed = subprocess.run(
        [sys.executable, "-m", "awscli", "--endpoint-url", world.cairn.url, "--region", REGION, "--output", "json"]
        + ["cloudtrail", "list-public-keys"],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env=servers.clean_environment(AWS_ACCESS_KEY_ID=world.account, AWS_SECRET_ACCESS_KEY="s"),
    )
    keys.write_text(listed.stdout)
    world.cairn.stop()

    def run(place: pathlib.Path) -> tuple[int, dict]:
        answer = servers.run_cairn("verify", str(place), "--keys", str(keys), "--output", "json", timeout=60)
        return answer.returncode, json.loads(answer.stdout)

    digests = -(-FILES // verify_benchmark.FILES_PER_DIGEST)
    status, report = run(copy)
    assert status == 0 and report["logFiles"]["valid"] == FILES
    # A copy has no metadata: all but the newest digest are proven by the one that follows.
    assert report["digests"] == {"valid": digests - 1, "invalid": 0, "unproven": 1}
    # A part of the copy, moved to another place.
    (part,) = copy.glob("AWSLogs/*")
    moved = part.rename(tmp_path / "elsewhere")
    status, report = run(moved)
    assert status == 0 and report["logFiles"]["valid"] == FILES
    several = sorted(moved.glob("CloudTrail-Digest/**/*.json.gz"))[4:8]
    for file in several:
        file.unlink()
    status, report = run(moved)
    assert status == 1
    assert [pathlib.Path(finding["key"]).name for finding in report["findings"]] == [file.name for file in several]
    assert {finding["kind"] for finding in report["findings"]} == {"missingDigest"}


# MARK: the journal


def write_journal(folder: pathlib.Path, segments: int = 4, records: int = 50) -> list[pathlib.Path]:
    """Segments and their seals, as the format says; the last segment is still open."""
    folder.mkdir(parents=True)
    previous, files = None, []
    for number in range(segments):
        first = number * records + 1
        data = b"".join(b'{"eventID":"%d"}\n' % (first + i) for i in range(records))
        file = folder / f"{first:020d}.ndjson"
        file.write_bytes(data)
        files.append(file)
        if number == segments - 1:
            break
        seal = {
            "version": 1, "segment": file.name, "firstSequence": first, "lastSequence": first + records - 1,
            "count": records, "byteLength": len(data), "sha256": hashlib.sha256(data).hexdigest(),
            "previousSeal": previous, "sealedAt": "2026-03-01T10:00:00Z",
        }
        text = json.dumps(seal).encode()
        file.with_suffix(".seal.json").write_bytes(text)
        previous = hashlib.sha256(text).hexdigest()
    return files


def flip(file: pathlib.Path) -> None:
    data = bytearray(file.read_bytes())
    data[14] ^= 1
    file.write_bytes(data)


def reseal(file: pathlib.Path) -> None:
    """Changes a segment and makes its seal fit again: only the seal after it can tell."""
    flip(file)
    seal_file = file.with_suffix(".seal.json")
    seal = json.loads(seal_file.read_text()) | {"sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    seal_file.write_text(json.dumps(seal))


JOURNAL = {
    "nothing": (lambda files: None, None),
    "a byte of a segment": (lambda files: flip(files[1]), "00000000000000000051.ndjson"),
    "a segment is gone": (lambda files: (files[1].unlink(), files[1].with_suffix(".seal.json").unlink()), "51.ndjson"),
    "a seal is gone": (lambda files: files[1].with_suffix(".seal.json").unlink(), "51.seal.json"),
    "a segment with a new seal": (lambda files: reseal(files[1]), "101.seal.json"),
}


@pytest.mark.parametrize("what", JOURNAL)
def test_the_chain_of_seals(what, binary, tmp_path):
    change, named = JOURNAL[what]
    change(write_journal(tmp_path / "data" / "journal"))
    for place in (tmp_path / "data", tmp_path / "data" / "journal"):
        answer = servers.run_cairn("verify", str(place), "--keys", str(keys_file(tmp_path)), "--output", "json")
        report = json.loads(answer.stdout)
        assert report["journals"][0]["segments"] >= 3
        assert answer.returncode == (0 if named is None else 1), answer.stdout
        assert report["good"] == (named is None)
        if named:
            assert any(finding["key"].endswith(named) for finding in report["findings"]), report["findings"]


def keys_file(folder: pathlib.Path) -> pathlib.Path:
    file = folder / "no-keys.json"
    file.write_text('{"PublicKeyList":[]}')
    return file
