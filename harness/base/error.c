/* SPDX-License-Identifier: MIT */
/* Errors as values; the contract is in error.h. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 3, 0))) static void fill(struct error *err, enum error_kind kind,
                                                       const char *format, va_list arguments)
{
    err->kind = kind;
    vsnprintf(err->message, sizeof err->message, format, arguments);
}

int error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(err, kind, format, arguments);
    va_end(arguments);
    return -1;
}

int error_errno(struct error *err, const char *format, ...)
{
    int cause = errno;
    va_list arguments;
    va_start(arguments, format);
    fill(err, ERROR_INTERNAL, format, arguments);
    va_end(arguments);
    size_t used = strlen(err->message);
    snprintf(err->message + used, sizeof err->message - used, ": %s", strerror(cause));
    return -1;
}

int error_wrap(struct error *err, const char *format, ...)
{
    char inner[sizeof err->message];
    memcpy(inner, err->message, sizeof inner);
    va_list arguments;
    va_start(arguments, format);
    fill(err, err->kind, format, arguments);
    va_end(arguments);
    size_t used = strlen(err->message);
    snprintf(err->message + used, sizeof err->message - used, ": %s", inner);
    return -1;
}

int error_exit_status(enum error_kind kind)
{
    switch (kind) {
    case ERROR_NONE:
        return 0;
    case ERROR_USAGE:
        return 2;
    case ERROR_MACHINE:
        return 3;
    case ERROR_INTERNAL:
        break;
    }
    return 4;
}
