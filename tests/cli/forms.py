#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""forms.py FORM FILE: whether a file is what the readers of that form ask for; else what isn't."""
import csv
import html.parser
import json
import re
import sys
import xml.dom.minidom

import jsonschema

TEXT = {"type": "string", "minLength": 1}
SCORE = {"type": "number"}


def thing(required, **properties):
    return {"type": "object", "required": required, "properties": properties}


def each(items):
    return {"type": "array", "items": items}


PLACE = thing(["artifactLocation", "region"],
              artifactLocation=thing(["uri"], uri={"type": "string",
                                                   "pattern": "^[-A-Za-z0-9._~/%]+$"}),
              region=thing(["startLine"], startLine={"type": "integer", "minimum": 1}))
# The parts of each published format that mpgrade writes.
SCHEMAS = {
    "sarif": thing(
        ["version", "runs"], version={"const": "2.1.0"},
        runs=each(thing(
            ["tool", "results"],
            tool=thing(["driver"], driver=thing(["name", "rules"], name=TEXT,
                                                rules=each(thing(["id"], id=TEXT)))),
            results=each(thing(
                ["message", "ruleId", "level"], message=thing(["text"], text=TEXT),
                level={"enum": ["none", "note", "warning", "error"]},
                locations=each(thing(["physicalLocation"], physicalLocation=PLACE))))))),
    "gradescope": thing(
        ["score", "tests"], score=SCORE,
        tests=each(thing(["name", "score", "max_score", "visibility"], name=TEXT, score=SCORE,
                         max_score=SCORE, status={"enum": ["passed", "failed"]},
                         visibility={"enum": ["hidden", "after_due_date", "after_published",
                                              "visible"]}))),
    "classroom50": thing(
        ["schema", "classroom", "assignment", "submission", "commit", "release", "review",
         "datetime", "score", "max-score", "tests"],
        schema={"const": "classroom50/result/v1"}, classroom=TEXT, submission=TEXT, score=SCORE,
        tests=each(thing(["test-name", "passed", "score", "max-score"],
                         passed={"type": "boolean"}))),
    "gitlab": each(thing(
        ["description", "check_name", "fingerprint", "severity", "location"],
        description=TEXT, check_name=TEXT, fingerprint=TEXT,
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        location=thing(["path", "lines"], path={"type": "string", "pattern": "^[^/]"},
                       lines=thing(["begin"], begin={"type": "integer", "minimum": 1})))),
}
SCHEMAS["autolab"] = thing(["scores"], scores={"type": "object", "additionalProperties": SCORE})


def held_to_schema(form, text):
    document = json.loads(text.strip().split("\n")[-1] if form == "autolab" else text)
    validator = jsonschema.Draft202012Validator(SCHEMAS[form])
    for error in validator.iter_errors(document):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
    if form == "gitlab" and len({one["fingerprint"] for one in document}) < len(document):
        yield "two issues have one fingerprint"


def commands(text):
    for line in text.splitlines():
        if not re.fullmatch(r"::(error|warning|notice) (\w+=[^,:]+(,\w+=[^,:]+)*)::\S.*", line):
            yield f"no command: {line}"


def table(text, first):
    rows = list(csv.reader(text.splitlines()))
    if rows[0][:len(first)] != first:
        yield f"begins with {rows[0]}"
    if len({len(row) for row in rows}) != 1:
        yield "rows of different lengths"


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.faults, self.anchors, self.links = [], set(), set()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ("script", "img", "iframe", "object", "link"):
            self.faults.append(f"<{tag}>")
        self.anchors.add(attributes.get("id"))
        if "href" in attributes:
            self.links.add(attributes["href"])


def page(text):
    seen = Page()
    seen.feed(text)
    yield from seen.faults
    yield from (link for link in seen.links if link[:1] != "#" or link[1:] not in seen.anchors)


def main(form, path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    if form in SCHEMAS:
        faults = held_to_schema(form, text)
    elif form == "github":
        faults = commands(text)
    elif form == "canvas":
        faults = table(text, ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"])
    elif form == "moodle":
        faults = table(text, ["ID number"])
    elif form == "html":
        faults = page(text)
    else:
        faults = [] if xml.dom.minidom.parseString(text) else ["empty"]
    faults = list(faults)
    print("\n".join(faults) if faults else f"{form}: well formed")
    return 1 if faults else 0


sys.exit(main(*sys.argv[1:]))
