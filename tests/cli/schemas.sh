# SPDX-License-Identifier: MIT
# The three formats: every spec that comes with mpgrade, and the examples in the pages that describe
# the formats, fit their schemas; a few that are wrong don't.
. "$(dirname "$0")/transcript.sh"
docs=$MPGRADE_SOURCE/docs
cp "$counter/assignment.json" good.json
for spec in "$MPGRADE_SOURCE"/assignments/*/assignment.json; do
    python3 "$test_folder/validate.py" assignment.schema.json "$spec" >said ||
        { echo "$spec" >>transcript; cat said >>transcript; }
done
# The first JSON block of a page, as a file.
example() {
    sed -n '/^```json$/,/^```$/p' "$1" | sed -e '/^```json$/d' -e '/^```$/,$d' >"$2"
}
example "$docs/assignment-format.md" assignment.json
example "$docs/schedule-format.md" schedule.json
run python3 "$test_folder/validate.py" assignment.schema.json assignment.json good.json
run python3 "$test_folder/validate.py" schedule.schema.json schedule.json
mkdir -p specs/ticket
cp assignment.json specs/ticket
run mpgrade assignment list --assignments specs
sed 's/"points": 60/"points": -1/' good.json >negative.json
sed 's/"skew"/"bad luck"/' good.json >fault.json
run python3 "$test_folder/validate.py" assignment.schema.json negative.json fault.json
sed 's/0\*12 1/0*12  1/' schedule.json >wide.json
run python3 "$test_folder/validate.py" schedule.schema.json wide.json
finish
