#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A lint that notices nothing is worse than none: each rule is broken once, in a small tree of its
own, and the lint must name it; the same tree without the fault must pass."""
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SPDX = "/* SPDX-License-Identifier: MIT */\n"
SHORT = "\nint f(void)\n{\n    return 0;\n}\n"
LONG = "\nint g(void)\n{\n" + "    f();\n" * 78 + "}\n"

CLEAN = {
    ".clang-format": (HERE.parents[1] / ".clang-format").read_text(),
    "CMakeLists.txt": "project(mpgrade VERSION 0.1.0 LANGUAGES C)\n",
    "CHANGELOG.md": "## [Unreleased]\n\n## [0.1.0]\n",
    "harness/base/error.h": SPDX,
    "harness/contract/run.h": SPDX + '#include "base/error.h"\n',
    "harness/sandbox/filter.h": SPDX,
    "harness/sandbox/filter.c": SPDX + '#include "filter.h"\n\n#include <seccomp.h>\n' + SHORT,
    "harness/sandbox/sandbox.h": SPDX,
    "harness/build/build.c": SPDX + '#include "sandbox/sandbox.h"\n' + SHORT,
    "assignments/ticket/wrong/long/ticket.c": "/* TO" "DO */\n" + LONG,
}

# (lint, file, its faulty content, what the lint must say)
FAULTS = [
    ("sizes", "harness/base/long.c", SPDX + SHORT + SHORT + LONG, "function of 81 lines"),
    ("sizes", "harness/base/wide.c", SPDX + "/*" + "-" * 97 + "*/\n", "101 columns"),
    ("sizes", "harness/base/tall.h", SPDX * 121, "121 lines"),
    ("sizes", "grader/tall.c", SPDX * 601, "601 lines"),
    ("sizes", "tests/unit/files.c", SPDX * 201, "tests: median of 1 files is 201"),
    ("sizes", "tests/unit/middle.c", SPDX + LONG.replace("    f();\n" * 78, "    f();\n" * 13),
     "tests: median of 1 functions is 16"),
    ("includes", "harness/base/up.c", '#include "contract/run.h"\n', "base must not know contract"),
    ("includes", "harness/director/side.c", '#include "sandbox/sandbox.h"\n',
     "director must not know sandbox"),
    ("includes", "harness/build/private.c", '#include "sandbox/filter.h"\n', "private to sandbox"),
    ("includes", "reference/lock.c", '#include "base/error.h"\n', "reference must not know base"),
    ("includes", "harness/base/lost.c", '#include "nowhere.h"\n', "leads to no file"),
    ("includes", "grader/git.c", "#include <git2.h>\n", "only for grader/repository.c"),
    ("includes", "harness/build/call.c", "#include <seccomp.h>\n", "only for harness/sandbox"),
    ("includes", "harness/director/json.c", "#include <cjson/cJSON.h>\n", "only for"),
    ("wording", "harness/base/bare.c", SHORT, "no licence line"),
    ("wording", "harness/base/note.c", SPDX + "/* TO" "DO: later */\n", "note to oneself"),
    ("wording", "docs/path.md", "see /ho" "me/alice\n", "somebody's machine"),
    ("wording", "docs/blank.md", "blank \n", "blanks at the end"),
    ("changelog", "CHANGELOG.md", "## [0.1.0]\n", "must be [Unreleased]"),
    ("changelog", "CHANGELOG.md", "## [Unreleased]\n## [0.2.0]\n", "newest release 0.2.0"),
    ("layout", "harness/base/tabs.c", SPDX + "int  x;\n", "clang-format -i"),
]


def run(lint, files):
    with tempfile.TemporaryDirectory() as root:
        for path, content in files.items():
            target = pathlib.Path(root, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content)
        return subprocess.run([sys.executable, "-B", HERE / f"{lint}.py", root],
                              capture_output=True, text=True, check=False)


failures = []
for lint in sorted({fault[0] for fault in FAULTS}):
    result = run(lint, CLEAN)
    if result.returncode not in (0, 77):
        failures.append(f"{lint} finds fault with a clean tree: {result.stdout}{result.stderr}")
for lint, path, content, expected in FAULTS:
    result = run(lint, {**CLEAN, path: content})
    if result.returncode != 77 and (result.returncode != 1 or expected not in result.stdout):
        failures.append(f"{lint} misses: {expected}: {result.stdout}{result.stderr}")
print("\n".join(failures))
sys.exit(1 if failures else 0)
