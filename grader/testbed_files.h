/* SPDX-License-Identifier: MIT */
/* Reads what a recipe names. ERROR_USAGE, in one line, when something can't be used. */
#ifndef GRADER_TESTBED_FILES_H
#define GRADER_TESTBED_FILES_H

#include "testbed.h"

/* Sources and headers, sorted by the names under which they are compiled. */
MUST_CHECK int testbed_read_sources(const struct recipe *recipe, struct handin *program,
                                    struct error *err);

/* Standard input and the files of the working folder. */
MUST_CHECK int testbed_read_inputs(const struct recipe *recipe, struct testbed *testbed,
                                   struct error *err);

#endif
