/* SPDX-License-Identifier: MIT */
/* A place in the student's source. The texts belong to the program (program.h). */
#ifndef HARNESS_CONTRACT_LOCATION_H
#define HARNESS_CONTRACT_LOCATION_H

#include <stdint.h>

struct location {
    const char *file; /* as the student named it; NULL: unknown */
    uint32_t line;
    const char *function;
    const char *calls;    /* "work:30, main:44": who called it, innermost first; NULL: unknown */
    const char *variable; /* that the step is about; NULL: none with a name */
};

#endif
