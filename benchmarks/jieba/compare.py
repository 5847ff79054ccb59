#!/usr/bin/python3
"""Compares our tokens with jieba's in every mode: compare.py [--texts DIRECTORY] [--megabytes N] [--generated N] [--report FILE] [--keep DIRECTORY].

Reads the .txt files under DIRECTORY (up to N megabytes) and generated text, cuts both with jieba 0.42.1 (Debian's python3-jieba)
and with this library, and counts the tokens that differ. Exit code 1 if any does. Needs the .NET SDK.
"""
import argparse
import concurrent.futures
import difflib
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
MODES = ("cut", "nohmm", "all", "search", "searchnohmm", "pos", "posnohmm")
NAMES = {
    "cut": "default", "nohmm": "default, no HMM", "all": "full", "search": "search",
    "searchnohmm": "search, no HMM", "pos": "tags", "posnohmm": "tags, no HMM",
}


def collect(directory, limit, target):
    """Copies the beginnings of the texts, in path order, up to the limit; returns the copies and their size."""
    paths = sorted(os.path.join(root, name) for root, _, names in os.walk(directory) for name in names if name.endswith(".txt"))
    chosen, size = [], 0
    for path in paths:
        with open(path, "rb") as file:
            data = file.read().decode("utf-8", "ignore").encode("utf-8")
        share = data[: max(limit // len(paths) * 4, 10_000)].decode("utf-8", "ignore").encode("utf-8")
        copy = os.path.join(target, f"{len(chosen):05}.txt")
        with open(copy, "wb") as file:
            file.write(share)
        chosen.append(copy)
        size += len(share)
        if size >= limit:
            break
    return chosen, size


def differing(ours, theirs):
    """Number of tokens and of differing ones, by line."""
    with open(ours, encoding="utf-8", newline="\n") as file:
        left = file.read().split("\n")[:-1]
    with open(theirs, encoding="utf-8", newline="\n") as file:
        right = file.read().split("\n")[:-1]
    if left == right:
        return len(right), 0, []
    first = next((i for i, (a, b) in enumerate(zip(left, right)) if a != b), min(len(left), len(right)))
    example = [left[max(0, first - 3): first + 4], right[max(0, first - 3): first + 4]]
    if len(left) == len(right):
        return len(right), sum(a != b for a, b in zip(left, right)), example
    matcher = difflib.SequenceMatcher(None, left[first: first + 20000], right[first: first + 20000], autojunk=False)
    return len(right), sum(j2 - j1 for tag, _, _, j1, j2 in matcher.get_opcodes() if tag != "equal"), example


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", default=os.path.join(HERE, "..", "..", "seeds", "corpus"))
    parser.add_argument("--megabytes", type=float, default=8)
    parser.add_argument("--generated", type=float, default=7, help="megabytes of generated text")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--modes", default=",".join(MODES))
    parser.add_argument("--report")
    parser.add_argument("--keep", help="folder for jieba's output, used again by a later run with the same arguments")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    project = os.path.join(HERE, "Terminology.TokenDump")
    subprocess.run(["dotnet", "build", "-c", "Release", project, "-v", "q", "--nologo"], check=True, stdout=subprocess.DEVNULL)
    dump = os.path.join(HERE, "..", "..", "artifacts", "bin", "Terminology.TokenDump", "release", "Terminology.TokenDump.dll")
    rows, failed = [], False
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        texts, size = collect(options.texts, int(options.megabytes * 1e6), folder)
        generated = os.path.join(folder, "generated.txt")
        subprocess.run(["/usr/bin/python3", os.path.join(HERE, "generate.py"), generated, str(options.generated), options.seed], check=True)
        sets = {"texts": (texts, size), "generated": ([generated], os.path.getsize(generated))}

        def run(mode, kind):
            ours, theirs = os.path.join(folder, f"{kind}.{mode}.ours"), os.path.join(options.keep or folder, f"{kind}.{mode}.jieba")
            subprocess.run(["dotnet", dump, mode, ours] + sets[kind][0], check=True)
            if not os.path.exists(theirs):
                subprocess.run(["/usr/bin/python3", os.path.join(HERE, "reference.py"), mode, theirs + ".part"] + sets[kind][0], check=True)
                os.replace(theirs + ".part", theirs)
            result = differing(ours, theirs)
            os.remove(ours)
            if not options.keep:
                os.remove(theirs)
            return result

        jobs = [(mode, kind, pool.submit(run, mode, kind)) for mode in options.modes.split(",") for kind in sets]
        for mode, kind, job in jobs:
            count, wrong, example = job.result()
            rows.append(f"| {NAMES[mode]} | {kind} | {sets[kind][1] / 1e6:.2f} | {count:,} | {wrong:,} |")
            print(rows[-1], flush=True)
            if wrong:
                failed = True
                print("  ours :", example[0], "\n  jieba:", example[1], flush=True)
    if options.report:
        with open(options.report, "w", encoding="utf-8", newline="\n") as file:
            file.write("# Tokens that differ from jieba 0.42.1\n\nMade by `benchmarks/jieba/compare.py` with Debian's python3-jieba.\n\n")
            file.write("| mode | text | MB | tokens of jieba | differing |\n|---|---|---|---|---|\n" + "\n".join(rows) + "\n")
    return 1 if failed else 0


sys.exit(main())
