#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Layout: our C files look as clang-format leaves them. Releases of clang-format differ, so another
than the one the files were made with skips, with its reason."""
import re
import subprocess
import sys

from sources import finish, name, ours

RELEASE = 14
version = subprocess.run(["clang-format", "--version"], capture_output=True, text=True).stdout
if int(re.search(r"version (\d+)", version)[1]) != RELEASE:
    print(f"layout is defined by clang-format {RELEASE}, here is: {version.strip()}")
    sys.exit(77)


# One process for all: it names each place that it would change.
files = ours(".c", ".h")
found = subprocess.run(["clang-format", "--style=file", "--dry-run", *map(str, files)],
                       capture_output=True, text=True, check=True).stderr
differing = [path for path in files if f"{path}:" in found]
finish([f"{name(path)}: run clang-format -i on it" for path in differing])
