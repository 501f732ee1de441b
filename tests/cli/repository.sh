# SPDX-License-Identifier: MIT
# Repositories: HEAD or the last commit before the deadline, bare or not, and nothing but what the
# repository itself holds. Its hooks, filters and configuration are never run.
. "$(dirname "$0")/transcript.sh"
. "$test_folder/needs-sandbox.sh"
if ! command -v git >/dev/null; then
    echo "skipped: git is not installed"
    exit 77
fi

# commit FOLDER FILE DATE: commits FILE as counter.c, dated.
commit() {
    cp "$2" "$1/counter.c"
    git -C "$1" add -A
    GIT_AUTHOR_DATE=$3 GIT_COMMITTER_DATE=$3 git -C "$1" -c user.name=a -c user.email=a@b \
        commit -q -m "work" --allow-empty
}

# repository NAME: an empty one in the class.
repository() {
    git init -q -b main "class/$1"
}

right=$counter/solution/counter.c wrong=$counter/wrong/no-lock/counter.c
repository in-time && commit class/in-time "$right" 2026-01-01T12:00:00Z
echo 'int broken' >class/in-time/counter.c
repository late && commit class/late "$right" 2026-01-03T00:00:01Z
repository too-late && commit class/too-late "$wrong" 2026-01-01T12:00:00Z
commit class/too-late "$right" 2026-02-01T00:00:00Z
repository never && commit class/never "$right" 2026-02-01T00:00:00Z
git clone -q --bare class/in-time class/packed
git -C class/packed gc -q
git clone -q --shared class/in-time class/borrows
repository linked && commit class/linked "$right" 2026-01-01T12:00:00Z
mv class/linked/.git/objects moved && ln -s "$work/moved" class/linked/.git/objects
mkdir class/elsewhere && echo "gitdir: $work/class/in-time/.git" >class/elsewhere/.git
repository nothing
repository with-link && ln -s /etc/passwd class/with-link/counter.h
commit class/with-link "$right" 2026-01-01T12:00:00Z
repository hostile && commit class/hostile "$right" 2026-01-01T12:00:00Z
git -C class/hostile config core.fsmonitor "touch $work/ran"
git -C class/hostile config core.hooksPath "$work/hooks"
git -C class/hostile config include.path "$work/fifo"
mkfifo fifo
grade class -a counter
python3 - >>transcript <<'END'
import json
for one in json.load(open("results/results.json"))["submissions"]:
    source = one["source"]
    print(one["id"], source["kind"], source["committed_at"], source["late_seconds"],
          one["score"], one["assignments"][0]["penalty"])
END
run ls ran
finish
