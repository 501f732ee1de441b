#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""many_schedules.py MPGRADE ASSIGNMENT_FOLDER [SCHEDULES]: full marks for the right programs.

Grades the solution and every right variant over very many schedules, with all faults on that a
right program can stand. The schedules (10000) are shared out evenly among the scenarios; one whose
search ends sooner has run all there are. fork doesn't fail and nobody is killed by force, for then
no right program could pass. Reads are short and sleeps late only where a scenario has them so: no
system splits what was written whole, and elsewhere the passing of time is judged."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

FAULTS = {"eintr", "spurious-wakeups", "late-signals"}


def harden(spec, schedules):
    """Turns the faults on in every scenario, and gives each its share of the schedules."""
    scenarios = spec["scenarios"]
    for scenario in scenarios:
        scenario["faults"] = sorted(FAULTS | set(scenario.get("faults", [])))
        scenario["budget"] = -(-schedules // len(scenarios))


def set_up(folder, schedules, work):
    """The hardened assignment, and its right programs as a class."""
    name = os.path.basename(folder)
    there = os.path.join(work, "assignments", name)
    shutil.copytree(folder, there)
    path = os.path.join(there, "assignment.json")
    with open(path, encoding="utf-8") as file:
        spec = json.load(file)
    harden(spec, schedules)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(spec, file)
    students = os.path.join(work, "class")
    shutil.copytree(os.path.join(folder, "right"), students)
    shutil.copytree(os.path.join(folder, "solution"), os.path.join(students, "solution"))
    return name, students


def problems_of(record):
    if record["status"] != "graded":
        return [f"{record['status']}: {record['message']}"]
    return [f"{check['id']}: {check['verdict']}: {check['message']}"
            for check in record["checks"] if check["verdict"] != "pass"]


def show(student):
    """One line a program; true if it has full marks."""
    record = student["assignments"][0]
    problems = problems_of(record)
    usage = record["usage"]
    print(f"{student['id']:24} {record['score']:5g} points, {usage['schedules']:6} schedules, "
          f"{usage['wall_seconds']:7.1f} s")
    for problem in problems:
        print(f"    {problem}")
    return not problems


def main(mpgrade, folder, schedules="10000"):
    with tempfile.TemporaryDirectory() as work:
        name, students = set_up(os.path.abspath(folder), int(schedules), work)
        results = os.path.join(work, "results")
        subprocess.run([mpgrade, "grade", students, "--assignment", name,
                        "--assignments", os.path.join(work, "assignments"), "--output", results,
                        "--quiet", "--progress", "never"], check=False)
        with open(os.path.join(results, "results.json"), encoding="utf-8") as file:
            graded = [show(student) for student in json.load(file)["submissions"]]
    print(f"{name}: {sum(graded)} of {len(graded)} right programs have full marks")
    return 0 if graded and all(graded) else 1


sys.exit(main(*sys.argv[1:]))
