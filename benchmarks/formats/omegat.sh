#!/bin/bash
# OmegaT 3.6 loads our glossaries in a real project and finds the terms.
# usage: omegat.sh TERMS WORK      needs: omegat and a JDK (Debian: omegat default-jdk-headless)
set -e
here=$(cd "$(dirname "$0")" && pwd)
terms=$1 work=$2
rm -rf "$work" && mkdir -p "$work"
seed=$here/../../seeds/corpus/2014-miit-work-conference.txt
"$terms" extract "$seed" --top 300 -o "$work/seed.tbx" > /dev/null 2>&1
for form in tbx2 text; do
  project=$work/$form
  mkdir -p "$project"/{source,target,omegat,tm,dictionary,glossary}
  cp "$seed" "$project/source/seed.utf8"
  cat > "$project/omegat.project" <<'END'
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>ZH</source_lang><target_lang>EN</target_lang><source_tok>org.omegat.tokenizer.LuceneSmartChineseTokenizer</source_tok><target_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</target_tok><sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>
END
done
"$terms" convert "$work/seed.tbx" "$work/tbx2/glossary/seed.v2.tbx"
"$terms" convert "$work/seed.tbx" "$work/text"
mkdir -p "$work/classes"
javac -nowarn -d "$work/classes" -cp /usr/share/omegat/OmegaT.jar "$here/OmegaTCheck.java"
for form in tbx2 text; do
  echo "$form: $(ls "$work/$form/glossary")"
  timeout 120 java -Djava.awt.headless=true -Duser.home="$work" -cp "$work/classes:/usr/share/omegat/OmegaT.jar" org.omegat.gui.glossary.OmegaTCheck "$work/$form" 2> "$work/$form.log"
done
