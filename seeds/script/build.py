#!/usr/bin/env python3
"""Builds src/Terminology.Segmentation/Resources/t2s.txt from the four OpenCC tables beside this file (see SOURCE.md).

    python3 seeds/script/build.py

The resource: line 1 holds the characters, traditional and simplified alternating; every further line is a phrase, TAB, its simplified form.
Only pairs of equal UTF-16 length are kept, so that a converted text has the offsets of the original.
"""
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "src" / "Terminology.Segmentation" / "Resources" / "t2s.txt"


def rows(name):
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) >= 2 and not line.startswith("#"):
            yield fields[0], fields[1].split(" ")[0]


def units(text):
    return len(text.encode("utf-16-le")) // 2


characters = {t: s for t, s in rows("TSCharacters.txt") if units(t) == 1 and units(s) == 1}
for name in ("HKVariantsRev.txt", "TWVariantsRev.txt"):
    for variant, standard in rows(name):
        # 著 (著名, 著作) is a simplified character too; only Taiwan's use of it as the particle 着 is a variant.
        if units(variant) == 1 and variant not in characters and variant != "著":
            simplified = characters.get(standard, standard)
            # A variant that is itself the simplified form of its standard character needs no entry.
            if units(simplified) == 1 and simplified != variant:
                characters[variant] = simplified
characters = {t: s for t, s in characters.items() if t != s}


def by_character(text):
    return "".join(characters.get(c, c) for c in text)


# A phrase is needed only where it differs from its characters converted one by one.
phrases = sorted((t, s) for t, s in rows("TSPhrases.txt") if units(t) == units(s) and by_character(t) != s)
lines = ["".join(t + s for t, s in sorted(characters.items()))] + [f"{t}\t{s}" for t, s in phrases]
TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
print(len(characters), "characters,", len(phrases), "phrases,", TARGET.stat().st_size, "bytes")
