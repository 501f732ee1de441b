#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Words: a licence line on top of each source, no notes to oneself, no paths of anybody's machine,
no tabs or blanks at a line's end."""
import re

from sources import finish, lines, name, ours

SPDX = "SPDX-License-Identifier: MIT"
SOURCE = (".c", ".h", ".def", ".py", ".sh")
FORBIDDEN = [
    (re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"), "a note to oneself: do it"),
    (re.compile(r"(?<![\w.])/(wo" r"rk/(main|shared)|(ho" r"me|ro" r"ot)/\w)"),
     "a path of somebody's machine"),
    (re.compile(r"[ \t]+$"), "blanks at the end of the line"),
]


def check(path):
    text = lines(path)
    is_script = path.suffix == "" and text and text[0].startswith("#!")
    if (path.suffix in SOURCE or is_script) and not any(SPDX in line for line in text[:2]):
        yield f"{name(path)}:1: no licence line"
    for number, line in enumerate(text, 1):
        for pattern, reason in FORBIDDEN:
            if pattern.search(line):
                yield f"{name(path)}:{number}: {reason}"


problems = []
for path in ours(".c", ".h", ".def", ".py", ".sh", ".cmake", ".txt", ".md", ".json", ""):
    problems += check(path)
finish(problems)
