#!/usr/bin/env python3
"""A glossary of 100,000 entries from TBX to XLSX and back: time, memory, equality.

usage: large.py TERMS WORK

TERMS is the command line tool (Terminology.Tool), WORK a folder for the files (240 MB).
"""
import os
import pathlib
import platform
import subprocess
import sys
import time

TERMS, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
ENTRIES = 100_000
DOMAINS = ["industry", "finance", "agriculture", "energy", "education", "health & care", "transport", "law"]


def make(path):
    """Entries with all fields that a client's term base has: two English terms, definition, context, sources."""
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<tbx type="TBX-Basic" style="dca" xml:lang="zh" xmlns="urn:iso:std:iso:30042:ed-2">\n<tbxHeader><fileDesc><sourceDesc><p>made for measuring</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n')
        for i in range(ENTRIES):
            out.write(f'<conceptEntry id="c{i}"><descrip type="subjectField">{DOMAINS[i % 8].replace("&", "&amp;")}</descrip>'
                      f'<langSec xml:lang="zh"><termSec><term>第{i}号产业政策措施</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec></langSec>'
                      f'<langSec xml:lang="en"><termSec><term>industrial policy measure no. {i}</term><termNote type="partOfSpeech">noun</termNote><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>'
                      f'<descrip type="context">The measure no. {i} was adopted in {1990 + i % 35} &lt;by decision&gt;.</descrip><admin type="source">gazette {i % 977}</admin><note>[year] {1990 + i % 35}</note></termSec>'
                      + (f'<termSec><term>measure {i}</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>' if i % 3 == 0 else "") + '</langSec></conceptEntry>\n')
        out.write("</body></text></tbx>\n")


def run(*arguments):
    start = time.perf_counter()
    process = subprocess.Popen([TERMS, *[str(argument) for argument in arguments]], stderr=subprocess.PIPE)
    said = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(said)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    source, first, workbook, second = (WORK / name for name in ("made.tbx", "first.tbx", "middle.xlsx", "second.tbx"))
    make(source)
    run("convert", source, first)  # as this library writes it, so that equal bytes mean an equal glossary
    print(f"{ENTRIES} entries, {first.stat().st_size / 1e6:.0f} MB of TBX; {platform.machine()}, {os.cpu_count()} processors\n")
    print("step | seconds | processor seconds | most memory, MB\n---|---|---|---")
    total = 0.0
    for name, arguments in (("TBX to XLSX", (first, workbook)), ("XLSX to TBX", (workbook, second))):
        seconds, memory, processor = run("convert", *arguments)
        total += seconds
        print(f"{name} | {seconds:.1f} | {processor:.1f} | {memory:.0f}")
    print(f"both | {total:.1f} | | \n\nThe two TBX files are {'equal, byte for byte' if first.read_bytes() == second.read_bytes() else 'NOT EQUAL'}.")


main()
