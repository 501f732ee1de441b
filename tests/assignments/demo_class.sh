#!/bin/bash
# SPDX-License-Identifier: MIT
# demo_class.sh MPGRADE SOURCE: grades the demo class and compares the failed checks of every
# student with what the class was made for; makes its repository anew and expects the same commit.
set -euo pipefail
mpgrade=$1 source=$2 here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$source/examples/make-repository.sh" "$work/ivan"
cmp "$work/ivan/refs/heads/main" "$source/examples/submissions/ivan/refs/heads/main"

"$mpgrade" "$source/examples/submissions" --assignments "$source/assignments" \
    --output "$work/results" --quiet --progress never
python3 -B "$here/demo_class.py" "$work/results/results.json"
