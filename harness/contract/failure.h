/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_CONTRACT_FAILURE_H
#define HARNESS_CONTRACT_FAILURE_H

enum failure_kind {
#define FAILURE(identifier, name, title) FAILURE_##identifier,
#include "contract/failures.def"
#undef FAILURE
    FAILURE_COUNT
};

const char *failure_name(enum failure_kind kind);
const char *failure_title(enum failure_kind kind);
int failure_from_name(const char *name); /* -1 when there is none */

#endif
