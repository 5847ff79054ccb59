#!/usr/bin/env python3
"""The same text as every document format, written by other tools: are the ranked terms those of the plain text?

usage: documents.py TERMS WORK [TEXT] > ../results/documents.md

TERMS is the command line tool (Terminology.Tool), WORK a folder for the files. Needs LibreOffice (writer, calc, impress),
Chromium, the Translate Toolkit and a Chinese font (Debian: libreoffice-writer-nogui libreoffice-calc-nogui
libreoffice-impress-nogui chromium translate-toolkit fonts-noto-cjk).
"""
import csv
import html
import io
import os
import pathlib
import subprocess
import sys

TERMS = [sys.argv[1]]
WORK = pathlib.Path(sys.argv[2]).resolve()
TEXT = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else pathlib.Path(__file__).resolve().parents[2] / "seeds/corpus/2014-miit-work-conference.txt")
HEAD = "工业和信息化部文件汇编"  # the running head of the paginated files
WHY = {
    "columns.docx": "the running head is text of a Word file, and is read once, at the end; its words count, and the text is longer by it.",
    "columns.pdf": "the title has the type of the text and fills its narrow line, so nothing on the page tells it from the paragraph below; the same holds for paragraphs whose last line is full.",
}
NAMESPACES = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
              'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
              'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" '
              'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"')


def run(*command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300, **more)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(str(part) for part in command)}\n{done.stdout}\n{done.stderr}")
    return done


def office(source, target, *more):
    """Converts with LibreOffice; the new file has the stem of the target."""
    before = WORK / (source.stem + "." + target.suffix[1:])
    run("soffice", "--headless", f"-env:UserInstallation=file://{WORK}/profile", *more, "--convert-to", target.suffix[1:], "--outdir", WORK, source)
    if before != target:
        before.replace(target)
    return target


def chromium(source, target, *more):
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={WORK}/chromium", *more, f"--print-to-pdf={target}", source.as_uri())
    return target


def page(paragraphs, style=""):
    body = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title></title><style>{style}</style><script>var 脚本 = 1;</script></head><body>\n{body}\n</body></html>\n'


def text_document(paragraphs, columns=1, head=""):
    """A flat ODF text, with a head in columns with running head and page numbers."""
    running = f'<style:header><text:p>{head}</text:p></style:header><style:footer><text:p>— <text:page-number/> —</text:p></style:footer>' if head else ''
    body = "".join(f'<text:p text:style-name="P">{html.escape(paragraph)}</text:p>' for paragraph in paragraphs)
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
            '<office:styles><style:style style:name="P" style:family="paragraph"><style:text-properties fo:font-size="14pt" style:font-size-asian="14pt"/></style:style></office:styles>'
            '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm">'
            f'<style:columns fo:column-count="{columns}" fo:column-gap="0.8cm"/></style:page-layout-properties>'
            '<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>'
            f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{running}</style:master-page></office:master-styles>'
            f'<office:body><office:text>{body}</office:text></office:body></office:document>')


def presentation(paragraphs):
    """A flat ODF presentation, a slide a paragraph."""
    slides = "".join(f'<draw:page draw:name="s{i}" draw:master-page-name="M"><draw:frame svg:x="1cm" svg:y="1cm" svg:width="24cm" svg:height="15cm"><draw:text-box>'
                     f'<text:p>{html.escape(paragraph)}</text:p></draw:text-box></draw:frame></draw:page>' for i, paragraph in enumerate(paragraphs))
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation">'
            '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout></office:automatic-styles>'
            '<office:master-styles><style:master-page style:name="M" style:page-layout-name="L"/></office:master-styles>'
            f'<office:body><office:presentation>{slides}</office:presentation></office:body></office:document>')


def write(name, content, encoding="utf-8"):
    path = WORK / name
    path.write_bytes(content.encode(encoding))
    return path


