#!/usr/bin/env python3
"""Counts a large corpus within a budget of memory: peak of the process, and the speed of each tenth.

    memory.py TERMS CORPUS [--memory 512MB] [--keep FILE]
"""
import argparse, os, resource, subprocess, sys, tempfile, time


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('terms')
    parser.add_argument('corpus')
    parser.add_argument('--memory', default='512MB')
    parser.add_argument('--keep', help='path of the counts file; without it a temporary one')
    a = parser.parse_args()
    size = sum(os.path.getsize(os.path.join(d, f)) for d, _, files in os.walk(a.corpus) for f in files) if os.path.isdir(a.corpus) else os.path.getsize(a.corpus)
    output = a.keep or os.path.join(tempfile.mkdtemp(prefix='terms-memory-'), 'all.counts')
    begin = time.time()
    process = subprocess.Popen([a.terms, 'count', a.corpus, '-o', output, '--memory', a.memory, '--progress'], stderr=subprocess.PIPE, text=True)
    def used():  # processor time: the wall clock says little on a machine that others use too
        try:
            with open(f'/proc/{process.pid}/stat') as f:
                fields = f.read().rsplit(')', 1)[1].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')
        except FileNotFoundError:
            return 0

    marks, last = [(0, used())], ''
    for line in process.stderr:
        last = line.strip()
        if line.startswith('counted '):
            marks.append((int(line.split()[1]), used()))
    code = process.wait()
    whole = time.time() - begin
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f'exit {code}; {last}')
    documents = marks[-1][0]
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = children.ru_utime + children.ru_stime
    print(f'{size / 1e6:.0f} MB of text, {documents} documents, counts {os.path.getsize(output) / 1e6:.0f} MB')
    print(f'processor: counted in {marks[-1][1]:.1f} s = {size / 1e6 / marks[-1][1]:.2f} MB/s, with merging and writing {cpu:.1f} s = {size / 1e6 / cpu:.2f} MB/s; wall clock {whole:.1f} s')
    print(f'peak resident {peak:.0f} MB at a budget of {a.memory}')
    tenths, at = [], marks[0]
    for tenth in range(1, 11):
        reached = next(mark for mark in marks if mark[0] >= documents * tenth / 10)
        if reached[1] > at[1]:
            tenths.append(size / 1e6 * (reached[0] - at[0]) / documents / (reached[1] - at[1]))
        at = reached
    print('MB/s of processor time by tenth: ' + ' '.join(f'{s:.2f}' for s in tenths) + f'; last to first {tenths[-1] / tenths[0]:.3f}')
    return code


if __name__ == '__main__':
    sys.exit(main())
