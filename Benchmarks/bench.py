"""Cairn beside its peers, in one run on the same cores. See `Benchmarks/run`.

Each comparison alternates peer and Cairn for several rounds and reports the ratio of the medians: shared machines vary,
ratios less. A ratio below what is promised is printed with a mark, and the exit status is 1.
"""

import argparse
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
CAIRN = os.environ.get("CAIRN_BINARY", str(ROOT / ".build/release/cairn"))
ROUNDS = 3
SECONDS = 5
SCOPE = "AKIAIOSFODNN7EXAMPLE/20260301/us-east-1/{service}/aws4_request"
AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=" + SCOPE + ", SignedHeaders=host;x-amz-date, Signature=" + "0" * 64
)

results: list[tuple[str, float, float | None, str]] = []


def report(name, value, promised, text):
    mark = "" if promised is None or value >= promised else f"   BELOW {promised}"
    results.append((name, value, promised, mark))
    print(f"{name:<58} {text}{mark}", flush=True)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port, path="/", seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=1).read()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing answers on port {port}")


@contextlib.contextmanager
def running(command, **options):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


@contextlib.contextmanager
def nginx(folder, upstream, proxy):
    """One nginx with an upstream that answers small and 64 KB bodies, and a proxy in front of it."""
    folder = pathlib.Path(folder)
    (folder / "www").mkdir()
    (folder / "www/large").write_bytes(b"x" * 65536)
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = f"""
{user} worker_processes auto; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 1000000; client_max_body_size 10m;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream backend {{ server 127.0.0.1:{upstream}; keepalive 64; keepalive_requests 1000000; }}
  server {{
    listen 127.0.0.1:{upstream}; root {folder}/www;
    location /box/large {{ alias {folder}/www/large; }}
    location / {{ default_type application/x-amz-json-1.1; return 200 '{{"ok":true}}'; }}
  }}
  server {{
    listen 127.0.0.1:{proxy};
    location / {{ proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host; }}
  }}
}}"""
    (folder / "nginx.conf").write_text(configuration)
    with running(["nginx", "-c", str(folder / "nginx.conf")]):
        wait_for(upstream)
        wait_for(proxy)
        yield


@contextlib.contextmanager
def cairn(folder, port, *options):
    with running([CAIRN, "serve", "--port", str(port), "--data-dir", str(folder), "--log-level", "warning", *options]) as process:
        wait_for(port, "/_cairn/health")
        yield process


