# SPDX-License-Identifier: MIT
# From the first file of an assignment to what its students get.
. "$(dirname "$0")/transcript.sh"
. "$test_folder/needs-sandbox.sh"
run mpgrade assignment new Two_Locks --to course
run mpgrade assignment new two-locks --to course
run mpgrade assignment new two-locks --to course
run mpgrade assignment validate two-locks --assignments course --mutants
run mpgrade assignment publish two-locks --assignments course
run mpgrade assignment publish two-locks --assignments course --to students
run mpgrade assignment publish two-locks --assignments course --to students
run sh -c 'find students -type f | LC_ALL=C sort'
run cat students/.github/workflows/homework.yml
echo 'my own text' >students/README.md
run mpgrade assignment publish two-locks --assignments course --to students
run sh -c 'grep -v mp_lock_acquire course/two-locks/solution/two_locks.c >lockless.c'
cp lockless.c course/two-locks/right/atomic/two_locks.c
run sh -c '"$MPGRADE" assignment validate two-locks --assignments course --json | python3 -c "
import json, sys
proof = json.load(sys.stdin)
print(proof[\"proven\"], [v[\"name\"] for v in proof[\"variants\"] if v[\"problem\"]])"'
finish
