/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/allocate.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *or_abort(void *memory)
{
    if (!memory) {
        fputs("mpgrade: out of memory\n", stderr);
        abort();
    }
    return memory;
}

void *allocate(size_t size)
{
    return or_abort(calloc(1, size ? size : 1));
}

void *reallocate(void *memory, size_t count, size_t size)
{
    return or_abort(reallocarray(memory, count ? count : 1, size));
}

char *copy_string(const char *text)
{
    return or_abort(strdup(text));
}

void *copy_memory(const void *data, size_t size)
{
    void *copy = allocate(size);
    if (size)
        memcpy(copy, data, size);
    return copy;
}

char *format_string(const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    return or_abort(length < 0 ? NULL : text);
}
