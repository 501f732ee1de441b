/* SPDX-License-Identifier: MIT */
/* Bytes that go between files and the student's memory. What is read from a file is announced once
 * it is there: only then its size is known, and after whatever made it come. What is written to one
 * is announced before. */
#define _GNU_SOURCE
#include "agent.h"
#include "memory.h"
#include "wrap.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

size_t __real_strlen(const char *text);

/* Keeps errno: the kernel is asked without the C library. */
static ssize_t came(void *to, ssize_t size)
{
    if (size > 0)
        memory_writes(to, (size_t)size);
    return size;
}

WRAP(ssize_t, read, int fd, void *to, size_t size)
{
    ssize_t result = __real_read(fd, to, size);
    return CALLED_BY_LIBRARY ? result : came(to, result);
}

WRAP(ssize_t, pread, int fd, void *to, size_t size, off_t offset)
{
    ssize_t result = __real_pread(fd, to, size, offset);
    return CALLED_BY_LIBRARY ? result : came(to, result);
}

WRAP(ssize_t, recv, int fd, void *to, size_t size, int flags)
{
    ssize_t result = __real_recv(fd, to, size, flags);
    return CALLED_BY_LIBRARY ? result : came(to, result);
}

WRAP(ssize_t, write, int fd, const void *from, size_t size)
{
    UNLESS_LIBRARY(memory_reads(from, size));
    return __real_write(fd, from, size);
}

WRAP(ssize_t, pwrite, int fd, const void *from, size_t size, off_t offset)
{
    UNLESS_LIBRARY(memory_reads(from, size));
    return __real_pwrite(fd, from, size, offset);
}

WRAP(ssize_t, send, int fd, const void *from, size_t size, int flags)
{
    UNLESS_LIBRARY(memory_reads(from, size));
    return __real_send(fd, from, size, flags);
}

WRAP(char *, fgets, char *to, int size, FILE *stream)
{
    char *result = __real_fgets(to, size, stream);
    if (result && !CALLED_BY_LIBRARY)
        memory_writes(to, __real_strlen(to) + 1);
    return result;
}

WRAP(ssize_t, getdelim, char **to, size_t *size, int delimiter, FILE *stream)
{
    ssize_t result = __real_getdelim(to, size, delimiter, stream);
    return CALLED_BY_LIBRARY || result < 0 ? result : came(*to, result + 1) - 1;
}

WRAP(ssize_t, getline, char **to, size_t *size, FILE *stream)
{
    ssize_t result = __real_getline(to, size, stream);
    return CALLED_BY_LIBRARY || result < 0 ? result : came(*to, result + 1) - 1;
}

WRAP(size_t, fread, void *to, size_t size, size_t count, FILE *stream)
{
    size_t result = __real_fread(to, size, count, stream);
    UNLESS_LIBRARY(came(to, (ssize_t)(result * size)));
    return result;
}

WRAP(size_t, fwrite, const void *from, size_t size, size_t count, FILE *stream)
{
    UNLESS_LIBRARY(memory_reads(from, size * count));
    return __real_fwrite(from, size, count, stream);
}

WRAP(int, fputs, const char *text, FILE *stream)
{
    UNLESS_LIBRARY(memory_reads(text, __real_strlen(text) + 1));
    return __real_fputs(text, stream);
}

WRAP(int, puts, const char *text)
{
    UNLESS_LIBRARY(memory_reads(text, __real_strlen(text) + 1));
    return __real_puts(text);
}

/* Their results are the C library's own, one for all threads. */
#define STATIC_RESULT(type, name, size, argument_type)                                             \
    WRAP(type *, name, argument_type argument)                                                     \
    {                                                                                              \
        type *result = __real_##name(argument);                                                    \
        if (result && !CALLED_BY_LIBRARY)                                                          \
            memory_writes(result, size);                                                           \
        return result;                                                                             \
    }

STATIC_RESULT(struct tm, localtime, sizeof *result, const time_t *)
STATIC_RESULT(struct tm, gmtime, sizeof *result, const time_t *)
STATIC_RESULT(char, ctime, __real_strlen(result) + 1, const time_t *)
STATIC_RESULT(char, asctime, __real_strlen(result) + 1, const struct tm *)
