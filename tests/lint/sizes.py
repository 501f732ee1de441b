#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sizes: no line over 100 columns, no header over 120 lines, no file over 600 (median 200), no
function over 80 (median 15). The tests have medians of their own, so that they can't outweigh the
rest. There is no list of exceptions."""
import re
import statistics

from sources import finish, lines, name, ours

COLUMNS, HEADER, FILE, FILE_MEDIAN, FUNCTION, FUNCTION_MEDIAN = 100, 120, 600, 200, 80, 15
CODE = (".c", ".h", ".def", ".py", ".sh", ".cmake", ".txt", "")
HEAD = re.compile(r"[^#/}]")


def functions(path):
    """(first line, length) of each function: in our layout the only bare brace in column 0 opens
    one, and its head starts after the last line that ends something else."""
    text, found = lines(path), []
    for at, line in enumerate(text):
        if line != "{":
            continue
        start = at
        while start and HEAD.match(text[start - 1]) and not text[start - 1].endswith((";", "*/")):
            start -= 1
        found.append((start + 1, text.index("}", at) - start + 1))
    return found


def check_file(path, text):
    limit = HEADER if path.suffix == ".h" else FILE
    if len(text) > limit:
        yield f"{name(path)}: {len(text)} lines, at most {limit}"
    for number, line in enumerate(text, 1):
        if len(line.expandtabs(8)) > COLUMNS:
            yield f"{name(path)}:{number}: {len(line)} columns, at most {COLUMNS}"


def check_medians(part, kind, sizes, limit):
    median = statistics.median(sizes) if sizes else 0
    if median > limit:
        yield f"{part}: median of {len(sizes)} {kind} is {median:g} lines, at most {limit}"


problems, file_sizes, function_sizes = [], {}, {}
for path in ours(*CODE):
    text = lines(path)
    problems += check_file(path, text)
    if path.suffix not in (".c", ".h"):
        continue
    part = "tests" if name(path).startswith("tests/") else "program"
    file_sizes.setdefault(part, []).append(len(text))
    for start, length in functions(path):
        function_sizes.setdefault(part, []).append(length)
        if length > FUNCTION:
            problems.append(f"{name(path)}:{start}: function of {length} lines, at most {FUNCTION}")
for part in file_sizes:
    problems += check_medians(part, "files", file_sizes[part], FILE_MEDIAN)
    problems += check_medians(part, "functions", function_sizes.get(part), FUNCTION_MEDIAN)
finish(problems)
