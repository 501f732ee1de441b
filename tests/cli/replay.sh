# SPDX-License-Identifier: MIT
# The round trip: a failure that grade reports is seen again by replay; what has changed is said.
. "$(dirname "$0")/transcript.sh"
. "$test_folder/needs-sandbox.sh"
mkdir -p class/bob
cp "$counter/wrong/no-lock/counter.c" class/bob/
grade class
id=$(python3 -c 'import json, sys
checks = json.load(open("results/results.json"))["submissions"][0]["assignments"][0]["checks"]
print(checks[0]["failure"]["id"])')
filter="s/ ${id:0:5} / BEGINNING /"
"$MPGRADE" replay results "$id" --assignments "$assignments" >view
echo "status $?, the view:" >>transcript
# The interleaving is the engine's; that both processes read before either wrote is the point.
grep -oE '(read|write) counter.txt: "[0-9]+\\n"|[0-9]+: (read|pwrite)\(.*' view | sort | uniq -c \
    | sed 's/^ *//' >>transcript
tail -n 1 view >>transcript
run mpgrade replay results/results.json "${id:0:5}" --assignments "$assignments" --quiet
run mpgrade replay results "${id:0:5}" --assignments "$assignments" --quiet --save-schedule one.json
run python3 "$test_folder/validate.py" schedule.schema.json one.json
run mpgrade replay one.json class/bob --assignments "$assignments" --quiet
mkdir repaired
cp "$counter/solution/counter.c" repaired/
(cd repaired && "$MPGRADE" replay ../one.json --assignments "$assignments" --quiet) >said
echo "repaired: $?" >>transcript
cut -d: -f1 said >>transcript
run mpgrade replay results ffffff --assignments "$assignments"
sed 's/the counter is/the clock is/' results/results.json >edited.json
run mpgrade replay edited.json --assignments "$assignments" --quiet
echo '/* changed */' >>class/bob/counter.c
run mpgrade replay results --assignments "$assignments" --quiet
rm -r class/bob
run mpgrade replay results --assignments "$assignments" --quiet
finish
