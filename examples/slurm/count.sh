#!/bin/bash
#SBATCH --job-name=terms-count
#SBATCH --cpus-per-task=1
# count.sh CORPUS FOLDER PARTS [PART]: counts one part. A part that stands already and is whole is left alone, so a requeued or repeated job costs nothing twice.
set -euo pipefail
corpus=$1 folder=$2 parts=$3 part=${4:-$SLURM_ARRAY_TASK_ID}
output=$(printf '%s/parts/%06d.counts' "$folder" "$part")
if [ -e "$output" ] && "$TERMS" merge --check "$output" > /dev/null; then
    echo "$output stands"
    exit 0
fi
# Runs go to the node's own disk where it has one.
"$TERMS" count "$corpus" --part "$part/$parts" --memory "$MEMORY" --output "$output" ${SLURM_TMPDIR:+--spill "$SLURM_TMPDIR"}