def wrk(port, method="GET", path="/", headers=None, body="", connections=16, seconds=SECONDS):
    """Requests per second that wrk reaches; fails if an answer was not 2xx."""
    lines = [f'wrk.method = "{method}"', f'wrk.path = {json.dumps(path)}']
    for name, value in (headers or {}).items():
        lines.append(f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}")
    if body:
        lines.append(f"wrk.body = {json.dumps(body)}" if len(body) < 10_000 else f'wrk.body = string.rep("x", {len(body)})')
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write("\n".join(lines))
        script.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script.name, f"http://127.0.0.1:{port}{path}"]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if failed:
        raise SystemExit(f"{failed.group(1)} answers were not 2xx: {method} {path} on port {port}\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


def compare(name, promised, peer, ours):
    """Alternates the two and reports ours over peer."""
    peers, ours_measured = [], []
    for _ in range(ROUNDS):
        peers.append(peer())
        ours_measured.append(ours())
    ratio = statistics.median(ours_measured) / statistics.median(peers)
    report(name, ratio, promised, f"{statistics.median(ours_measured):10.0f}/s against {statistics.median(peers):10.0f}/s   x {ratio:.2f}")


def signed(service, **headers):
    return {
        "Authorization": AUTHORIZATION.format(service=service), "X-Amz-Date": "20260301T000000Z",
        "User-Agent": "bench/1.0", **{name.replace("_", "-"): value for name, value in headers.items()},
    }


def bench_gateway():
    upstream, proxy, port = free_port(), free_port(), free_port()
    ssm = signed("ssm", X_Amz_Target="AmazonSSM.GetParameter", Content_Type="application/x-amz-json-1.1")
    dynamodb = signed("dynamodb", X_Amz_Target="DynamoDB_20120810.GetItem", Content_Type="application/x-amz-json-1.0")
    item = '{"TableName":"t","Key":{"id":{"S":"1"}}}'
    cases = [
        ("small GET, recorded (s3 GetBucketLocation)", 0.35, dict(path="/box?location", headers=signed("s3"))),
        ("small POST, recorded (ssm GetParameter)", 0.35, dict(method="POST", headers=ssm, body='{"Name":"/a"}')),
        ("small GET, not selected (s3 GetObject)", 0.55, dict(path="/box/key", headers=signed("s3"))),
        ("small POST, not selected (dynamodb GetItem)", 0.55, dict(method="POST", headers=dynamodb, body=item)),
        ("64 KB answer (s3 GetObject)", 1.0, dict(path="/box/large", headers=signed("s3"))),
        ("64 KB request (s3 PutObject)", 1.0, dict(method="PUT", path="/box/key", headers=signed("s3"), body="x" * 65536)),
    ]
    with tempfile.TemporaryDirectory() as folder, nginx(folder, upstream, proxy):
        for name, promised, call in cases:
            with tempfile.TemporaryDirectory() as data, cairn(data, port, "--upstream", f"http://127.0.0.1:{upstream}"):
                wrk(port, seconds=1, **call)
                compare(f"gateway: {name}, over nginx", promised, lambda: wrk(proxy, **call), lambda: wrk(port, **call))


def bench_startup():
    firsts, sizes = [], []
    for _ in range(7):
        port = free_port()
        with tempfile.TemporaryDirectory() as data:
            started = time.monotonic()
            with running([CAIRN, "serve", "--port", str(port), "--data-dir", data, "--log-level", "warning"]) as process:
                while True:
                    try:
                        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                            connection.sendall(b"GET /_cairn/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            if connection.recv(1024):
                                break
                    except OSError:
                        time.sleep(0.0005)
                firsts.append((time.monotonic() - started) * 1000)
                time.sleep(1)
                status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
                sizes.append(int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) / 1024)
    first, size = statistics.median(firsts), statistics.median(sizes)
    report("startup: cold start to first answer, at most 50 ms", 50 / first, 1.0, f"{first:.0f} ms")
    report("startup: idle resident memory, at most 50 MB", 50 / size, 1.0, f"{size:.0f} MB")


def cloudtrail(operation):
    return signed(
        "cloudtrail", Content_Type="application/x-amz-json-1.1",
        X_Amz_Target=f"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.{operation}")


def lookup_page(port):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/", method="POST", data=b'{"MaxResults":50}', headers=cloudtrail("LookupEvents"))
    return json.load(urllib.request.urlopen(request, timeout=30)).get("Events", [])


def make_events(port, service="ssm", target="AmazonSSM.GetParameter", body='{"Name":"/a"}'):
    headers = signed(service, X_Amz_Target=target, Content_Type="application/x-amz-json-1.1")
    for _ in range(80):
        request = urllib.request.Request(f"http://127.0.0.1:{port}/", method="POST", data=body.encode(), headers=headers)
        with contextlib.suppress(urllib.error.HTTPError):
            urllib.request.urlopen(request, timeout=30).read()


def bench_api():
    port, moto_port, upstream, proxy = free_port(), free_port(), free_port(), free_port()
    describe = dict(method="POST", headers=cloudtrail("DescribeTrails"), body="{}")
    lookup = dict(method="POST", headers=cloudtrail("LookupEvents"), body='{"MaxResults":50}')
    with contextlib.ExitStack() as stack:
        nginx_folder = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(nginx(nginx_folder, upstream, proxy))
        data = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(cairn(data, port, "--upstream", f"http://127.0.0.1:{upstream}"))
        make_events(port)
        time.sleep(1)
        assert len(lookup_page(port)) == 50, "Cairn has no full page of events"
        stack.enter_context(running([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(moto_port)]))
        wait_for(moto_port)
        compare("api: DescribeTrails over moto", 20, lambda: wrk(moto_port, **describe), lambda: wrk(port, **describe))
        localemu = shutil.which("localemu", path=os.environ.get("LOCALEMU_BIN", "") + os.pathsep + os.environ["PATH"])
        if not localemu or os.geteuid() != 0 or not shutil.which("ip"):
            print("api: LocalEmu left out: needs root, iproute2, and `localemu` on PATH or in LOCALEMU_BIN", flush=True)
            return
        with localemu_in_namespace(localemu) as inside:
            peer = lambda call: inside(lambda peer_port: wrk_in_namespace(peer_port, call))
            compare("api: DescribeTrails over LocalEmu", 20, lambda: peer(describe), lambda: wrk(port, **describe))
            compare("api: LookupEvents, 50 events, over LocalEmu", 20, lambda: peer(lookup), lambda: wrk(port, **lookup))


NAMESPACE = "cairn-bench"


@contextlib.contextmanager
def localemu_in_namespace(localemu):
    """LocalEmu binds every interface, so it runs where loopback is the only one."""
    subprocess.run(["ip", "netns", "add", NAMESPACE], check=True)
    try:
        inside = ["ip", "netns", "exec", NAMESPACE]
        subprocess.run([*inside, "ip", "link", "set", "lo", "up"], check=True)
        environment = {**os.environ, "PATH": str(pathlib.Path(localemu).parent) + os.pathsep + os.environ["PATH"]}
        with running([*inside, localemu, "start", "--host", "127.0.0.1", "--port", "4566"], env=environment):
            probe = [*inside, sys.executable, str(pathlib.Path(__file__)), "--inside", "fill"]
            subprocess.run(probe, check=True)
            yield lambda measure: measure(4566)
    finally:
        subprocess.run(["ip", "netns", "delete", NAMESPACE], check=False)


def wrk_in_namespace(port, call):
    command = ["ip", "netns", "exec", NAMESPACE, sys.executable, str(pathlib.Path(__file__)), "--inside", json.dumps(call)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def inside(order):
    """Runs within the namespace: fills LocalEmu with events, or measures it."""
    if order == "fill":
        wait_for(4566, "/_localemu/health", seconds=90)
        make_events(4566, "ssm", "AmazonSSM.DescribeParameters", "{}")
        assert len(lookup_page(4566)) == 50, "LocalEmu has no full page of events"
    else:
        print(wrk(4566, **json.loads(order)))


BUILT = set()


def built(product):
    """The benchmark of that name, from the benchmarks' own package, as its sources are now."""
    if product not in BUILT:
        command = ["swift", "build", "-c", "release", "--package-path", str(ROOT / "Benchmarks"), "--product", product]
        subprocess.run(command, check=True)
        BUILT.add(product)
    return str(ROOT / "Benchmarks/.build/release" / product)


def bench_selectors():
    subprocess.run([built("SelectorBenchmark")], check=True)


def bench_delivery():
    """A million events into log files in the embedded store, hashed for digests: made ones, or those in STORE_EVENTS."""
    events = os.environ.get("STORE_EVENTS")
    command = [built("DeliveryBenchmark"), *([events] if events else [])]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    print(output, end="", flush=True)
    rate = int(re.search(r"events/s: (\d+)", output).group(1))
    report("delivery: to the embedded store, at least 100 k events/s", rate / 100_000, 1.0, f"{rate:10.0f}/s")


def bench_verify():
    """`cairn verify` beside the AWS CLI's `validate-logs`, on the same bucket of some two thousand log files."""
    sys.path.insert(0, str(ROOT / "Tests/EndToEnd"))
    import verify_benchmark

    costs = verify_benchmark.measure(CAIRN)
    ours, theirs, http = (verify_benchmark.median(costs[name]) for name in ("verify", "validate", "http"))
    files = verify_benchmark.FILES
    print(f"verify: {files} log files; validate-logs {theirs}\n        cairn verify {ours}; over HTTP {http}", flush=True)
    report("verify: a bucket of this machine, over validate-logs", theirs.seconds / ours.seconds, 15.0, f"{ours.seconds:.2f} s against {theirs.seconds:.2f} s   x {theirs.seconds / ours.seconds:.1f}")
    report("verify: the same over HTTP, over validate-logs", theirs.seconds / http.seconds, None, f"{http.seconds:.2f} s against {theirs.seconds:.2f} s   x {theirs.seconds / http.seconds:.1f}")


def bench_insights():
    """How well, how fast and in how much memory unusual activity is found, beside two plain detectors.

    The scenarios are made of seeds that nobody has tuned to; `InsightsBenchmark --tuned` shows those that were.
    """
    answer = subprocess.run([built("InsightsBenchmark"), "12"], stdout=subprocess.PIPE, text=True)
    print(answer.stdout, end="", flush=True)
    memory = figure("memory of the whole process, MB", answer.stdout)
    # The megabytes are rounded down.
    report("insights: 50 000 series, the whole process, under 64 MB", 64 / (memory + 1), 1.0, f"{memory:.0f} MB")
    found = [(float(recall), float(false)) for recall, false in
             re.findall(r"recall ([0-9.]+) +false a month ([0-9.]+)", answer.stdout)]
    (recall, false), plain = found[0], found[1:]
    report("insights: recall, at least 0.95", recall / 0.95, 1.0, f"{recall:.3f}")
    report("insights: false ones a month, at most 1", 1 / max(false, 1e-9), 1.0, f"{false:.2f}")
    beaten = sum(recall > other and false < alarms for other, alarms in plain)
    report("insights: better than plain detectors in both, of two", beaten / 2, 1.0, f"{beaten}")
    if answer.returncode:
        results.append(("insights", None, None, "   BELOW"))
    millions = float(os.environ.get("INSIGHTS_MILLIONS", "5"))
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_TMP")) as folder:
        path = pathlib.Path(folder) / "events.ndjson"
        write_insight_events(path, int(millions * 1_000_000))
        subprocess.run(["cat", str(path)], stdout=subprocess.DEVNULL, check=True)  # from memory, as far as it fits
        start = time.monotonic()
        answer = subprocess.run([CAIRN, "insights", "backtest", "--events", str(path), "--output", "json"],
                                capture_output=True, check=True)
        seconds = time.monotonic() - start
        found = len(json.loads(answer.stdout))
        size = path.stat().st_size
    report("backtest, events a second", millions * 1e6 / seconds, 5_000_000 / 20,
           f"{millions:g} M events ({size / 1e9:.1f} GB) in {seconds:.1f} s, {found} insights")


def write_insight_events(path, count):
    """Records of 90 days: 200 operations of ten services, each at its own rate, and now and then a burst."""
    record = (
        '{"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:worker-%d",'
        '"arn":"arn:aws:sts::111122223333:assumed-role/role-%d/worker-%d","accountId":"111122223333",'
        '"accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAEXAMPLE",'
        '"arn":"arn:aws:iam::111122223333:role/role-%d","accountId":"111122223333","userName":"role-%d"},'
        '"attributes":{"creationDate":"2026-01-01T00:00:00Z","mfaAuthenticated":"false"}}},"eventTime":"%s",'
        '"eventSource":"service%d.amazonaws.com","eventName":"Operation%d","awsRegion":"eu-west-1",'
        '"sourceIPAddress":"198.51.100.7","userAgent":"aws-sdk-go/1.44 agent-%d",%s'
        '"requestParameters":{"name":"thing-%d"},"responseElements":null,"requestID":"%032x",'
        '"eventID":"00000000-0000-4000-8000-%012d","readOnly":false,"eventType":"AwsApiCall","managementEvent":true,'
        '"recipientAccountId":"111122223333","eventCategory":"Management"}'
    )
    minutes = 90 * 1440
    first = 1_767_225_600
    with path.open("w", buffering=1 << 20) as file:
        for index in range(count):
            minute = index * minutes // count
            if index % 64 == 0:
                stamp = time.strftime("%Y-%m-%dT%H:%M:00Z", time.gmtime(first + minute * 60))
            burst = minute % 11_000 > 10_980
            operation = 7 if burst else index * 2_654_435_761 % 200 * (index % 3 + 1) % 200
            who = index % 40
            error = '"errorCode":"AccessDenied","errorMessage":"no",' if index % 50 == 0 else ""
            file.write(record % (who, who, who, who, who, stamp, operation % 10, operation, who % 9, error, index, index, index))
            file.write("\n")


def figure(name, output):
    return float(re.search(rf"^{re.escape(name)}: ([0-9.]+)", output, re.MULTILINE).group(1))


def bench_lake():
    """Import, compaction and queries beside a bare DuckDB, over the log files in LAKE_LOGS."""
    logs = os.environ.get("LAKE_LOGS")
    if logs:
        measure_lake(logs)
        return
    generator = ROOT.parent / "shared/bench/gen_events.py"
    if not generator.exists():
        print("lake: left out: it needs log files of CloudTrail, about a million events, none of which are part of "
              "Cairn. Name a folder of them, such as a copy of a trail's bucket with its AWSLogs folder: "
              "LAKE_LOGS=folder Benchmarks/run lake", flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        print("lake: LAKE_LOGS is not set: makes 1 million events, half a minute", flush=True)
        subprocess.run([sys.executable, generator, "--out", folder, "--events", "1000000", "--kinds", "logs"], check=True)
        measure_lake(f"{folder}/logs")


def measure_lake(logs):
    duckdb = os.environ.get("CAIRN_DUCKDB", str(ROOT / ".venv/bin/duckdb"))
    environment = {**os.environ, "CAIRN_DUCKDB": duckdb}
    with subprocess.Popen([built("LakeBenchmark"), logs], env=environment, stdout=subprocess.PIPE, text=True) as process:
        output = ""
        for line in process.stdout:
            print("  " + line, end="", flush=True)
            output += line
    if process.returncode:
        raise SystemExit(f"LakeBenchmark ended with {process.returncode}")
    rate, ratio = figure("import events/s", output), figure("import over DuckDB's read_json", output)
    report("lake: import, at least 60 k events/s", rate / 60_000, 1.0, f"{rate:10.0f}/s")
    report("lake: import, over DuckDB's best read_json", ratio, 1.0, f"x {ratio:.2f}")
    memory = figure("compaction peak MB", output)
    report("lake: compaction, at most 600 MB", 600 / memory, 1.0, f"{memory:10.0f} MB")
    bare = figure("query ratio to a bare DuckDB, median", output)
    report("lake: queries, at most 1.3 of a bare DuckDB", 1.3 / bare, 1.0, f"x {bare:.2f}")
    slower = figure("query ratio of the log files, median", output)
    report("lake: queries, at least 30 times as fast as over log files", slower / 30, 1.0, f"x {slower:.0f}")
    start = figure("start to first row, p50 ms", output)
    report("lake: start of a query to its first row, under 60 ms", 60 / start, 1.0, f"{start:10.1f} ms")
    import lake_requests

    with tempfile.TemporaryDirectory() as folder:
        fresh, first = lake_requests.measure(CAIRN, duckdb, pathlib.Path(folder), free_port())
    report("lake: an event is found after its answer, within 1 s", 1 / fresh, 1.0, f"{fresh * 1000:10.0f} ms, p95")
    report("lake: StartQuery to its first row over HTTP, under 60 ms", 0.06 / first, 1.0, f"{first * 1000:10.1f} ms, p50")


def bench_processing():
    """The processing library beside Python's gunzip and json.loads."""
    import processing

    if not processing.measure(built("ProcessingBenchmark")):
        results.append(("processing", None, None, "   BELOW"))


def bench_replay():
    """`cairn replay` beside a boto3 loop of the same writes, against a target that answers at once."""
    import replay_benchmark

    with tempfile.TemporaryDirectory() as folder:
        loop, ours = replay_benchmark.measure(CAIRN, pathlib.Path(folder), free_port())
    report("replay: 10 000 writes, over a boto3 loop", loop / ours, 2.0, f"{ours:.1f} s against {loop:.1f} s   x {loop / ours:.1f}")


def bench_store():
    binary = built("StoreBenchmark")
    subprocess.run([binary, "append"], check=True)
    events = os.environ.get("STORE_EVENTS")
    if events:
        # As `cairn serve` sets it for itself.
        subprocess.run([binary, "history", events], check=True, env=os.environ | {"MALLOC_TRIM_THRESHOLD_": str(64 << 20)})
    else:
        print("store: history left out: name a file or folder of NDJSON records in STORE_EVENTS", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=["gateway", "api", "startup", "store", "selectors", "delivery", "verify", "insights", "lake", "processing", "replay", []], help="default: all")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        return inside(arguments.inside)
    if not pathlib.Path(CAIRN).exists():
        raise SystemExit(f"{CAIRN} is missing: make build")
    benches = dict(startup=bench_startup, gateway=bench_gateway, api=bench_api, store=bench_store, selectors=bench_selectors,
                   delivery=bench_delivery, verify=bench_verify, insights=bench_insights, lake=bench_lake, processing=bench_processing,
                   replay=bench_replay)
    for name in arguments.names or benches:
        benches[name]()
    if any(mark for *_, mark in results):
        sys.exit(1)


if __name__ == "__main__":
    main()
