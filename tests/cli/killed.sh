# SPDX-License-Identifier: MIT
# A grading that is killed loses no finished submission, leaves no process behind, and is completed
# by the next one to the bytes of an undisturbed run.
. "$(dirname "$0")/transcript.sh"
. "$test_folder/needs-sandbox.sh"
for name in a b c d e f; do
    mkdir -p "class/$name"
    cp "$counter/wrong/no-lock/counter.c" "class/$name/"
    echo "/* $name */" >>"class/$name/counter.c"
done
"$MPGRADE" class --assignments "$assignments" -o whole -j2 --quiet
"$MPGRADE" class --assignments "$assignments" -o "$work/part" -j2 --quiet &
grader=$!
# Killed as soon as one record is there, so that others are in the middle of their work.
until [ -n "$(ls part/submissions 2>/dev/null | grep -v '^\.')" ] || ! kill -0 $grader; do
    sleep 0.02
done
kill -9 $grader
wait $grader 2>/dev/null
echo "killed: $?" >>transcript
# Workers and the first process of every sandbox are forks of it, and have its command line; without
# the first process, the kernel leaves nothing of a sandbox.
while pgrep -f -- "-o $work/part" >/dev/null; do
    sleep 0.02
done
run test -e part/results.json
(cd part/submissions && ls -i ./*.json) >before
"$MPGRADE" class --assignments "$assignments" -o "$work/part" -j2 --quiet
echo "resumed: $?" >>transcript
(cd part/submissions && ls -i ./*.json) >after
echo "records that were made anew: $(grep -vxFf after before | wc -l)" >>transcript
run python3 "$test_folder/same.py" whole/results.json part/results.json
finish
