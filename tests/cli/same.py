#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Says whether two results are the same bytes once `usage` is deleted."""
import json
import sys


def without_usage(value):
    if isinstance(value, dict):
        return {key: without_usage(item) for key, item in value.items() if key != "usage"}
    if isinstance(value, list):
        return [without_usage(item) for item in value]
    return value


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.dumps(without_usage(json.load(file)), indent=1)


first, second = (read(path) for path in sys.argv[1:3])
print("the same" if first == second else "different")
sys.exit(first != second)
