#!/bin/bash
# submit.sh CORPUS FOLDER PARTS: counts the files of CORPUS in PARTS jobs, then merges and ranks them; all results in FOLDER.
# TERMS names the command (terms); MEMORY what a job may use for counts (512MB).
set -euo pipefail
corpus=$1 folder=$2 parts=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$folder/parts" "$folder/log"
export TERMS=${TERMS:-terms} MEMORY=${MEMORY:-512MB}
count=$(sbatch --parsable --requeue --array="1-$parts" --output="$folder/log/count-%a.txt" --open-mode=append "$here/count.sh" "$corpus" "$folder" "$parts")
# afterany and not afterok: the merge counts again whatever part is missing or damaged.
merge=$(sbatch --parsable --requeue --dependency="afterany:$count" --output="$folder/log/merge.txt" --open-mode=append "$here/merge.sh" "$corpus" "$folder" "$parts")
rank=$(sbatch --parsable --requeue --dependency="afterok:$merge" --output="$folder/log/rank.txt" --open-mode=append "$here/rank.sh" "$folder")
echo "count $count, merge $merge, rank $rank; the terms will be in $folder/terms.csv"
