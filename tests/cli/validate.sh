# SPDX-License-Identifier: MIT
# The proof of an assignment: what is proven, and what is said of one that isn't.
. "$(dirname "$0")/transcript.sh"
. "$test_folder/needs-sandbox.sh"
run mpgrade assignment validate counter --assignments "$assignments"
cp -r "$assignments" broken
cd broken/counter || exit 1
cp solution/counter.c handout/
cp wrong/no-lock/counter.c right/pipe-token/
cp solution/counter.c wrong/says-nothing/
echo '{"fails": ["says-so"]}' >wrong/no-lock/expect.json
cd ../.. || exit 1
run mpgrade assignment validate counter --assignments broken
echo '{"fails": ["nothing"]}' >broken/counter/wrong/no-lock/expect.json
run mpgrade assignment validate counter --assignments broken
# What the matrix says, for a machine: of one that is proven, with mutants, and of one that isn't.
cp "$counter/wrong/no-lock/expect.json" broken/counter/wrong/no-lock/
"$MPGRADE" assignment validate counter --assignments "$assignments" --mutants --json >proof.json
"$MPGRADE" assignment validate counter --assignments broken --json >broken.json
run python3 "$test_folder/validate.py" proof.schema.json proof.json broken.json
sed -e 's/"fate":.*/"fate": "lost",/' -e 's/"proven":.*/"proven": "yes"/' proof.json >odd.json
run sh -c 'python3 "$0/validate.py" proof.schema.json odd.json | tail -n 1' "$test_folder"
finish
