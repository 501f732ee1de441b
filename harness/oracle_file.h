/* SPDX-License-Identifier: MIT */
/* What the processes of a run found in a file, and what it held in the end. */
#ifndef HARNESS_ORACLE_FILE_H
#define HARNESS_ORACLE_FILE_H

#include "oracle.h"

/* One look at a file, from its beginning: the reads of one process between an open or a seek and
 * the end of the file. */
struct oracle_reading {
    uint32_t process;
    size_t first, last; /* indices into run->steps */
    char *text;         /* NUL bytes shown as "\x00" */
    bool whole;         /* it went on to the end of the file, so that the text is all there was */
};

struct oracle_readings {
    struct oracle_reading *items; /* in the order of their last steps */
    size_t count, capacity;
};

struct oracle_readings oracle_file_readings(const struct oracle *oracle, const char *path);
void oracle_readings_free(struct oracle_readings *readings);

/* The file when the run was over; NULL when there was none, or it was no regular file. Its data
 * ends with a NUL byte beyond its size. */
const struct file_image *oracle_file_final(const struct oracle *oracle, const char *path);

#endif
