#!/usr/bin/python3
"""Speed against Python jieba in the same run: speed.py TEXT [--python-megabytes N] [--runs N] [--no-build] [--report FILE].

TEXT is a UTF-8 file. Python's and our measurements alternate, so that both meet the same machine. Needs Debian's python3-jieba and
the .NET SDK; Node.js for ICU and (with NODE_PATH) @node-rs/jieba, which are left out where they are missing. Processor time is measured, not the clock, except for two threads. Python reads only the first N megabytes of the text; throughput is per megabyte.
"""
import argparse
import hashlib
import os
import platform
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
DUMP = os.path.join(ROOT, "artifacts", "bin", "Terminology.TokenDump", "release", "Terminology.TokenDump.dll")
TOOL = os.path.join(ROOT, "artifacts", "bin", "Terminology.Tool", "release", "Terminology.Tool.dll")
JIEBA = """
import sys, time, jieba, jieba.posseg
jieba.setLogLevel(60)
jieba.initialize()
lines = open(sys.argv[2], encoding="utf-8", newline="\\n").read().split("\\n")
start = time.process_time()
cut = jieba.posseg.cut if sys.argv[1] == "tags" else jieba.cut
count = sum(1 for line in lines for _ in cut(line))
print(time.process_time() - start)
"""
WHOLE = """
import sys, jieba
jieba.setLogLevel(60)
with open(sys.argv[1], encoding="utf-8", newline="\\n") as source:
    for line in source:
        sys.stdout.write(" ".join(jieba.cut(line.rstrip("\\r\\n"))) + "\\n")
"""


def python(code, *arguments):
    return float(subprocess.run(["/usr/bin/python3", "-c", code, *arguments], check=True, capture_output=True, text=True).stdout)


def ours(way, path):
    line = subprocess.run(["dotnet", DUMP, "speed", way, path, "3"], check=True, capture_output=True, text=True).stdout
    return float(line.split(" ")[0]), float(re.search(r"after ([0-9.]+) ms", line).group(1))


def peer(name, path):
    """Seconds of another segmenter, or None where it is not installed."""
    result = subprocess.run(["node", os.path.join(HERE, "peers.js"), name, path], capture_output=True, text=True)
    return float(result.stdout.split(" ")[0]) if result.returncode == 0 else None


def whole(command):
    with open(os.devnull, "wb") as null:
        start = os.times()
        subprocess.run(command, check=True, stdout=null)
        end = os.times()
        return end.children_user + end.children_system - start.children_user - start.children_system


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text")
    parser.add_argument("--python-megabytes", type=float, default=10)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-build", action="store_true", help="measure what was built before")
    parser.add_argument("--report")
    options = parser.parse_args()
    for project in () if options.no_build else ("benchmarks/jieba/Terminology.TokenDump", "src/Terminology.Tool"):
        subprocess.run(["dotnet", "build", "-c", "Release", os.path.join(ROOT, project), "-v", "q", "--nologo"], check=True, stdout=subprocess.DEVNULL)
    with open(options.text, "rb") as file:
        data = file.read()
    with tempfile.NamedTemporaryFile(suffix=".txt") as sample:
        part = data[: int(options.python_megabytes * 1e6)].decode("utf-8", "ignore").encode("utf-8")
        sample.write(part)
        sample.flush()
        megabytes = len(part) / 1e6
        rows = []
        for run in range(1, options.runs + 1):
            cut = megabytes / python(JIEBA, "cut", sample.name)
            spans, load = ours("spans", options.text)
            strings, _ = ours("strings", options.text)
            threads, _ = ours("threads", options.text)
            alone, _ = ours("thread", options.text)
            posseg = megabytes / python(JIEBA, "tags", sample.name)
            tags, _ = ours("tags", options.text)
            process = whole(["/usr/bin/python3", "-c", WHOLE, sample.name]) / megabytes
            command = whole(["dotnet", TOOL, "segment", options.text]) / (len(data) / 1e6)
            others = [peer(name, sample.name) for name in ("node-rs", "icu")]
            others = " | ".join("not installed" if seconds is None else f"{megabytes / seconds:.1f}" for seconds in others)
            rows.append(
                f"| {run} | {cut:.2f} | {spans:.0f} ({spans / cut:.0f} ×) | {strings:.0f} ({strings / cut:.0f} ×) | {threads / alone:.2f} × "
                f"| {posseg:.2f} | {tags:.0f} ({tags / posseg:.0f} ×) | {process / command:.0f} × | {load:.1f} | {others} |")
            print(rows[-1], flush=True)
    if options.report:
        model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
        sdk = subprocess.run(["dotnet", "--version"], check=True, capture_output=True, text=True).stdout.strip()
        with open(options.report, "w", encoding="utf-8", newline="\n") as file:
            file.write(
                "# Speed of the segmenter against Python jieba 0.42.1 in the same run\n\n"
                f"Made by `benchmarks/jieba/speed.py`. {model}, {os.cpu_count()} processors, Python {platform.python_version()}, .NET SDK {sdk}. "
                f"Text: {len(data) / 1e6:.1f} MB, SHA-256 {hashlib.sha256(data).hexdigest()[:16]}; Python read {megabytes:.1f} MB of it. "
                f"Load average at the end: {os.getloadavg()[0]:.1f}. MB a second of processor time; two threads by the clock, against one.\n\n"
                "| run | jieba | spans | strings | two threads | posseg | tags | whole process | first token, ms | @node-rs/jieba | ICU |\n|---|---|---|---|---|---|---|---|---|---|---|\n"
                + "\n".join(rows) + "\n")


sys.exit(main())
