# SPDX-License-Identifier: MIT
# A student's own folder: only the visible checks, the files as they lie.
. "$(dirname "$0")/transcript.sh"
. "$test_folder/needs-sandbox.sh"
# Findings and statements are the engine's and have tests of their own.
filter='/^  note  /d; s/^( +)\(.*schedules?.*\)$/\1(STATEMENT)/'
mkdir -p right wrong empty
cp "$counter/wrong/leaves-a-zombie/counter.c" right/
cp "$counter/wrong/no-lock/counter.c" wrong/
grade check right
(cd wrong && cp -r . "$work/inside")
cd inside || exit 1
"$MPGRADE" check --assignments "$assignments" >../said 2>&1
echo "in the folder itself: $?" >>../transcript
cd .. || exit 1
hide <said >>transcript
grade check empty
grade check wrong --quiet
grade check nowhere
finish
