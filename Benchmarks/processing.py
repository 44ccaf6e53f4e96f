"""The processing library beside Python's gunzip and json.loads: the same log files, in the same run.

`python Benchmarks/processing.py` runs it alone; `Benchmarks/run processing` with the others.
"""

import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

FILES, RECORDS = 40, 5000
ROUNDS = 3
PROMISED_PER_SECOND = 200_000
LARGE_FILE_BYTES = 1 << 30
# A large file may cost as much more than a small one as allocators leave lying about.
LARGE_FILE_KILOBYTES_MORE = 64 << 10


def python_per_second(folder):
    start, count = time.perf_counter(), 0
    for path in sorted(pathlib.Path(folder).glob("*.json.gz")):
        for record in json.loads(gzip.decompress(path.read_bytes()))["Records"]:
            count += record["eventName"] is not None
    return count / (time.perf_counter() - start)


def cairn(binary, folder):
    output = subprocess.run([binary, "process", folder], check=True, capture_output=True, text=True).stdout
    result = json.loads(output)
    if result["errors"]:
        raise SystemExit(f"processing: {result['errors']} errors")
    return result


def write_large_file(folder, small):
    """One file of about a gigabyte, made of the records of a small one."""
    records = gzip.decompress(pathlib.Path(small).read_bytes())[len('{"Records":[') : -2]
    with gzip.open(pathlib.Path(folder) / "222233334444_CloudTrail_eu-west-1_20260301T1015Z_0.json.gz", "wb", 1) as file:
        file.write(b'{"Records":[')
        for index in range(LARGE_FILE_BYTES // len(records) + 1):
            file.write((b"," if index else b"") + records)
        file.write(b"]}")


def measure(binary):
    """Returns whether every promise is kept."""
    kept = subprocess.run([binary, "parse"]).returncode == 0
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as large:
        subprocess.run([binary, "make", folder, str(FILES), str(RECORDS)], check=True)
        peer, ours = [], []
        for _ in range(ROUNDS):
            peer.append(python_per_second(folder))
            result = cairn(binary, folder)
            if result["records"] != FILES * RECORDS:
                raise SystemExit(f"processing: {result['records']} records of {FILES * RECORDS}")
            ours.append(result["records"] / result["seconds"])
        speed, python = statistics.median(ours), statistics.median(peer)
        mark = "" if speed >= PROMISED_PER_SECOND else f"   BELOW {PROMISED_PER_SECOND}"
        print(
            f"processing: local files, with gunzip: {speed:,.0f} records/s on two cores, Python {python:,.0f}: "
            f"{speed / python:.1f} times{mark}", flush=True)
        write_large_file(large, sorted(pathlib.Path(folder).glob("*.gz"))[0])
        big = cairn(binary, large)
        more = big["peakKilobytes"] - result["peakKilobytes"]
        mark = "" if more <= LARGE_FILE_KILOBYTES_MORE else f"   ABOVE {LARGE_FILE_KILOBYTES_MORE} KB MORE"
        print(
            f"processing: peak memory {result['peakKilobytes'] >> 10} MB for {FILES} files, "
            f"{big['peakKilobytes'] >> 10} MB for one of a gigabyte ({big['records']:,} records){mark}", flush=True)
        return kept and speed >= PROMISED_PER_SECOND and more <= LARGE_FILE_KILOBYTES_MORE


if __name__ == "__main__":
    root = pathlib.Path(__file__).resolve().parent
    sys.exit(0 if measure(os.environ.get("PROCESSING_BENCHMARK", str(root / ".build/release/ProcessingBenchmark"))) else 1)
