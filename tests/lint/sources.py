# SPDX-License-Identifier: MIT
"""Which files the lints look at, and how a lint ends. Students' programs (handouts, solutions,
right and wrong variants, the demo class) are data: they are no example of our way of writing."""
import pathlib
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
if ROOT.is_file():
    ROOT = ROOT.parents[2]
FOLDERS = ("harness", "grader", "reference", "assignments", "tests", "scripts", "cmake", "docs",
           ".ci")
ROOT_FILES = ("mpgrade", "run-tests", "CMakeLists.txt", "CMakePresets.json", "README.md",
              "CONTRIBUTING.md", "CHANGELOG.md")
STUDENT_FOLDERS = {"handout", "solution", "right", "wrong"}
DATA_FOLDERS = {"corpus", "__pycache__"}


def is_ours(path):
    parts = path.relative_to(ROOT).parts
    student = parts[0] == "assignments" and STUDENT_FOLDERS & set(parts)
    return not student and not DATA_FOLDERS & set(parts)


def ours(*suffixes):
    """Paths of our files, sorted, below ROOT; of all kinds when no suffix is named."""
    found = [ROOT / name for name in ROOT_FILES if (ROOT / name).is_file()]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file() and is_ours(path)]
    return sorted(path for path in found if not suffixes or path.suffix in suffixes)


def name(path):
    return path.relative_to(ROOT).as_posix()


def lines(path):
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def finish(problems):
    """Prints each problem on a line and ends the lint."""
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
