#!/usr/bin/python3
"""Writes the seed files of the segmenter from an installed jieba 0.42.1.

    python3 seeds/dictionary/convert.py

Needs Debian's python3-jieba. Writes dict.txt.gz (jieba's dict.txt, byte for byte), word-hmm.txt.gz and tag-hmm.txt.gz
(the probability tables as text; every double as Python's shortest text that reads back to the same bits), and
logarithms.txt.gz (the natural logarithm of every frequency and of their sum as the C library of Debian gives it, because
another library may differ in the last bit and jieba's choices hang on it).
The result is the same at every run: gzip without name and time.
"""
import gzip
import io
import math
import os

import jieba
from jieba.finalseg import prob_emit, prob_start, prob_trans
from jieba.posseg import char_state_tab
from jieba.posseg import prob_emit as tag_emit
from jieba.posseg import prob_start as tag_start
from jieba.posseg import prob_trans as tag_trans

HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, data):
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as stream:
        stream.write(data)
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(buffer.getvalue())


def text(lines):
    return ("\n".join(lines) + "\n").encode("utf-8")


def word_hmm():
    for state in "BEMS":
        yield f"start\t{state}\t{prob_start.P[state]!r}"
    for source in "BEMS":
        for target, value in sorted(prob_trans.P[source].items()):
            yield f"trans\t{source}\t{target}\t{value!r}"
    for state in "BEMS":
        for char, value in sorted(prob_emit.P[state].items()):
            yield f"emit\t{state}\t{char}\t{value!r}"


def tag_hmm():
    states = sorted(tag_start.P)
    for state in states:
        yield f"start\t{state[0]}\t{state[1]}\t{tag_start.P[state]!r}"
    for source in states:
        for target, value in sorted(tag_trans.P[source].items()):
            yield f"trans\t{source[0]}\t{source[1]}\t{target[0]}\t{target[1]}\t{value!r}"
    for char, allowed in sorted(char_state_tab.P.items()):
        yield f"allow\t{char}\t" + " ".join(f"{letter}{tag}" for letter, tag in sorted(allowed))
    for state in states:
        for char, value in sorted(tag_emit.P[state].items()):
            yield f"emit\t{state[0]}\t{state[1]}\t{char}\t{value!r}"


def logarithms(dictionary):
    frequencies = [int(line.split(" ")[1]) for line in dictionary.decode("utf-8").splitlines()]
    for frequency in sorted(set(frequencies)):
        yield f"{frequency}\t{math.log(frequency)!r}"
    yield f"{sum(frequencies)}\t{math.log(sum(frequencies))!r}"


with open(os.path.join(os.path.dirname(jieba.__file__), "dict.txt"), "rb") as file:
    words = file.read()
write("dict.txt.gz", words)
write("logarithms.txt.gz", text(logarithms(words)))
write("word-hmm.txt.gz", text(word_hmm()))
write("tag-hmm.txt.gz", text(tag_hmm()))
