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
ROUNDS = 5
WAYS = {"backfill": "a folder", "process": "messages of files in a folder"}
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


def cairn(binary, way, folder):
    output = subprocess.run([binary, way, folder], check=True, capture_output=True, text=True).stdout
    result = json.loads(output)
    if result["errors"]:
        raise SystemExit(f"processing: {way}: {result['errors']} errors")
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
        peer, ours, results = [], {way: [] for way in WAYS}, {}
        for _ in range(ROUNDS):
            peer.append(python_per_second(folder))
            for way in WAYS:
                results[way] = result = cairn(binary, way, folder)
                if result["records"] != FILES * RECORDS:
                    raise SystemExit(f"processing: {way}: {result['records']} records of {FILES * RECORDS}")
                ours[way].append(result["records"] / result["seconds"])
        write_large_file(large, sorted(pathlib.Path(folder).glob("*.gz"))[0])
        python = statistics.median(peer)
        for way, name in WAYS.items():
            speed, busy = statistics.median(ours[way]), results[way]["records"] / results[way]["processorSeconds"]
            mark = "" if speed >= PROMISED_PER_SECOND else f"   BELOW {PROMISED_PER_SECOND}"
            print(
                f"processing: {name}, with gunzip: {speed:,.0f} records/s on two cores ({busy:,.0f} a processor "
                f"second), Python {python:,.0f}: {speed / python:.1f} times{mark}", flush=True)
            big = cairn(binary, way, large)
            more = big["peakKilobytes"] - results[way]["peakKilobytes"]
            note = "" if more <= LARGE_FILE_KILOBYTES_MORE else f"   ABOVE {LARGE_FILE_KILOBYTES_MORE} KB MORE"
            print(
                f"processing: {name}, peak memory: {results[way]['peakKilobytes'] >> 10} MB for {FILES} files, "
                f"{big['peakKilobytes'] >> 10} MB for one of a gigabyte ({big['records']:,} records){note}", flush=True)
            kept = kept and speed >= PROMISED_PER_SECOND and more <= LARGE_FILE_KILOBYTES_MORE
        return kept


if __name__ == "__main__":
    root = pathlib.Path(__file__).resolve().parent
    sys.exit(0 if measure(os.environ.get("PROCESSING_BENCHMARK", str(root / ".build/release/ProcessingBenchmark"))) else 1)