def files(text):
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    plain = write("plain.txt", text)
    yield "plain text, GB18030", "Python", write("gb18030.txt", text, "gb18030")
    yield "plain text, UTF-16 little-endian with mark", "Python", write("utf16le.txt", "\ufeff" + text, "utf-16-le")
    yield "plain text, UTF-16 big-endian with mark", "Python", write("utf16be.txt", "\ufeff" + text, "utf-16-be")
    source = write("page.html", page(paragraphs))
    yield ".html", "this script", source
    yield ".html", "LibreOffice Writer", office(write("flow.fodt", text_document(paragraphs)), WORK / "writer.html")
    yield ".docx", "LibreOffice Writer", office(source, WORK / "page.docx", "--infilter=HTML (StarWriter)")
    yield ".docx, two columns, running head, page numbers", "LibreOffice Writer", office(write("columns.fodt", text_document(paragraphs, 2, HEAD)), WORK / "columns.docx")
    rows = io.StringIO()
    csv.writer(rows).writerows([str(i + 1), paragraph] for i, paragraph in enumerate(paragraphs))
    yield ".xlsx, a row a paragraph, numbered", "LibreOffice Calc", office(write("rows.csv", rows.getvalue()), WORK / "rows.xlsx", "--infilter=CSV:44,34,UTF8")
    yield ".pptx, a slide a paragraph", "LibreOffice Impress", office(write("slides.fodp", presentation(paragraphs)), WORK / "slides.pptx")
    yield ".pdf", "LibreOffice Writer", office(source, WORK / "page.pdf", "--infilter=HTML (StarWriter)")
    yield ".pdf, two columns, running head, page numbers", "LibreOffice Writer", office(WORK / "columns.fodt", WORK / "columns.pdf")
    yield ".pdf", "Chromium", chromium(source, WORK / "chromium.pdf", "--no-pdf-header-footer")
    yield ".pdf, with date, title, address and page numbers", "Chromium", chromium(source, WORK / "chromium-heads.pdf")
    columns = page(paragraphs, f"body {{ columns: 2; font-size: 15pt }} @page {{ size: A4; @top-center {{ content: '{HEAD}' }} @bottom-center {{ content: '第 ' counter(page) ' 页' }} }}")
    yield ".pdf, two columns, running head, page numbers", "Chromium", chromium(write("columns.html", columns), WORK / "chromium-columns.pdf", "--no-pdf-header-footer")
    run("txt2po", "-P", "--progress=none", plain, WORK / "plain.pot")
    yield ".po (template: the source)", "Translate Toolkit", (WORK / "plain.pot").rename(WORK / "plain.po")
    units = write("units.po", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + "".join(f'msgid "p{i}"\nmsgstr "{p}"\n\n' for i, p in enumerate(paragraphs)))
    run("po2xliff", "--progress=none", units, WORK / "units.xlf")
    yield ".xlf 1.1", "Translate Toolkit", WORK / "units.xlf"
    run("po2tmx", "--progress=none", "--language=zh-CN", "--source-language=en", units, WORK / "units.tmx")
    yield ".tmx 1.4", "Translate Toolkit", WORK / "units.tmx"
    yield ".md", "this script", write("text.md", "\n\n".join(paragraphs) + "\n")
    yield ".srt, a line a paragraph", "this script", write("lines.srt", "".join(f"{i + 1}\n00:{i // 60:02}:{i % 60:02},000 --> 00:{i // 60:02}:{i % 60:02},900\n{p}\n\n" for i, p in enumerate(paragraphs)))


def terms(path):
    done = subprocess.run([*TERMS, "extract", path, "--no-english", "--format", "csv"], capture_output=True, text=True, timeout=300)
    if done.returncode:
        return {}, done.stderr.strip()
    return {row["term"]: row for row in csv.DictReader(io.StringIO(done.stdout))}, done.stderr.strip()


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    text = TEXT.read_text(encoding="utf-8")
    plain, _ = terms(write("plain.txt", text))
    print("# The same text in every document format")
    print(f"`benchmarks/formats/documents.py`: {TEXT.name} ({len(text)} characters, {len(plain)} terms from plain UTF-8) written by other tools in each format, and the ranked terms of each file against those of the plain text.")
    print(f"{run('soffice', '--version').stdout.strip().rsplit(' ', 1)[0]}, {run('chromium', '--version').stdout.strip()}, {run('po2tmx', '--version').stdout.strip()}.\n")
    print("file | written by | bytes | terms | missing | added | other frequency | other place in the ranking\n---|---|---|---|---|---|---|---")
    notes = []
    for kind, by, path in files(text):
        found, said = terms(path)
        missing = [t for t in plain if t not in found]
        added = [t for t in found if t not in plain]
        both = [t for t in plain if t in found]
        counts = [t for t in both if plain[t]["frequency"] != found[t]["frequency"]]
        order = sorted(both, key=lambda t: int(found[t]["rank"]))
        moved = [t for i, t in enumerate(both) if order[i] != t]
        print(f"{kind} | {by} | {path.stat().st_size} | {len(found)} | {len(missing)} | {len(added)} | {len(counts)} | {len(moved)}")
        differences = [f"{t}: missing (rank {plain[t]['rank']}, frequency {plain[t]['frequency']})" for t in missing]
        differences += [f"{t}: added (rank {found[t]['rank']}, frequency {found[t]['frequency']})" for t in added]
        differences += [f"{t}: frequency {found[t]['frequency']} instead of {plain[t]['frequency']}" for t in counts]
        if moved:
            most = max(moved, key=lambda t: abs(float(found[t]["salience"]) - float(plain[t]["salience"])))
            differences.append(f"{len(moved)} terms stand at another place among those of both; the salience of {most} differs most: {found[most]['salience']} instead of {plain[most]['salience']}")
        if differences or said:
            notes.append((f"{path.name} ({kind}, {by})", differences + ([f"Why: {WHY[path.name]}"] if path.name in WHY else []), said))
    print()
    for name, differences, said in notes:
        print(f"**{name}**{': the tool says “' + said.splitlines()[0] + '”' if said else ''}")
        for line in differences[:40]:
            print(f"- {line}")
        print()


main()
