# SPDX-License-Identifier: MIT
# Stored results: other forms of them, what moved between two, and parts of a class as a whole.
. "$(dirname "$0")/transcript.sh"
. "$test_folder/needs-sandbox.sh"
mkdir -p class/{alice,bob,carol}
cp "$counter/solution/counter.c" class/alice/
cp "$counter/wrong/no-lock/counter.c" class/bob/
cp "$counter/solution/counter.c" class/carol/
part() {
    "$MPGRADE" class --assignments "$assignments" --no-resume -j1 --quiet "$@"
}
part -o whole
part -o first --shard 1/2
part -o second --shard 2/2
run mpgrade report whole --format tap
"$MPGRADE" report whole >printed.json
run cmp printed.json whole/results.json
run mpgrade report whole --format pdf
# Each form is what its readers ask for, also when all are written at once.
forms='junit sarif gradescope classroom50 autolab github gitlab canvas moodle html'
export CLASSROOM=lab SUBMISSION_TAG=submit/1 COMMIT_URL=c RELEASE_URL=r
for form in $forms; do
    "$MPGRADE" report whole --format "$form" >"form.$form"
    run python3 "$test_folder/forms.py" "$form" "form.$form"
done
run mpgrade report whole --format github
part -o all --format "$(tr ' ' , <<<"$forms")"
run ls all
run cmp all/results.sarif form.sarif
run mpgrade report nowhere
echo '{"schema": "something/1"}' >other.json
run mpgrade report other.json
run mpgrade merge first second --output joined
run python3 "$test_folder/same.py" joined/results.json whole/results.json
run mpgrade merge first second first -o joined --quiet --format csv
run ls joined
run mpgrade diff whole joined
cp "$counter/solution/counter.c" class/bob/
rm -r class/carol
mkdir class/dave
cp "$counter/wrong/no-lock/counter.c" class/dave/
part -o later
run mpgrade diff whole later
run mpgrade merge whole later
run mpgrade merge whole other.json
finish
