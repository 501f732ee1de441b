# SPDX-License-Identifier: MIT
# Skips a test where no sandbox can be made; doctor says why.
if ! "$MPGRADE" doctor >/dev/null 2>&1; then
    echo "skipped: no sandbox can be made here"
    "$MPGRADE" doctor
    exit 77
fi
