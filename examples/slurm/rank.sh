#!/bin/bash
#SBATCH --job-name=terms-rank
#SBATCH --cpus-per-task=1
# rank.sh FOLDER: ranks what was merged.
set -euo pipefail
"$TERMS" rank "$1/all.counts" --output "$1/terms.csv" > /dev/null
