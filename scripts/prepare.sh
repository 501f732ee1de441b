# SPDX-License-Identifier: MIT
# What ./mpgrade and ./run-tests share; sourced by them from the root folder, never run.
#
# Two stamps below build/ let a second start skip everything: .packages-KIND (no package was
# missing) and PRESET/.built (nothing is newer than the last build). Messages go to standard error:
# standard output belongs to the program. Whatever can't be had here ends the script with status 3.

say() {
    printf 'mpgrade: %s\n' "$*" >&2
}

give_up() {
    say "$@"
    exit 3
}

# Names of the packages of a kind (run, or test for both) that aren't installed.
packages_missing() {
    local need name _
    while read -r need name _; do
        [[ $need == run || $need == "$1" ]] || continue
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) == installed ]] ||
            printf '%s\n' "$name"
    done <scripts/packages.txt
}

packages_install() {
    local as_root=() log=build/packages.log
    local line="sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
    if [[ $(id -u) != 0 ]]; then
        sudo -n true 2>/dev/null || give_up "packages are missing; please run: $line"
        as_root=(sudo -n)
    fi
    say "installing with apt: $*"
    if ! "${as_root[@]}" apt-get update -q >"$log" 2>&1 ||
        ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
        tail -n 5 "$log" >&2
        give_up "apt could not install them (log: $log); please run: $line"
    fi
}

# prepare_packages KIND: every package of the kind is there afterwards.
prepare_packages() {
    local stamp=build/.packages-$1 missing
    [[ $stamp -nt scripts/packages.txt ]] && return
    mkdir -p build 2>/dev/null && [[ -w build ]] || give_up "$PWD/build can't be written by you"
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        mapfile -t missing < <(packages_missing "$1")
        [[ ${#missing[@]} == 0 ]] || packages_install "${missing[@]}"
    else
        say "this is neither Debian nor Ubuntu: building with what is there (see README.md)"
    fi
    touch "$stamp"
}

# Is anything that the build reads newer than its stamp? A removed file shows in its folder.
build_is_current() {
    [[ -e $1 ]] && [[ -z $(find CMakeLists.txt CMakePresets.json cmake reference harness grader \
        assignments -newer "$1" -print -quit) ]]
}

# build_preset PRESET TESTS TARGET: configures and builds; fails with the log's end on stderr.
build_preset() {
    local folder=build/$1 log=build/$1.log
    mkdir -p "$folder"
    touch "$folder/.started"
    if ! { cmake --preset "$1" -DMPGRADE_TESTS="$2" &&
        cmake --build --preset "$1" --target "$3"; } >"$log" 2>&1; then
        grep -E -m 5 'error:|Error|FAILED' "$log" >&2 || tail -n 5 "$log" >&2
        return 1
    fi
    mv "$folder/.started" "$folder/.built"
}

# prepare_program: the release build is current afterwards. One process builds, others wait for it.
prepare_program() {
    local lock
    build_is_current build/release/.built && return
    [[ -w build ]] || give_up "$PWD/build is out of date and can't be written by you"
    exec {lock}>build/.lock
    flock "$lock"
    if ! build_is_current build/release/.built; then
        say "building (once; log: build/release.log)"
        build_preset release OFF all || give_up "the build failed; the whole log: build/release.log"
    fi
    exec {lock}>&-
}
