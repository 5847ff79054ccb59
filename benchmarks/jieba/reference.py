#!/usr/bin/python3
"""Writes jieba's tokens of UTF-8 files, each file cut as one text: reference.py MODE OUTPUT INPUT...

One token a line, backslash, line feed, carriage return and tab escaped, the tag behind a tab. Needs Debian's python3-jieba.
"""
import sys

import jieba
import jieba.posseg

CUTS = {
    "cut": lambda text: jieba.cut(text),
    "nohmm": lambda text: jieba.cut(text, HMM=False),
    "all": lambda text: jieba.cut(text, cut_all=True),
    "search": lambda text: jieba.cut_for_search(text),
    "searchnohmm": lambda text: jieba.cut_for_search(text, HMM=False),
    "pos": lambda text: jieba.posseg.cut(text),
    "posnohmm": lambda text: jieba.posseg.cut(text, HMM=False),
}


def escape(token):
    return token.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def main():
    jieba.setLogLevel(60)
    mode, output, inputs = sys.argv[1], sys.argv[2], sys.argv[3:]
    with open(output, "w", encoding="utf-8", newline="\n") as file:
        for path in inputs:
            with open(path, "rb") as stream:
                text = stream.read().decode("utf-8")
            for token in CUTS[mode](text):
                if mode.startswith("pos"):
                    file.write(f"{escape(token.word)}\t{token.flag}\n")
                else:
                    file.write(escape(token) + "\n")


main()
