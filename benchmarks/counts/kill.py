#!/usr/bin/env python3
"""Kills a counting at random moments, and lets a disk run full: nothing half may be taken for whole, and the next run gives the same bytes.

    kill.py TERMS CORPUS [--kills 20] [--memory 64MB] [--seed 1] [--small-disk]

TERMS is the command line tool. --small-disk mounts a tmpfs of 8 MB, which takes the right to mount.
"""
import argparse, glob, hashlib, os, random, signal, subprocess, sys, tempfile, time


def digest(path):
    with open(path, 'rb') as f:
        return hashlib.file_digest(f, 'sha256').hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('terms')
    parser.add_argument('corpus')
    parser.add_argument('--kills', type=int, default=20)
    parser.add_argument('--memory', default='64MB')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--small-disk', action='store_true')
    a = parser.parse_args()
    rnd = random.Random(a.seed)
    folder = tempfile.mkdtemp(prefix='terms-kill-')
    output = os.path.join(folder, 'part.counts')
    command = [a.terms, 'count', a.corpus, '-o', output, '--memory', a.memory]
    begin = time.time()
    first = subprocess.run(command, capture_output=True, text=True, check=True)
    whole = time.time() - begin
    wanted = digest(output)
    print(f'whole run: {whole:.1f} s, {os.path.getsize(output)} bytes; {first.stderr.strip()}')
    os.remove(output)
    faults = killed = finished = 0
    for i in range(a.kills):
        after = rnd.random() * whole
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        code = process.wait()
        killed += code == -signal.SIGKILL
        finished += code == 0
        left = sorted(os.path.basename(f) for f in glob.glob(folder + '/*') + glob.glob(folder + '/.*'))
        whole_file = os.path.exists(output)
        if whole_file and digest(output) != wanted:
            faults += 1
            print(f'kill {i}: {output} is not whole')
        if any(name.endswith('.run') for name in left):
            faults += 1
            print(f'kill {i}: a run was left: {left}')
        print(f'kill {i + 1} after {after:.2f} s: exit {code}, left {left}')
        if i % 2 and whole_file:
            os.remove(output)
    subprocess.run(command, capture_output=True, check=True)
    same = digest(output) == wanted
    checked = subprocess.run([a.terms, 'merge', '--check', output]).returncode == 0
    print(f'{killed} killed, {finished} had finished; rerun {"gives the same bytes" if same else "DIFFERS"}; check {"passed" if checked else "FAILED"}')
    faults += not same or not checked

    for cut in (1, 1000, os.path.getsize(output) // 2, os.path.getsize(output) - 1):
        part = os.path.join(folder, 'cut.counts')
        with open(output, 'rb') as f, open(part, 'wb') as g:
            g.write(f.read(cut))
        r = subprocess.run([a.terms, 'merge', part, '-o', os.path.join(folder, 'all.counts')], capture_output=True, text=True)
        if r.returncode != 2 or part not in r.stderr or os.path.exists(os.path.join(folder, 'all.counts')):
            faults += 1
            print(f'a file of {cut} bytes: exit {r.returncode}, {r.stderr}')

    if a.small_disk:
        disk = os.path.join(folder, 'disk')
        os.mkdir(disk)
        subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk], check=True)
        try:
            for what, extra in (('output', ['--spill', folder]), ('runs', [])):
                old = os.path.join(disk, 'part.counts')
                with open(old, 'w') as f:
                    f.write('the last good part')
                r = subprocess.run([a.terms, 'count', a.corpus, '-o', old, '--memory', a.memory, *extra], capture_output=True, text=True)
                kept = open(old).read() == 'the last good part' and os.listdir(disk) == ['part.counts']
                print(f'full disk ({what}): exit {r.returncode}, {r.stderr.strip()}, the old file {"stands" if kept else "IS LOST"}')
                faults += r.returncode != 2 or not kept
        finally:
            subprocess.run(['umount', disk], check=True)
    print(f'{faults} faults')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
