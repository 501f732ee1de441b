/* SPDX-License-Identifier: MIT */
/* What the C library does to memory on the student's behalf: the compiler's hooks aren't in there.
 * Each function is announced as what it reads, and then what it writes, before it does so. Only
 * calls from the student's own code count: the system's libraries and libmp use the same functions
 * on memory of their own, under locks that nobody announces. */
#include "agent.h"
#include "memory.h"
#include "wrap.h"

#include <string.h>
#include <strings.h>

#define UNLESS_LIBRARY(announcement)                                                               \
    do {                                                                                           \
        if (!CALLED_BY_LIBRARY)                                                                    \
            announcement;                                                                          \
    } while (0)

WRAP(size_t, strlen, const char *text)
{
    size_t length = __real_strlen(text);
    UNLESS_LIBRARY(memory_reads(text, length + 1));
    return length;
}

static size_t length_within(const char *text, size_t most)
{
    const char *end = memchr(text, '\0', most);
    return end ? (size_t)(end - text) + 1 : most;
}

WRAP(void *, memcpy, void *to, const void *from, size_t size)
{
    UNLESS_LIBRARY(memory_reads(from, size));
    UNLESS_LIBRARY(memory_writes(to, size));
    return __real_memcpy(to, from, size);
}

WRAP(void *, memmove, void *to, const void *from, size_t size)
{
    UNLESS_LIBRARY(memory_reads(from, size));
    UNLESS_LIBRARY(memory_writes(to, size));
    return __real_memmove(to, from, size);
}

WRAP(void *, memset, void *to, int byte, size_t size)
{
    UNLESS_LIBRARY(memory_writes(to, size));
    return __real_memset(to, byte, size);
}

WRAP(int, memcmp, const void *left, const void *right, size_t size)
{
    UNLESS_LIBRARY(memory_reads(left, size));
    UNLESS_LIBRARY(memory_reads(right, size));
    return __real_memcmp(left, right, size);
}

WRAP(char *, strcpy, char *to, const char *from)
{
    UNLESS_LIBRARY(memory_reads(from, __real_strlen(from) + 1));
    UNLESS_LIBRARY(memory_writes(to, __real_strlen(from) + 1));
    return __real_strcpy(to, from);
}

WRAP(char *, strncpy, char *to, const char *from, size_t size)
{
    UNLESS_LIBRARY(memory_reads(from, length_within(from, size)));
    UNLESS_LIBRARY(memory_writes(to, size));
    return __real_strncpy(to, from, size);
}

WRAP(char *, strcat, char *to, const char *from)
{
    UNLESS_LIBRARY(memory_reads(from, __real_strlen(from) + 1));
    UNLESS_LIBRARY(memory_writes(to, __real_strlen(to) + __real_strlen(from) + 1));
    return __real_strcat(to, from);
}

WRAP(int, strcmp, const char *left, const char *right)
{
    UNLESS_LIBRARY(memory_reads(left, __real_strlen(left) + 1));
    UNLESS_LIBRARY(memory_reads(right, __real_strlen(right) + 1));
    return __real_strcmp(left, right);
}

WRAP(int, strncmp, const char *left, const char *right, size_t size)
{
    UNLESS_LIBRARY(memory_reads(left, length_within(left, size)));
    UNLESS_LIBRARY(memory_reads(right, length_within(right, size)));
    return __real_strncmp(left, right, size);
}
