#!/bin/bash
# SPDX-License-Identifier: MIT
# scripts/prepare.sh with stand-ins for the package tools: what is asked of apt, what a person reads
# who may not install, and when nothing is done at all. No network, no root.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

stand_in() {
    printf '#!/bin/bash\n%s\n' "$2" >"$work/bin/$1"
    chmod +x "$work/bin/$1"
}

# begin UID SUDO MISSING...: a fresh folder and a machine where MISSING are not installed.
begin() {
    rm -rf "$work"/*
    mkdir -p "$work/bin" "$work/top"
    cp -r "$MPGRADE_SOURCE/scripts" "$work/top"
    local uid=$1 sudo=$2
    shift 2
    printf '%s\n' "$@" >"$work/missing"
    stand_in id "echo $uid"
    stand_in sudo "[ $sudo = yes ] || exit 1; shift; \"\$@\""
    stand_in dpkg-query 'echo "$@" >>"$WORK/queries"
        grep -qx -- "${!#}" "$WORK/missing" || printf installed'
    stand_in apt-get 'echo "$@" >>"$WORK/apt"
        [ ! -e "$WORK/broken" ] || { echo "E: no network"; exit 100; }'
}

# run KIND: prepare_packages as a script would call it; its status in $status, messages in $said.
run() {
    said=$(cd "$work/top" && WORK=$work PATH="$work/bin:$PATH" \
        bash -euo pipefail -c "source scripts/prepare.sh; prepare_packages $1" 2>&1)
    status=$?
}

expect() {
    local what=$1
    shift
    if ! "$@"; then
        printf 'FAILED: %s (status %s)\n%s\n' "$what" "$status" "$said"
        failures=$((failures + 1))
    fi
}

says() { [[ $said == *"$1"* ]]; }
ended_with() { [[ $status == "$1" ]]; }
was_asked() { grep -q -- "$1" "$work/apt" 2>/dev/null; }
nothing_asked() { [[ ! -e $work/apt ]]; }

begin 0 no
run run
expect "nothing missing is no failure" ended_with 0
expect "nothing missing asks apt for nothing" nothing_asked
rm "$work/queries"
run run
expect "a second start asks no package tool" test ! -e "$work/queries"
touch "$work/top/scripts/packages.txt"
run run
expect "a changed list is looked at again" test -e "$work/queries"

begin 0 no libgit2-dev cmake
run run
expect "root installs" ended_with 0
expect "root installs exactly what is missing" was_asked 'recommends cmake libgit2-dev$'
expect "what is installed is said" says "installing with apt: cmake libgit2-dev"

begin 0 no libcriterion-dev
run run
expect "test packages aren't needed to run" nothing_asked
run test
expect "test packages are needed to test" was_asked libcriterion-dev

begin 1000 yes cmake
run run
expect "sudo is used" was_asked 'recommends cmake$'

begin 1000 no cmake ninja-build
run run
expect "who may not install gets status 3" ended_with 3
expect "and the one line to run" says "please run: sudo apt-get update && sudo apt-get install"
expect "which names them" says "recommends cmake ninja-build"
expect "apt is left alone" nothing_asked

begin 0 no cmake
touch "$work/broken"
run run
expect "an apt that fails gives status 3" ended_with 3
expect "with its last words" says "E: no network"
rm "$work/broken"
run run
expect "and is tried again" ended_with 0

begin 0 no
cd "$work/top" || exit 1
mkdir -p harness build
touch CMakeLists.txt CMakePresets.json cmake reference grader assignments harness/{old,new}.c
status=- said=
current() { (source scripts/prepare.sh && build_is_current build/stamp); }
expect "without a stamp nothing is current" eval '! current'
touch -d 2001-01-01 CMake* cmake reference grader assignments harness/*.c harness
touch -d 2001-01-02 build/stamp
expect "nothing newer is current" current
touch harness/old.c
expect "a newer file is noticed" eval '! current'
touch -d 2001-01-01 harness/old.c
rm harness/new.c
expect "a removed file is noticed" eval '! current'

[[ $failures == 0 ]]
