# SPDX-License-Identifier: MIT
# Golden transcripts. A test sources this file, calls `run` for each command and `finish` at its
# end; what was printed is compared with NAME.expected beside NAME.sh. `bash NAME.sh --update`
# writes the transcript instead; read the difference before committing it.
#
# Every test works in a folder of its own. What may differ between two runs is hidden: the folder's
# path, failure ids, digests, the version. `filter`, a sed script, may be set to hide more.
set -u
test_name=$(basename "${0%.sh}")
test_folder=$(cd "$(dirname "$0")" && pwd)
mode=${1:-}
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
: >transcript
assignments=$test_folder/assignments
counter=$assignments/counter
filter=
export HOME=$work GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null

hide() {
    sed -E -e "s#$test_folder#TESTS#g; s#$work#WORK#g" -e "s/\b[0-9a-f]{40}\b/DIGEST/g" \
        -e 's/\b[0-9a-f]{12}\b/FAILURE/g' -e 's/mpgrade [0-9]+\.[0-9]+\.[0-9]+/mpgrade VERSION/' \
        -e "$filter"
}

# run WORD...: a command, its output and its status. The word mpgrade stands for the built program,
# with the tests' own assignments.
run() {
    printf '$ %s\n' "$*" >>transcript
    if [ "$1" = mpgrade ]; then
        shift
        "$MPGRADE" "$@" >output 2>&1
    else
        "$@" >output 2>&1
    fi
    local status=$?
    hide <output >>transcript
    printf '[%d]\n\n' "$status" >>transcript
}

# grade WORD...: mpgrade with the tests' assignments, one job, from nothing.
grade() {
    run mpgrade "$@" --assignments "$assignments" --no-resume -j1
}

finish() {
    hide <transcript >hidden
    if [ "$mode" = --update ]; then
        cp hidden "$test_folder/$test_name.expected"
    else
        diff -u "$test_folder/$test_name.expected" hidden
    fi
}
