#!/bin/bash
# SPDX-License-Identifier: MIT
# Makes the demo class's git repository anew, the same to the last byte of its commits:
#
#     examples/make-repository.sh examples/submissions/ivan
#
# It is a bare repository, kept in ours as plain files (a repository with a .git folder couldn't
# be). Its ticket.c was handed in before the deadline of that assignment (which lies so far off that
# no real submission is ever late), was repaired a day late, and broken after the last day.
set -euo pipefail
target=$(realpath -m "$1")
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
[[ ! -e $target ]] || { echo "$target is there already" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=Ivan GIT_AUTHOR_EMAIL=ivan@example.invalid
export GIT_COMMITTER_NAME=Ivan GIT_COMMITTER_EMAIL=ivan@example.invalid

# hand_in VARIANT...: puts files of assignments into the work tree, without their first comments,
# which say what is right or wrong with them.
hand_in() {
    local variant
    for variant in "$@"; do
        awk 'body; NR > 1 && /\*\/$/ { body = 1 }' "$root/assignments/$variant" \
            >"$work/tree/${variant##*/}"
    done
}

# commit SECONDS MESSAGE
commit() {
    git -C "$work/tree" add .
    GIT_AUTHOR_DATE="@$1 +0000" GIT_COMMITTER_DATE="@$1 +0000" \
        git -C "$work/tree" commit -q -m "$2"
}

deadline=4102444799 # 2099-12-31T23:59:59Z
day=86400
git init -q -b main "$work/tree"
hand_in daemon/solution/daemon.c terminate/wrong/kills-instead/terminate.c
commit $((deadline - 9 * day)) "daemon, and a first try at terminate"
hand_in ticket/wrong/thinks-with-the-lock/ticket.c queue/wrong/one-slot-too-many/bounded_queue.c
commit $((deadline - day)) "ticket and queue"
hand_in ticket/solution/ticket.c
commit $((deadline + day / 2)) "ticket: nobody thinks with the lock in hand"
hand_in ticket/wrong/no-lock/ticket.c
commit $((deadline + 5 * day)) "ticket: faster without a lock"

mkdir -p "$target/refs/heads"
echo "ref: refs/heads/main" >"$target/HEAD"
printf '[core]\n\trepositoryformatversion = 0\n\tbare = true\n' >"$target/config"
git -C "$work/tree" rev-parse main >"$target/refs/heads/main"
mkdir -p "$target/objects"
cp -r "$work"/tree/.git/objects/[0-9a-f][0-9a-f] "$target/objects"
