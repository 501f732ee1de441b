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
finish
