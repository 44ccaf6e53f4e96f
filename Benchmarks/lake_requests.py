"""How long it takes over HTTP from a query's start to its first row, and from a call's answer until a query finds it."""

import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

ROUNDS = 20


def call(port, operation, request):
    """A call of the CloudTrail API, signed by nobody in particular."""
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": f"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.{operation}",
        "Authorization": "AWS4-HMAC-SHA256 Credential=123456789012/20260301/us-east-1/cloudtrail/aws4_request, "
        "SignedHeaders=host;x-amz-date, Signature=" + "0" * 64,
    }
    body = json.dumps(request).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/", body, headers)) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return json.loads(error.read())


def rows(port, statement):
    run = call(port, "StartQuery", {"QueryStatement": statement})["QueryId"]
    while True:
        answer = call(port, "GetQueryResults", {"QueryId": run})
        if answer["QueryStatus"] not in ("QUEUED", "RUNNING"):
            return answer["QueryResultRows"]
        time.sleep(0.002)


def measure(cairn, duckdb, folder, port):
    """In seconds: from the answer of a call to the end of the query that has its event, the 95th percentile; and from
    StartQuery to the answer with the first row, the median."""
    command = [cairn, "serve", "--port", str(port), "--data-dir", str(folder), "--lenient", "--log-level", "warning"]
    environment = {**os.environ, "CAIRN_DUCKDB": duckdb}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            while not process.stdout.readline().rstrip().endswith("Ready."):
                assert process.poll() is None, "cairn ended"
            store = call(port, "CreateEventDataStore", {"Name": "fresh"})["EventDataStoreArn"].rpartition("/")[2]
            rows(port, f"SELECT count(*) FROM {store}")
            fresh = sorted(freshness(port, store, number) for number in range(ROUNDS))
            starts = sorted(first_row(port, store) for _ in range(2 * ROUNDS))
            return fresh[int(ROUNDS * 0.95) - 1], starts[ROUNDS]
        finally:
            process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()


def freshness(port, store, number):
    name = f"nothing-{number}"
    call(port, "DeleteTrail", {"Name": name})
    start = time.monotonic()
    statement = f"SELECT 1 FROM {store} WHERE element_at(requestParameters, 'name') = '{name}'"
    while not rows(port, statement):
        assert time.monotonic() - start < 30, "the event is not found"
    return time.monotonic() - start


def first_row(port, store):
    start = time.monotonic()
    found = rows(port, f"SELECT eventID FROM {store} WHERE eventName = 'DeleteTrail' LIMIT 1")
    assert found, "the query has no row"
    return time.monotonic() - start
