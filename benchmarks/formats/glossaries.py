#!/usr/bin/env python3
"""What other tools say of the glossaries this library writes.

usage: glossaries.py TERMS WORK > ../results/glossary-formats.md

TERMS is the command line tool (Terminology.Tool), WORK a folder for the files. Needs jing, the Translate Toolkit, LibreOffice Calc with
python3-uno, OmegaT, a JDK and npm (Debian: jing translate-toolkit libreoffice-calc-nogui python3-uno omegat default-jdk-headless npm);
the parsers n3, ajv and marked come from npm.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

TERMS, WORK, HERE = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK.mkdir(parents=True, exist_ok=True)
JS = """
import { readFileSync } from 'node:fs';
const [kind, path, schema] = process.argv.slice(2);
if (kind === 'n3') {
  const { Parser } = await import('n3');
  const quads = new Parser({ format: 'text/turtle' }).parse(readFileSync(path, 'utf8'));
  const count = {};
  for (const q of quads) { const p = q.predicate.value.replace(/^.*[#/]/, '') + (q.object.language ? '@' + q.object.language : ''); count[p] = (count[p] || 0) + 1; }
  console.log(JSON.stringify({ quads: quads.length, ...count }));
} else if (kind === 'ajv') {
  const Ajv = (await import('ajv/dist/2020.js')).default;
  const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schema, 'utf8')));
  const data = JSON.parse(readFileSync(path, 'utf8'));
  console.log(JSON.stringify({ valid: validate(data), errors: validate.errors }));
} else {
  const { marked } = await import('marked');
  const rows = marked.lexer(readFileSync(path, 'utf8')).filter(t => t.type === 'table').map(t => [t.header.length, t.rows.length]);
  console.log(JSON.stringify(rows));
}
"""


def run(*command, codes=(0,), **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300, **more)
    if done.returncode not in codes:
        sys.exit(f"{' '.join(str(part) for part in command)}\n{done.stdout}\n{done.stderr}")
    return done


def convert(source, target, *more):
    run(TERMS, "convert", source, WORK / target, *more)
    return WORK / target


def node(*arguments):
    return json.loads(run("node", "check.mjs", *arguments, cwd=WORK).stdout)


def jing(schema, path):
    done = run("jing", "-c", HERE / schema, path, codes=(0, 1))
    faults = [line for line in done.stdout.splitlines() if "error:" in line]
    return "valid" if done.returncode == 0 and not faults else f"{len(faults)} errors, the first: {faults[:1]}"


def row(form, tool, said):
    print(f"{form} | {tool} | {said}", flush=True)


def counts(glossary):
    """Concepts and terms by language, from the JSON of the tool."""
    data = json.loads(convert(glossary, "counts.json").read_text(encoding="utf-8"))
    concepts = data["entries"] if "entries" in data else data["concepts"]
    terms = {}
    for concept in concepts:
        for section in concept["languages"]:
            terms[section["language"]] = terms.get(section["language"], 0) + len(section["terms"])
    return len(concepts), terms


def main():
    (WORK / "check.mjs").write_text(JS)
    (WORK / "package.json").write_text('{"type": "module", "private": true}')
    run("npm", "install", "--silent", "--no-audit", "--no-fund", "n3", "ajv", "marked", cwd=WORK)
    run(TERMS, "extract", ROOT / "seeds/corpus", "--top", "300", "-o", WORK / "seed.tbx")
    seed, policy = WORK / "seed.tbx", convert(ROOT / "glossary/policy.csv", "policy.tbx")
    small, large = counts(seed), counts(policy)
    print("# Glossaries, as other tools read them")
    print(f"`benchmarks/formats/glossaries.py`: the terms of the seed document ({small[0]} concepts, {sum(small[1].values())} terms, with contexts and notes) and the term base in `glossary/` ({large[0]} concepts, {sum(large[1].values())} terms, with status, subject, source and year), written in each format.\n")
    print("format | read by | what it said\n---|---|---")
    for name, schema, ending in (("TBX 3, DCA", "tbx-core.rnc", ".tbx"), ("TBX 3, DCT", "tbx-dct.rnc", ".dct.tbx")):
        row(name, f"jing 20220510, {schema}", f"seed: {jing(schema, convert(seed, 'a' + ending))}; term base: {jing(schema, convert(policy, 'b' + ending))}")
    back = []
    for ending in (".dct.tbx", ".v2.tbx", ".mtf.xml", ".txt", ".wf.txt", ".memoq.csv", ".csv", ".tsv", ".xlsx", ".skos.ttl", ".xlf", ".json", ".jsonl"):
        there = convert(seed, "there" + ending, *(["--bom"] if ending == ".csv" else []))
        back.append(f"{ending} {jing('tbx-core.rnc', convert(there, 'back' + ending + '.tbx'))}")
    row("every format, seed, converted back to TBX 3", "jing, tbx-core.rnc", "; ".join(back))
    broken = WORK / "broken.tbx"
    broken.write_text(seed.read_text(encoding="utf-8").replace('type="administrativeStatus"', 'type="status"', 1), encoding="utf-8")
    row("TBX with a category that does not exist", "jing, tbx-core.rnc", "refused" if jing("tbx-core.rnc", broken) != "valid" else "NOT refused")

    for name, source in (("seed", seed), ("term base", policy)):
        po = WORK / "v2.po"
        run("tbx2po", "--progress=none", convert(source, "a.v2.tbx"), po)
        text = po.read_text(encoding="utf-8")
        row(f"TBX 2, {name}", "tbx2po 3.8.4", f"{text.count(chr(10) + 'msgid') - 1} units, the first Chinese and the first English term of each concept; status, note and context as comments; further terms are not read")
    run("tbx2po", "--progress=none", seed, WORK / "v3.po", codes=(0, 1))
    row("TBX 3", "tbx2po 3.8.4", "not read: it knows TBX 2 only")
    said = [line for line in run(HERE / "omegat.sh", TERMS, WORK / "omegat").stdout.splitlines() if "segments" in line or "not found" in line]
    row("TBX 2", "OmegaT 3.6.0, project with the seed document", said[0])
    row("OmegaT text, `terms convert seed.tbx PROJECT`", "OmegaT 3.6.0, project with the seed document", said[1])

    for name, source, ending in (("MultiTerm XML", policy, "a.mtf.xml"),):
        tree = ElementTree.parse(convert(source, ending))
        row(name, "Expat (UTF-16)", f"{len(tree.findall('conceptGrp'))} conceptGrp, {len(tree.findall('.//term'))} terms")
        definition = ElementTree.parse(WORK / "a.xdt")
        row("MultiTerm definition (.xdt)", "Expat (UTF-16)", f"languages {', '.join(one.text for one in definition.iter('ItemText'))}; MultiTerm itself was not at hand")
    skos = node("n3", convert(policy, "a.skos.ttl"))
    labels = {key: value for key, value in skos.items() if "Label" in key}
    row("SKOS Turtle, term base", "npm n3", f"{skos['quads']} triples, {labels}: {sum(labels.values())} labels for {sum(large[1].values())} terms")
    for name, ending in (("JSON", "a.json"),):
        result = node("ajv", convert(seed, ending), ROOT / "docs/glossary.schema.json")
        row(f"{name}, seed", "npm ajv, docs/glossary.schema.json", "valid" if result["valid"] else str(result["errors"])[:300])
    row("Markdown", "npm marked", f"table of columns, rows: {node('marked', convert(seed, 'a.md'))}")
    for name, ending, delimiter in (("CSV", "b.csv", ","), ("memoQ CSV", "b.memoq.csv", ";"), ("TSV", "b.tsv", "\t")):
        with open(convert(policy, ending), encoding="utf-8-sig", newline="") as file:
            table = list(csv.reader(file, delimiter=delimiter))
        row(name, "Python csv", f"{len(table) - 1} rows, all of {len(table[0])} columns: {all(len(one) == len(table[0]) for one in table)}")
    tree = ElementTree.parse(convert(policy, "a.xlf"))
    gls = "{urn:oasis:names:tc:xliff:glossary:2.0}"
    row("XLIFF 2.1", "Expat", f"{len(tree.findall(f'.//{gls}glossEntry'))} glossEntry, {len(tree.findall(f'.//{gls}translation'))} translations; no validator of the glossary module was at hand")

    for name, source in (("seed", seed), ("term base", policy)):
        book = convert(source, "book.xlsx")
        (WORK / "office").mkdir(exist_ok=True)
        run("soffice", "--headless", f"-env:UserInstallation=file://{WORK}/profile", "--convert-to", "xlsx", "--outdir", WORK / "office", book)
        before, after = convert(book, "before.tbx"), convert(WORK / "office/book.xlsx", "after.tbx")
        row(f"XLSX, {name}", "LibreOffice 7.4 Calc: opened and saved", "read back equal, byte for byte as TBX" if before.read_bytes() == after.read_bytes() else "read back DIFFERENT")
    run(TERMS, "extract", ROOT / "seeds/corpus", "--top", "200", "-o", WORK / "review.xlsx")
    did = run("/usr/bin/python3", HERE / "review_uno.py", WORK / "review.xlsx", WORK / "reviewed.xlsx").stdout.strip()
    applied = run(TERMS, "review", "apply", WORK / "reviewed.xlsx", "-o", WORK / "client.tbx", "--exclude-output", WORK / "rejected.txt").stderr.strip().splitlines()[-1]
    edited = len(re.findall("edited term", (WORK / "client.tbx").read_text(encoding="utf-8")))
    row("review workbook", "LibreOffice 7.4 Calc through UNO", f"{did}. `terms review apply`: {applied}; {edited} edited English terms in the glossary; {len((WORK / 'rejected.txt').read_text(encoding='utf-8').splitlines())} lines of exclusions")


main()
