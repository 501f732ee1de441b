#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""validate.py SCHEMA FILE...: holds JSON files to a schema of docs/; prints what doesn't fit."""
import json
import os
import sys

import jsonschema


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main(schema_name, *paths):
    folder = os.path.join(os.environ["MPGRADE_SOURCE"], "docs")
    schema = load(os.path.join(folder, schema_name))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    wrong = 0
    for path in paths:
        for error in validator.iter_errors(load(path)):
            place = "/".join(str(part) for part in error.absolute_path)
            print(f"{path}: {place}: {error.message[:200]}")
            wrong += 1
    print(f"{len(paths)} valid" if not wrong else f"{wrong} faults")
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
