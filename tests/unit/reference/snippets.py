#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every program of docs/runtime.md compiles without a warning and prints what the page says.
Usage: snippets.py PAGE INCLUDE LIBRARY. A program is a fence "c NAME"; what it prints is a fence
"output NAME", or "output-in-any-order NAME". A line may be a regular expression; "LINE ..." stands
for any number of LINE."""
import pathlib
import re
import subprocess
import sys
import tempfile

page, include, library = map(pathlib.Path, sys.argv[1:])
fences = re.findall(r"^```(\S+) (\S+)\n(.*?)^```$", page.read_text(), re.M | re.S)
programs = {name: text for kind, name, text in fences if kind == "c"}
outputs = {name: (kind, text.splitlines()) for kind, name, text in fences if kind != "c"}
problems = []


def build(folder, name, text):
    source = folder / name
    source.write_text(text)
    flags = ["-std=gnu11", "-O1", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{include}"]
    result = subprocess.run(["gcc", *flags, "-o", folder / "program", source, library],
                            stderr=subprocess.PIPE, text=True)
    if result.returncode:
        problems.append(f"{name}: {result.stderr}")
    return result.returncode == 0


def matches(expected, printed, any_order):
    repeated = {line[:-4] for line in expected if line.endswith(" ...")}
    expected = [line for line in expected if not line.endswith(" ...")]
    printed = [line for line in printed if line not in repeated]
    if any_order:
        expected, printed = sorted(expected), sorted(printed)
    return len(expected) == len(printed) and all(
        one == other or re.fullmatch(one, other) for one, other in zip(expected, printed))


def check(name, text):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if not build(folder, name, text):
            return
        result = subprocess.run([folder / "program"], cwd=folder, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, text=True, timeout=30)
        kind, expected = outputs[name]
        printed = result.stdout.splitlines()
        if result.returncode or not matches(expected, printed, kind == "output-in-any-order"):
            problems.append(f"{name}: ends with {result.returncode} and prints {printed}")


if not programs or programs.keys() != outputs.keys():
    problems.append(f"programs {sorted(programs)}, outputs {sorted(outputs)}")
else:
    for program in programs.items():
        check(*program)
print("\n".join(problems) or f"{len(programs)} programs")
sys.exit(bool(problems))
