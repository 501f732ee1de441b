/* SPDX-License-Identifier: MIT */
/* What the C library does to memory on the student's behalf: the compiler's hooks aren't in there.
 * Each function is announced as what it reads, and then what it writes, before it does so. Only
 * calls from the student's own code count: the system's libraries and libmp use the same functions
 * on memory of their own, under locks that nobody announces. */
#define _GNU_SOURCE
#include "agent.h"
#include "memory.h"
#include "wrap.h"

#include <string.h>
#include <strings.h>

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
    if (CALLED_BY_LIBRARY)
        return __real_memcpy(to, from, size);
    memory_copy(to, from, size);
    return to;
}

WRAP(void *, memmove, void *to, const void *from, size_t size)
{
    UNLESS_LIBRARY(memory_reads(from, size));
    UNLESS_LIBRARY(memory_writes(to, size));
    return __real_memmove(to, from, size);
}

WRAP(void *, memset, void *to, int byte, size_t size)
{
    if (CALLED_BY_LIBRARY)
        return __real_memset(to, byte, size);
    memory_fill(to, byte, size);
    return to;
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

WRAP(char *, strncat, char *to, const char *from, size_t size)
{
    UNLESS_LIBRARY(memory_reads(from, length_within(from, size)));
    UNLESS_LIBRARY(memory_writes(to, __real_strlen(to) + strnlen(from, size) + 1));
    return __real_strncat(to, from, size);
}

WRAP(char *, stpcpy, char *to, const char *from)
{
    UNLESS_LIBRARY(memory_reads(from, __real_strlen(from) + 1));
    UNLESS_LIBRARY(memory_writes(to, __real_strlen(from) + 1));
    return __real_stpcpy(to, from);
}

WRAP(char *, strdup, const char *text)
{
    UNLESS_LIBRARY(memory_reads(text, __real_strlen(text) + 1));
    return __real_strdup(text);
}

WRAP(char *, strndup, const char *text, size_t size)
{
    UNLESS_LIBRARY(memory_reads(text, length_within(text, size)));
    return __real_strndup(text, size);
}

WRAP(int, strcasecmp, const char *left, const char *right)
{
    UNLESS_LIBRARY(memory_reads(left, __real_strlen(left) + 1));
    UNLESS_LIBRARY(memory_reads(right, __real_strlen(right) + 1));
    return __real_strcasecmp(left, right);
}

/* As far as the search goes. */
static size_t searched(const char *text, const char *found)
{
    return found ? (size_t)(found - text) + 1 : __real_strlen(text) + 1;
}

WRAP(char *, strchr, const char *text, int byte)
{
    UNLESS_LIBRARY(memory_reads(text, searched(text, __real_strchr(text, byte))));
    return __real_strchr(text, byte);
}

WRAP(char *, strrchr, const char *text, int byte)
{
    UNLESS_LIBRARY(memory_reads(text, __real_strlen(text) + 1));
    return __real_strrchr(text, byte);
}

WRAP(char *, strstr, const char *text, const char *part)
{
    UNLESS_LIBRARY(memory_reads(text, searched(text, __real_strstr(text, part))));
    UNLESS_LIBRARY(memory_reads(part, __real_strlen(part) + 1));
    return __real_strstr(text, part);
}

char *__real_strtok_r(char *text, const char *delimiters, char **rest);

/* Reads the word that comes next, and ends it. */
static char *cut_word(char *text, const char *delimiters, char **rest)
{
    char *at = text ? text : *rest;
    if (!at)
        return __real_strtok_r(text, delimiters, rest);
    char *word = at + strspn(at, delimiters), *end = word + strcspn(word, delimiters);
    memory_reads(at, (size_t)(end - at) + 1);
    if (*end)
        memory_writes(end, 1);
    return __real_strtok_r(text, delimiters, rest);
}

WRAP(char *, strtok_r, char *text, const char *delimiters, char **rest)
{
    return CALLED_BY_LIBRARY ? __real_strtok_r(text, delimiters, rest)
                             : cut_word(text, delimiters, rest);
}

/* Where the last call stopped is known to the whole process, whoever calls. */
WRAP(char *, strtok, char *text, const char *delimiters)
{
    static char *strtok_rest;
    UNLESS_LIBRARY(memory_writes(&strtok_rest, sizeof strtok_rest));
    return cut_word(text, delimiters, &strtok_rest);
}

void *__real_malloc(size_t size);
void __real_free(void *memory);
void __real_qsort(void *items, size_t count, size_t size,
                  int (*compare)(const void *, const void *));

/* A copy is sorted, which is nobody else's: between the comparisons nothing else is seen to move.
 */
static void sort_copy(void *items, size_t count, size_t size,
                      int (*compare)(const void *, const void *))
{
    void *copy = __real_malloc(count * size);
    if (!copy) {
        __real_qsort(items, count, size, compare);
        return;
    }
    memory_copy(copy, items, count * size);
    __real_qsort(copy, count, size, compare);
    memory_copy(items, copy, count * size);
    __real_free(copy);
}

WRAP(void, qsort, void *items, size_t count, size_t size,
     int (*compare)(const void *, const void *))
{
    if (CALLED_BY_LIBRARY || !memory_matters())
        __real_qsort(items, count, size, compare);
    else
        sort_copy(items, count, size, compare);
}
