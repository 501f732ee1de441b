/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_PROGRAM_H
#define HARNESS_PROGRAM_H

#include "experiment.h"
#include "source/source.h"

struct program {
    char *elf;
    size_t size;
    bool is_static;
    struct source_map *source;
};

#endif
