#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The changelog says what is coming, and its newest release is the project's version."""
import re

from sources import ROOT, finish

changelog, project = ROOT / "CHANGELOG.md", ROOT / "CMakeLists.txt"
text = changelog.read_text() if changelog.is_file() else ""
headings = re.findall(r"^## \[([^]]+)\]", text, re.M)
version = re.search(r"project\(mpgrade VERSION (\S+)", project.read_text())[1]
problems = []
if headings[:1] != ["Unreleased"]:
    problems.append("CHANGELOG.md: the first section must be [Unreleased]")
if headings[1:2] and headings[1] != version:
    problems.append(f"CHANGELOG.md: newest release {headings[1]}, but the project is {version}")
finish(problems)
