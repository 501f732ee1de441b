# SPDX-License-Identifier: MIT
# A small class, end to end: the table, the gate, --json, the schema, any number of jobs, and
# taking over what is there.
. "$(dirname "$0")/transcript.sh"
. "$test_folder/needs-sandbox.sh"
same="$test_folder/same.py"
mkdir -p class/{alice/counter,bob,carol,dave,erin} class/$'fr\ned'
cp "$counter/solution/counter.c" class/alice/counter/
cp "$counter/wrong/no-lock/counter.c" class/bob/
echo 'int main(void) { return x; }' >class/carol/counter.c
echo '#include "/etc/hostname"' >class/dave/counter.h
ln -s /etc/passwd class/erin/counter.c
mkfifo class/$'fr\ned'/counter.c
ln -s /etc class/gina
touch class/README
grade class
cp results/results.json first.json
grade class --min-score 50 --quiet
grade class --min-score 50 -a counter
run python3 "$test_folder/validate.py" results.schema.json results/results.json
"$MPGRADE" class --assignments "$assignments" -o other -j2 --json --progress always \
    >other.json 2>errors
run python3 "$same" other.json other/results.json
run python3 "$same" first.json other.json
ls -i other/submissions | sort >before
"$MPGRADE" class --assignments "$assignments" -o other -j2 --quiet
ls -i other/submissions | sort >after
run diff before after
run ls other/submissions
run mpgrade class/alice --assignments "$assignments" -j1 --quiet -o one --shard 1/1 \
    --format tap,csv,junit
run cat one/results.tap one/results.csv
run python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("one/results.xml")'
run mpgrade class/nobody --assignments "$assignments"
finish
