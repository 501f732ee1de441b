# SPDX-License-Identifier: MIT
# What the program says when it is asked wrongly, and what its help says.
. "$(dirname "$0")/transcript.sh"
run mpgrade
run mpgrade version
run mpgrade nonsense
run mpgrade ./nowhere
run mpgrade grade
run mpgrade grade --bogus
run mpgrade --min-score 101 .
run mpgrade . --format json,pdf
run mpgrade help check
run mpgrade help explore
run mpgrade help nonsense
run mpgrade assignment frobnicate
run mpgrade assignment show nothing --assignments "$assignments"
run mpgrade assignment list --assignments "$assignments"
run mpgrade assignment show counter --assignments "$assignments"
run mpgrade replay nowhere.json
mkdir -p specs/counter empty
cp "$counter/oracle.c" specs/counter
sed 's/"points": 60/"points": 50/' "$counter/assignment.json" >specs/counter/assignment.json
run mpgrade empty --assignments specs
cp "$counter/assignment.json" specs/counter
run mpgrade empty --assignments specs
finish
