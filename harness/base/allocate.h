/* SPDX-License-Identifier: MIT */
/* Memory that is there, or the program ends: an overcommitting kernel kills rather than refuses, so
 * a path for "malloc returned NULL" would be code that no test can reach. */
#ifndef HARNESS_BASE_ALLOCATE_H
#define HARNESS_BASE_ALLOCATE_H

#include <stddef.h>

void *allocate(size_t size) __attribute__((malloc, returns_nonnull)); /* zeroed; free() it */
void *reallocate(void *memory, size_t count, size_t size) __attribute__((returns_nonnull));
char *copy_string(const char *text) __attribute__((malloc, returns_nonnull));
void *copy_memory(const void *data, size_t size) __attribute__((malloc, returns_nonnull));
char *format_string(const char *format, ...)
    __attribute__((malloc, returns_nonnull, format(printf, 1, 2)));

/* Makes room for one more element in a growing array; `capacity` counts elements. */
#define array_reserve(array, count, capacity)                                                      \
    do {                                                                                           \
        if ((count) == (capacity)) {                                                               \
            (capacity) = (capacity) ? (capacity)*2 : 16;                                           \
            (array) = reallocate((array), (capacity), sizeof *(array));                            \
        }                                                                                          \
    } while (0)

#endif
