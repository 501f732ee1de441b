#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""polls.py MPGRADE ASSIGNMENTS: a student whose programs do everything by polling.

They ask again a millisecond later, as long as it takes: they are right, if slow, and have to keep
every point. No limit may be too small for them."""
import json
import os
import subprocess
import sys
import tempfile

BUDGET = "8"  # schedules a scenario: each has up to 20,000 steps


def problems(record):
    lost = [f"{check['id']}: {check['message']}" for check in record["checks"]
            if check["verdict"] != "pass"]
    return lost if record["status"] == "graded" else [record["message"]]


def main(mpgrade, assignments):
    here = os.path.join(os.path.dirname(os.path.realpath(__file__)), "polls")
    wrong = 0
    with tempfile.TemporaryDirectory() as results:
        command = [mpgrade, "grade", here, "--assignments", assignments, "--output", results,
                   "--budget", BUDGET, "--quiet", "--progress", "never"]
        for name in ("daemon", "object", "terminate", "ticket"):
            command += ["--assignment", name]
        subprocess.run(command, check=False)
        with open(os.path.join(results, "results.json"), encoding="utf-8") as file:
            records = json.load(file)["submissions"][0]["assignments"]
        for record in records:
            lost = problems(record)
            print(f"{record['id']}: {record['score']:g} points", *lost, sep="\n    ")
            wrong += bool(lost)
    return 1 if wrong or len(records) != 4 else 0


sys.exit(main(*sys.argv[1:]))
