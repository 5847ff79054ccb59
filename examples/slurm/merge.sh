#!/bin/bash
#SBATCH --job-name=terms-merge
#SBATCH --cpus-per-task=1
# merge.sh CORPUS FOLDER PARTS: counts missing or damaged parts again, then merges all.
set -euo pipefail
corpus=$1 folder=$2 parts=$3
here=${TERMS_SLURM:-$(dirname "$(scontrol show job "$SLURM_JOB_ID" | sed -n 's/^ *Command=\([^ ]*\).*/\1/p')")} # Slurm runs a copy of this script
for part in $(seq "$parts"); do
    bash "$here/count.sh" "$corpus" "$folder" "$parts" "$part"
done
"$TERMS" merge "$folder"/parts/*.counts --output "$folder/all.counts"
