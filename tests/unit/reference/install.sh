#!/bin/bash
# SPDX-License-Identifier: MIT
# Installs libmp into an empty folder, and builds a program against what lies there: with pkg-config
# alone (shared, static, as C++, by both compilers, from a staging folder) and with CMake's package.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$MPGRADE_BINARY" --prefix "$work/prefix" --component mp >"$work/log"
cd "$work/prefix"
libraries=$(dirname "$(find . -name libmp.a)")
for file in include/mp.h include/mp/queue.h "$libraries"/{libmp.so,pkgconfig/mp.pc} \
    share/man/man7/mp.7 share/man/man3/mp_{barrier,clock,condition,event,lock,pipe}.3 \
    share/man/man3/mp_{process,queue,rlock,semaphore,shared,status}.3; do
    [[ -e $file ]] || { echo "not installed: $file"; exit 1; }
done
! grep -n '\\&PP\|`' share/man/man3/* || { echo "a manual's page is raw"; exit 1; }
grep -q mp_queue_put share/man/man3/mp_queue.3 || { echo "no manual of mp_queue_put"; exit 1; }

export PKG_CONFIG_PATH=$work/prefix/$libraries/pkgconfig LD_LIBRARY_PATH=$work/prefix/$libraries
strict=(-Wall -Wextra -Wpedantic -Wshadow -Werror -g)

# try NAME COMMAND...: builds $work/NAME by the command, and runs it.
try() {
    local name=$1 output
    shift
    "$@" -o "$work/$name" || { echo "$name: doesn't build"; exit 1; }
    output=$("$work/$name" </dev/null)
    [[ $output == 55 ]] || { echo "$name: prints '$output' instead of 55"; exit 1; }
}

read -r -a flags < <(pkg-config --cflags --libs mp)
read -r -a static < <(pkg-config --static --cflags --libs mp)
cp "$here/example.c" "$work/example.cpp"
try shared gcc -std=c11 "${strict[@]}" "$here/example.c" "${flags[@]}"
try static gcc -std=c11 "${strict[@]}" -static "$here/example.c" "${static[@]}"
try clang clang -std=c11 "${strict[@]}" "$here/example.c" "${flags[@]}"
# Without exceptions nothing of a C++ library is needed.
cplusplus=(-std=c++11 -fno-exceptions "${strict[@]}" "$work/example.cpp" "${flags[@]}")
try cplusplus clang -x c++ "${cplusplus[@]}"
if command -v g++ >/dev/null; then
    try gplusplus g++ "${cplusplus[@]}"
else
    echo "g++ isn't installed: C++ is only tried with clang"
fi

DESTDIR=$work/stage cmake --install "$MPGRADE_BINARY" --prefix /opt/mp --component mp >"$work/log"
[[ $(ls "$work/stage") == opt ]] || { echo "installed outside the staging folder"; exit 1; }
! grep -rIl "$work" "$work/stage" || { echo "knows its staging folder"; exit 1; }
staged=$work/stage/opt/mp/$libraries
read -r -a flags < <(PKG_CONFIG_PATH=$staged/pkgconfig pkg-config --cflags --libs mp)
LD_LIBRARY_PATH=$staged try staged gcc -std=c11 "${strict[@]}" "$here/example.c" "${flags[@]}"

mkdir "$work/project"
cp "$here/example.c" "$work/project"
cat >"$work/project/CMakeLists.txt" <<'PROJECT'
cmake_minimum_required(VERSION 3.20)
project(example LANGUAGES C)
find_package(mp 1.0 REQUIRED)
add_executable(example example.c)
target_link_libraries(example PRIVATE mp::mp)
PROJECT
cmake -S "$work/project" -B "$work/project/build" -DCMAKE_PREFIX_PATH="$work/prefix" >"$work/log"
cmake --build "$work/project/build" >"$work/log"
[[ $("$work/project/build/example" </dev/null) == 55 ]] || { echo "CMake's package"; exit 1; }
