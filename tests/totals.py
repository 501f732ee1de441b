#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Totals of a ctest JUnit report: prints "passed failed skipped", and on standard error why each
skipped test was skipped. A test that ctest couldn't even start counts as failed, not as skipped."""
import sys
import xml.etree.ElementTree as tree

SKIPPED = "SKIP_RETURN_CODE"


def outcome(case):
    if case.find("failure") is not None:
        return "failed"
    skip = case.find("skipped")
    if skip is None:
        return "passed"
    if not skip.get("message", "").startswith(SKIPPED):
        return "failed"
    reason = (case.findtext("system-out") or "").strip()
    print(f"skipped {case.get('name')}: {reason}", file=sys.stderr)
    return "skipped"


outcomes = [outcome(case) for case in tree.parse(sys.argv[1]).getroot().iter("testcase")]
print(*(outcomes.count(name) for name in ("passed", "failed", "skipped")))
