#!/usr/bin/python3
"""Writes text that real texts seldom hold: generate.py OUTPUT MEGABYTES [SEED].

Dictionary words, common and rare Han, Latin, digits, signs, spaces, controls, line ends, other scripts and characters outside
the Basic Multilingual Plane, mixed. The same arguments give the same text.
"""
import os
import random
import sys

import jieba

CONTROLS = "\x00\x01\x08\x0b\x0c\x0e\x1b\x1c\x1d\x1e\x1f\x7f\x85\xad\u200b\u200e\u2028\u2029\u2060\ufeff\ufffd\ufffe\uffff"
SPACES = " \t\u00a0\u1680\u2003\u2009\u202f\u205f\u3000"
SIGNS = "，。、；：？！“”‘’（）《》【】…—～·〇々℃％＋－．,;:?!'\"()[]{}<>/\\|@$^*=~`+#&._%-"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = "éüßñÅœ€АбвгдΑβγδאבגदกひらがなカタカナ한국어ａｂＣＤ０１９ⅣⅦ①②㈠㎡㏄㐀㐁㒵䶵豈更車鿖鿪鿿"
ASTRAL = "😀🚀👨\u200d👩\u200d👧🇨🇳𠀀𠮷𡃁𢆡𪚥𫓧𬭊𝐀𝟘"


def pieces(rng, words, common):
    kinds = [
        (30, lambda: "".join(rng.choice(words) for _ in range(rng.randint(1, 8)))),
        (30, lambda: "".join(rng.choice(common) for _ in range(rng.randint(1, 20)))),
        (2, lambda: "".join(chr(rng.randint(0x4E00, 0x9FD5)) for _ in range(rng.randint(1, 4)))),
        (4, lambda: "".join(rng.choice((rng.choice(common), chr(rng.randint(0x4E00, 0x9FEF)))) for _ in range(rng.randint(1, 6)))),
        (6, lambda: "".join(rng.choice(LATIN + "0123456789") for _ in range(rng.randint(1, 9)))),
        (6, lambda: "".join(rng.choice("0123456789.%") for _ in range(rng.randint(1, 8)))),
        (4, lambda: "".join(rng.choice("aZ09+#&._%-") for _ in range(rng.randint(1, 8)))),
        (8, lambda: rng.choice(SIGNS) * rng.choice((1, 1, 1, 2, 3))),
        (4, lambda: rng.choice(SPACES) * rng.choice((1, 1, 2, 4))),
        (2, lambda: rng.choice(("\n", "\r\n", "\r", "\n\n", "\r\r\n\n", "\n\r"))),
        (2, lambda: rng.choice(CONTROLS)),
        (2, lambda: "".join(rng.choice(OTHER) for _ in range(rng.randint(1, 4)))),
        (2, lambda: "".join(rng.choice(ASTRAL) for _ in range(rng.randint(1, 3)))),
        (3, lambda: rng.choice(words) + rng.choice(LATIN + "0123456789+-%.") + rng.choice(words)),
        (3, lambda: rng.choice(("4S店", "AT&T", "C++", "c#", "T恤", "卡拉OK", "B超", "X光", "PH值", "IP地址", "SIM卡", "阿Q", "T型台"))),
    ]
    weights = [weight for weight, _ in kinds]
    makers = [maker for _, maker in kinds]
    while True:
        yield rng.choices(makers, weights)[0]()


def main():
    output, size = sys.argv[1], int(float(sys.argv[2]) * 1_000_000)
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    words, common = [], []
    with open(os.path.join(os.path.dirname(jieba.__file__), "dict.txt"), encoding="utf-8") as file:
        for line in file:
            word, frequency, _ = line.split(" ")
            words.append(word)
            if int(frequency) >= 1000:
                common.append(word[0])
    written = 0
    with open(output, "w", encoding="utf-8", newline="") as file:
        for piece in pieces(rng, words, common):
            file.write(piece)
            written += len(piece.encode("utf-8"))
            if written >= size:
                break


main()
