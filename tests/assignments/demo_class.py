#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the results of the demo class with what each student is there to show."""
import json
import sys

# Student -> assignment -> None: every point; a status; or checks of which at least one fails.
EXPECTED = {
    "alice": {"daemon": None, "terminate": None, "ticket": None, "queue": None},
    "bob": {"daemon": None, "terminate": ["no-fixed-sleep"], "ticket": ["no-oversell"],
            "queue": ["no-torn-messages"]},
    "carol": {"daemon": ["daemon-dies-with-main"], "terminate": ["reaped"],
              "ticket": ["no-deadlock"], "queue": "missing"},
    "dave": {"daemon": None, "terminate": ["terminate-is-asynchronous"], "ticket": ["all-sold"],
             "queue": ["nothing-lost-or-invented"]},
    "erin": {"daemon": ["worker-completes"], "terminate": "build_failed", "ticket": None},
    "frank": {"daemon": "missing", "terminate": "missing", "ticket": "missing"},
    "grace": {"daemon": None, "terminate": None, "ticket": None, "queue": None},
    "heidi": {"daemon": ["clean-exit"], "terminate": ["reaped"], "ticket": ["no-deadlock"],
              "queue": ["no-busy-wait"]},
    "ivan": {"daemon": None, "terminate": ["exitcode"], "ticket": None, "queue": ["capacity"]},
    "judy": {"daemon": ["no-sleep-sync"], "terminate": None, "ticket": ["file-stays-valid"],
             "queue": ["no-lost-wakeup"]},
    "mallory": {"daemon": ["heartbeat-runs"], "terminate": ["starts-alive"], "ticket": "missing",
                "queue": "missing"},
    "trent": {"daemon": ["heartbeat-runs"], "terminate": ["starts-alive"],
              "ticket": ["all-sold"]},
}


def problem(record, expected):
    """What is wrong with the grade of one assignment; None when nothing is."""
    if isinstance(expected, str):
        return None if record["status"] == expected else f"is {record['status']}, not {expected}"
    if record["status"] != "graded":
        return f"is {record['status']}"
    failed = [check["id"] for check in record["checks"] if check["verdict"] == "fail"]
    unsure = [check["id"] for check in record["checks"]
              if check["verdict"] not in ("pass", "fail")]
    if unsure:
        return f"has no verdict on {', '.join(unsure)}"
    if expected is None:
        return f"fails {', '.join(failed)}" if failed else None
    return None if set(failed) & set(expected) else f"passes {', '.join(expected)}"


def main():
    results = json.load(open(sys.argv[1], encoding="utf-8"))
    students = {record["id"]: record["assignments"] for record in results["submissions"]}
    problems = []
    if sorted(students) != sorted(EXPECTED):
        problems.append(f"the students are {', '.join(sorted(students))}")
    for student, expectations in EXPECTED.items():
        records = {record["id"]: record for record in students.get(student, [])}
        for assignment, expected in expectations.items():
            record = records.get(assignment, {"status": "missing", "checks": []})
            wrong = problem(record, expected)
            if wrong:
                problems.append(f"{student}: {assignment} {wrong}")
    late = [r for r in students.get("ivan", []) if r["id"] == "ticket" and r["penalty"] > 0]
    if not late:
        problems.append("ivan: ticket was late and has no penalty")
    print("\n".join(problems) if problems else f"{len(students)} students as expected")
    return 1 if problems else 0


sys.exit(main())
