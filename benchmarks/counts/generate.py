#!/usr/bin/env python3
"""Makes a large corpus of a small one, in which new candidates keep turning up.

    generate.py TEXTS OUTPUT --size 1000 [--file 1] [--seed 1]

Clauses of the sentences of TEXTS (a folder of .txt files) are mixed into new sentences, and into a third of the clauses
a compound of two or three words that the seed draws is put; OUTPUT gets files of about --file MB until they have --size MB.
With --file 0 it is one file. The same arguments give the same bytes.
"""
import argparse, pathlib, random, re


def sentences(folder):
    clauses, words = [], set()
    for path in sorted(pathlib.Path(folder).rglob('*.txt')):
        text = path.read_text(encoding='utf-8', errors='ignore')
        for clause in re.split('[。！？；，：\\s]+', text):
            if 4 <= len(clause) <= 40:
                clauses.append(clause)
                if re.fullmatch('[\u4e00-\u9fff]{4}', clause):
                    words.update((clause[:2], clause[2:]))
    return clauses, sorted(words)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('texts')
    parser.add_argument('output')
    parser.add_argument('--size', type=float, default=1000, help='MB (10^6 bytes of UTF-8) in all')
    parser.add_argument('--file', type=float, default=1, help='MB of a file; 0: one file')
    parser.add_argument('--seed', type=int, default=1)
    a = parser.parse_args()
    clauses, words = sentences(a.texts)
    rnd = random.Random(a.seed)
    pick = rnd.random
    nclauses, nwords = len(clauses), len(words)
    limit = int(a.size * 1e6)
    each = int(a.file * 1e6) or limit
    output = pathlib.Path(a.output)
    if a.file:
        output.mkdir(parents=True, exist_ok=True)
    written = number = 0
    while written < limit:
        size, want = 0, min(each, limit - written)
        path = output / f'{number // 100:04}' / f'{number:06}.txt' if a.file else output
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, 'w', encoding='utf-8', buffering=1 << 20) as f:
            while size < want:
                parts = []
                for _ in range(200):
                    clause = clauses[int(pick() * nclauses)]
                    r = pick()
                    if r < .33:
                        at = int(pick() * len(clause))
                        fresh = words[int(pick() * nwords)] + words[int(pick() * nwords)]
                        if r < .11:
                            fresh += words[int(pick() * nwords)]
                        clause = clause[:at] + fresh + clause[at:]
                    parts.append(clause)
                    parts.append('，' if r < .6 else '。' if r < .9 else '。\n')
                text = ''.join(parts)
                size += len(text.encode())
                f.write(text)
        written += size
        number += 1
    print(f'{number} files, {written} bytes, {nclauses} clauses and {nwords} words of {a.texts}, seed {a.seed}')


if __name__ == '__main__':
    main()
