# SPDX-License-Identifier: MIT
# The testbed without an assignment: what explore finds in plain programs, what it refuses, and that
# a failure it keeps is seen again. Interleavings are the engine's and aren't compared; that both
# processes read before either wrote is.
. "$(dirname "$0")/transcript.sh"
. "$test_folder/needs-sandbox.sh"
cp "$test_folder"/programs/*.c .
# What both kinds of steps and schedules hide, but for the numbers.
filter='s/\b[0-9][0-9,]* (others|schedules|inequivalent|interleavings)/N \1/
    s/run \([0-9]+\)/run (N)/; s/schedule [0-9]+ failed/schedule N failed/'

# explore WORD...: the verdict, kind and message of the report, and the status.
explore() {
    printf '$ mpgrade explore %s\n' "$*" >>transcript
    "$MPGRADE" explore --json "$@" >report.json 2>said
    local status=$?
    { [ -s report.json ] && python3 -c 'import json
report = json.load(open("report.json"))
failure = report["failure"]
print(report["verdict"], failure and failure["kind"], report["message"], sep=" | ")
for further in report["further"]: print("further |", further["failure"]["kind"])
for kind in sorted({finding["kind"] for finding in report["findings"]}): print("finding |", kind)'
      cat said; } 2>&1 | hide >>transcript
    printf '[%d]\n\n' "$status" >>transcript
    [ ! -s report.json ] || python3 "$test_folder/validate.py" exploration.schema.json report.json \
        | grep -v '^1 valid$' >>transcript
}

explore racing_counter.c
explore locked_counter.c
explore two_locks.c
explore careful_thread.c
explore crash.c
explore endless.c --steps 1000
explore many_children.c --budget 3
explore many_children.c --budget 3 --exit-ok 0 --tasks 101
explore many_children.c --tasks 999
explore many_rounds.c --budget 3 --steps 1000
explore left_behind.c --budget 20
explore left_behind.c --budget 20 --fail-on leak
explore racing_counter.c --fail-on race
explore racing_counter.c --fail-on race,assertion --keep-going --budget 40
explore racing_counter.c --threads-only-sync --faults none

# notes WORD...: what is found though nothing fails, and where.
notes() {
    "$MPGRADE" explore --json "$@" | python3 -c 'import json, sys
for finding in json.load(sys.stdin)["findings"]:
    places = [str(place["line"]) for place in finding["locations"]]
    print("note |", finding["message"], "|", ", ".join(places))' >>transcript
}

# Places are called what the student calls them; what the sandbox refuses is told.
notes --faults none --budget 20 named_places.c
notes --exit-ok 0 refused_calls.c

# What escapes control is named, and nothing is said to have been tried completely.
run mpgrade explore uncontrolled_wait.c --strategy dpor

# A trace has what the calls returned.
"$MPGRADE" explore --json --exit-ok 9 "$test_folder/../litmus/poll_tells_how_many.c" \
    | python3 -c 'import json, sys
for step in json.load(sys.stdin)["failure"]["trace"]:
    if step["operation"] == "poll": print("poll |", step["result"])' >>transcript

# What a program is given: arguments, input, files, libraries.
mkdir given
echo 4 >given/more.txt
echo 1 2 >input.txt
explore sums_input.c
explore sums_input.c --exit-ok 0
explore sums_input.c --exit-ok 0 --stdin input.txt
explore sums_input.c --exit-ok 7 --stdin input.txt --files given -- more.txt

# The view, and the way back.
run mpgrade explore locked_counter.c
"$MPGRADE" explore racing_counter.c >view
echo "the view: $?" >>transcript
sed -n '1,3p' view | hide >>transcript
grep -oE '[0-9]+: (int value|\*counter =).*' view | sed 's/ *$//' | sort | uniq -c | sed 's/^ *//' \
    >>transcript
grep -A 9 '^evidence' view | hide >>transcript
run mpgrade replay exploration.json --quiet
run python3 "$test_folder/validate.py" exploration.schema.json exploration.json

# More tasks than a page has columns for: each step says whose it is, and where it was made.
"$MPGRADE" explore ten_threads.c --output crowd.json >crowd
sed -n '4,7p' crowd >>transcript

# Step by step: forth, forth, back, and away; as a page that has no script and no raw text.
printf '\n\nb\nq\n' | "$MPGRADE" replay exploration.json --step >walked
grep -oE '^[> ] +[0-9]+ ' walked | tr -d '> ' | tr '\n' ' ' >>transcript
tail -n 1 walked | cut -d: -f1 >>transcript
run mpgrade replay exploration.json --quiet --html page.html
grep -cE '<script|javascript:|https?:' page.html >>transcript
grep -oE 'class=critical|<title>.*</title>|Content-Security-Policy' page.html | sort | uniq -c \
    | sed 's/^ *//' >>transcript
if [ -x /usr/bin/gdb ]; then
    printf 'bt\nquit\n' | "$MPGRADE" replay exploration.json --quiet --gdb >debugged 2>said
    echo "gdb: $?, in $(grep -oE 'add \(counter=[^)]*\)' debugged | sed 's/0x[0-9a-f]*/ADDRESS/')" \
        >>transcript
else
    echo 'gdb: 0, in add (counter=ADDRESS)' >>transcript
fi
run mpgrade replay exploration.json --gdb --at 4000
sed -i 's/int value = \*counter/int value = 1/' racing_counter.c
"$MPGRADE" replay exploration.json --quiet >said 2>&1
echo "changed: $?" >>transcript
sed -E 's/after [0-9]+ steps, at choice [0-9]+ of [0-9]+/after N steps, at choice N of N/' said \
    >>transcript

# What it refuses, in a line.
ln -s racing_counter.c linked.c
mkfifo pipe.c
mkdir folder.c
run mpgrade explore
run mpgrade explore nowhere.c
run mpgrade explore nowhere/at_all.c
run mpgrade explore linked.c
run mpgrade explore pipe.c
run mpgrade explore folder.c
run mpgrade explore /dev/null
run mpgrade explore input.txt
run mpgrade explore unbuilt.c
run mpgrade explore crash.c --strategy luck
run mpgrade explore crash.c --fail-on bad-luck
run mpgrade explore crash.c --exit-ok 0,256
run mpgrade explore crash.c --stdin nowhere
run mpgrade explore crash.c --files nowhere
finish
