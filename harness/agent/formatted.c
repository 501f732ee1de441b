/* SPDX-License-Identifier: MIT */
/* Formatted output, announced as what it reads (the format's strings) and what it writes (a
 * buffer). The length of the text isn't known before it is there, so it is made twice, the first
 * time for nothing; only where somebody could care (memory_matters). */
#define _GNU_SOURCE
#include "agent.h"
#include "memory.h"
#include "wrap.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

size_t __real_strlen(const char *text);
char *__real_strchr(const char *text, int byte);

enum length { PLAIN, LONG, LONG_LONG, LONG_DOUBLE };

/* One conversion of a format: "%-*.*ls". */
struct conversion {
    bool star_width, star_precision;
    int precision; /* -1: none */
    enum length length;
    char kind;
};

static const char *read_number(const char *at, bool *star, int *number)
{
    *star = *at == '*';
    if (*star)
        return at + 1;
    for (; *at >= '0' && *at <= '9'; at++)
        *number = *number * 10 + (*at - '0');
    return at;
}

static const char *read_length(const char *at, enum length *length)
{
    for (; *at && __real_strchr("hlLqjzt", *at); at++)
        *length = *at == 'L'                           ? LONG_DOUBLE
                  : *at == 'l' && *length == LONG      ? LONG_LONG
                  : *at != 'h' && *length != LONG_LONG ? LONG
                                                       : *length;
    return at;
}

/* Behind the '%'. Returns what follows it. */
static const char *read_conversion(const char *at, struct conversion *conversion)
{
    int width = 0;
    *conversion = (struct conversion){.precision = -1};
    at += strspn(at, "-+ #0'I");
    at = read_number(at, &conversion->star_width, &width);
    if (*at == '.') {
        conversion->precision = 0;
        at = read_number(at + 1, &conversion->star_precision, &conversion->precision);
    }
    at = read_length(at, &conversion->length);
    conversion->kind = *at;
    return *at ? at + 1 : at;
}

static void read_string(const char *text, int precision)
{
    if (text)
        memory_reads(text,
                     precision < 0 ? __real_strlen(text) + 1 : strnlen(text, (size_t)precision));
}

/* False: what follows in the list isn't known. */
static bool take_argument(const struct conversion *conversion, va_list *list)
{
    int precision = conversion->precision;
    if (conversion->star_width)
        va_arg(*list, int);
    if (conversion->star_precision)
        precision = va_arg(*list, int);
    if (conversion->kind && __real_strchr("eEfFgGaA", conversion->kind)) {
        if (conversion->length == LONG_DOUBLE)
            va_arg(*list, long double);
        else
            va_arg(*list, double);
    } else if (conversion->kind == 's' && conversion->length == PLAIN) {
        read_string(va_arg(*list, const char *), precision);
    } else if (conversion->kind && __real_strchr("diouxXcpsSC", conversion->kind)) {
        va_arg(*list, long); /* every integer and pointer is passed in as much room */
    } else {
        return conversion->kind == '%' || conversion->kind == 'm';
    }
    return true;
}

/* What the format reads. False: it isn't understood ("%1$d", "%n"). */
static bool read_arguments(const char *format, va_list given)
{
    struct conversion conversion;
    va_list list;
    bool known = true;
    va_copy(list, given);
    while (known && (format = __real_strchr(format, '%'))) {
        format = read_conversion(format + 1, &conversion);
        known = take_argument(&conversion, &list);
    }
    va_end(list);
    return known;
}

int __real_vprintf(const char *format, va_list list);
int __real_vfprintf(FILE *stream, const char *format, va_list list);
int __real_vdprintf(int fd, const char *format, va_list list);
int __real_vsprintf(char *to, const char *format, va_list list);
int __real_vsnprintf(char *to, size_t size, const char *format, va_list list);

static void announce_text(char *to, size_t size, const char *format, va_list given)
{
    va_list list;
    if (!memory_matters() || !read_arguments(format, given) || !size)
        return;
    va_copy(list, given);
    int length = __real_vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (length >= 0)
        memory_writes(to, (size_t)length < size ? (size_t)length + 1 : size);
}

static void announce_arguments(const char *format, va_list list)
{
    if (memory_matters())
        read_arguments(format, list);
}

#define UNPACK(...) __VA_ARGS__

/* `name` with its arguments in a list, and one by one. */
#define FORMATTED(name, announcement, parameters, arguments)                                       \
    int __wrap_v##name(UNPACK parameters const char *format, va_list list);                        \
    int __wrap_v##name(UNPACK parameters const char *format, va_list list)                         \
    {                                                                                              \
        UNLESS_LIBRARY(announcement);                                                              \
        return __real_v##name(UNPACK arguments format, list);                                      \
    }                                                                                              \
    int __wrap_##name(UNPACK parameters const char *format, ...);                                  \
    int __wrap_##name(UNPACK parameters const char *format, ...)                                   \
    {                                                                                              \
        va_list list;                                                                              \
        va_start(list, format);                                                                    \
        UNLESS_LIBRARY(announcement);                                                              \
        int result = __real_v##name(UNPACK arguments format, list);                                \
        va_end(list);                                                                              \
        return result;                                                                             \
    }

FORMATTED(printf, announce_arguments(format, list), (), ())
FORMATTED(fprintf, announce_arguments(format, list), (FILE * stream, ), (stream, ))
FORMATTED(dprintf, announce_arguments(format, list), (int fd, ), (fd, ))
FORMATTED(sprintf, announce_text(to, SIZE_MAX, format, list), (char *to, ), (to, ))
FORMATTED(snprintf, announce_text(to, size, format, list), (char *to, size_t size, ), (to, size, ))
