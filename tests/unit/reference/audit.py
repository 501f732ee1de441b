#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The tests of libmp are complete, as far as names can tell: every function of the headers is
called in the test of misuses, or can't be misused; every test that checklist.md names exists; and
every page of the manual documents each function of its header.
Usage: audit.py ROOT MANUAL, where MANUAL is the folder of the generated pages."""
import pathlib
import re
import sys

root, manual = map(pathlib.Path, sys.argv[1:])
tests, litmus = root / "tests/unit/reference", root / "tests/litmus/runtime"
# Any argument is as good as another, or there is none.
HARMLESS = {"mp_current_process", "mp_active_children", "mp_sleep", "mp_time", "mp_lock_new",
            "mp_rlock_new", "mp_event_new", "mp_process_init", "mp_target"}
problems = []


def functions(header):
    return set(re.findall(r"^[a-z][a-z_ ]*[ *](mp_[a-z_]*[a-z])\(", header.read_text(), re.M))


misuses = (tests / "test_misuse.c").read_text()
for header in sorted((root / "reference/include/mp").glob("*.h")):
    page = (manual / f"mp_{header.stem}.3").read_text().replace("\\-", "-")
    for name in sorted(functions(header)):
        if name not in HARMLESS and not re.search(rf"\b{name}\(", misuses):
            problems.append(f"no misuse of {name} is tested")
        if name not in page:
            problems.append(f"{name} isn't in the manual")

existing = {".".join(pair) for source in tests.glob("test_*.c")
            for pair in re.findall(r"^Test\((\w+), (\w+)[,)]", source.read_text(), re.M)}
existing |= {f"litmus.{source.stem}" for source in litmus.glob("*.c")}
named = set(re.findall(r"`(\w+\.\w+)`", (tests / "checklist.md").read_text())) - {"audit.py"}
problems += [f"checklist.md names {name}, which doesn't exist" for name in sorted(named - existing)]
if len(named) < 50:
    problems.append(f"checklist.md names only {len(named)} tests")
print("\n".join(problems) or f"{len(named)} tests named")
sys.exit(bool(problems))
