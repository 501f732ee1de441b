#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who may include whom: components point one way, only public headers cross between them, and each
library has its place. docs/architecture.md gives the reasons."""
import fnmatch
import re

from sources import ROOT, finish, lines, name, ours

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)')

# Component -> components whose public headers it may include. Tests may include everything.
BASE = {"base", "contract"}
ALLOWED = {
    "base": set(),
    "contract": {"base"},
    "agent": {"contract", "reference"},
    "sandbox": BASE,
    "director": BASE,
    "explore": BASE,
    "detect": BASE,
    "source": BASE,
    "build": BASE | {"sandbox"},
    "oracle": BASE,
    "experiment": BASE | {"sandbox", "build", "source", "director", "explore", "detect", "oracle"},
    "grader": BASE | {"experiment", "oracle", "build", "sandbox", "explore"},
    "reference": set(),
    "assignments": BASE | {"oracle", "detect", "agent", "reference"},
}

# What a component shows to others: a pattern below the root.
PUBLIC = {
    "base": ("harness/base/*.h",),
    "contract": ("harness/contract/*",),
    "agent": ("harness/agent/probe.h",),
    "sandbox": ("harness/sandbox/sandbox.h",),
    "build": ("harness/build/build.h",),
    "source": ("harness/source/source.h",),
    "director": ("harness/director/director.h",),
    "explore": ("harness/explore/*.h",),
    "detect": ("harness/detect/*.h",),
    "experiment": ("harness/experiment.h", "harness/mishap.h", "harness/replay.h"),
    "oracle": ("harness/oracle*.h",),
    "reference": ("reference/observe.h", "reference/include/*.h"),
}

# Library header -> the only files that may include it.
LIBRARIES = {
    "git2*": ("grader/repository.c",),
    "seccomp.h": ("harness/sandbox/filter*.c",),
    "cjson/*": ("grader/*", "harness/build/*"),
    "elfutils/*": ("harness/source/*.c",),
    "criterion/*": ("tests/*",),
}


def component(path):
    """The component of a file, by its path below the root."""
    parts = path.split("/")
    if parts[0] != "harness":
        return parts[0]
    if len(parts) > 2:
        return parts[1]
    return "oracle" if parts[1].startswith("oracle") else "experiment"


def matches(path, patterns):
    return any(fnmatch.fnmatch(path, pattern) for pattern in patterns)


def resolve(path, header):
    """Where a quoted include leads, as a path below the root; None if it leads nowhere known."""
    for folder in (path.parent, path.parent / "handout", ROOT / "harness", ROOT / "grader",
                   ROOT / "reference", ROOT / "reference/include"):
        target = (folder / header).resolve()
        if target.is_file() and target.is_relative_to(ROOT):
            return name(target)
    return None


def check_own(path, header):
    mine, target = component(name(path)), resolve(path, header)
    if mine == "tests":
        return None
    if target is None:
        return "leads to no file of ours"
    theirs = component(target)
    if theirs == mine:
        return None
    if theirs not in ALLOWED.get(mine, set()):
        return f"{mine} must not know {theirs}"
    return None if matches(target, PUBLIC.get(theirs, ())) else f"is private to {theirs}"


def check_library(path, header):
    for library, places in LIBRARIES.items():
        if matches(header, (library,)) and not matches(name(path), (*places, "tests/*")):
            return f"only for {', '.join(places)}"
    return None


problems = []
for path in ours(".c", ".h"):
    for number, line in enumerate(lines(path), 1):
        found = INCLUDE.match(line)
        if found:
            check = check_own if found[1] == '"' else check_library
            reason = check(path, found[2]) or (found[1] == '"' and check_library(path, found[2]))
            if reason:
                problems.append(f"{name(path)}:{number}: include of {found[2]}: {reason}")
finish(problems)
