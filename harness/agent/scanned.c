/* SPDX-License-Identifier: MIT */
/* Formatted input. The library writes as it reads, here and there, and nothing else is seen of it.
 * So it is given places of our own to write to; what it made is then copied to where the student
 * wants it, one conversion after the other, each announced. A word of any length from a stream
 * can't be: it has no place that surely holds it, and goes where it is wanted at once. */
#define _GNU_SOURCE
#include "agent.h"
#include "memory.h"
#include "wrap.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <wchar.h>

size_t __real_strlen(const char *text);
char *__real_strchr(const char *text, int byte);
void *__real_memset(void *to, int byte, size_t size);

/* One conversion of a format: "%*5hhd", "%[^,]". */
struct conversion {
    bool unassigned; /* '*' */
    bool allocates;  /* 'm': a pointer to the text is written */
    size_t width;    /* 0: none */
    size_t size;     /* of an integer, as its letters say */
    int longs;       /* letters 'l' or 'L' */
    char kind;
};

static const char *read_size(const char *at, struct conversion *conversion)
{
    conversion->size = sizeof(int);
    for (; *at && __real_strchr("hlqLjztm", *at); at++) {
        conversion->allocates |= *at == 'm';
        conversion->longs += *at == 'l' || *at == 'L';
        conversion->size = *at == 'h'   ? conversion->size / 2
                           : *at == 'm' ? conversion->size
                                        : sizeof(long);
    }
    return at;
}

/* Behind the '[': its end, behind which the format goes on. */
static const char *skip_set(const char *at)
{
    at += *at == '^';
    at += *at == ']';
    const char *end = __real_strchr(at, ']');
    return end ? end + 1 : at + __real_strlen(at);
}

/* Behind the '%'. Returns what follows it. */
static const char *read_conversion(const char *at, struct conversion *conversion)
{
    *conversion = (struct conversion){.unassigned = *at == '*'};
    at += conversion->unassigned;
    for (; (*at >= '0' && *at <= '9') || *at == '\''; at++)
        conversion->width = *at == '\'' ? 0 : conversion->width * 10 + (size_t)(*at - '0');
    at = read_size(at, conversion);
    conversion->kind = *at;
    if (*at == '[')
        return skip_set(at + 1);
    return *at ? at + 1 : at;
}

/* Room for a text: `most` characters where the format has no bound; 0: nobody knows. */
static size_t size_of_text(const struct conversion *conversion, size_t most)
{
    bool wide = conversion->longs || conversion->kind == 'C' || conversion->kind == 'S';
    bool plain = conversion->kind == 'c' || conversion->kind == 'C';
    size_t bound = conversion->width ? conversion->width : plain ? 1 : most;
    if (conversion->allocates)
        return sizeof(char *);
    return bound ? (bound + !plain) * (wide ? sizeof(wchar_t) : 1) : 0;
}

/* Bytes that the conversion may write; 0: it isn't known. */
static size_t size_of(const struct conversion *conversion, size_t most)
{
    static const size_t reals[] = {sizeof(float), sizeof(double), sizeof(long double)};
    if (!conversion->kind)
        return 0;
    if (__real_strchr("diouxXn", conversion->kind))
        return conversion->size;
    if (__real_strchr("eEfFgGaA", conversion->kind))
        return reals[conversion->longs < 2 ? conversion->longs : 2];
    if (__real_strchr("sScC[", conversion->kind))
        return size_of_text(conversion, most);
    return conversion->kind == 'p' ? sizeof(void *) : 0;
}

enum { TARGETS = 16, PLACES = 4096 };

struct target {
    struct conversion conversion;
    void *wanted;
    size_t size;
};

/* What a call is to make, and places for it. */
struct scan {
    struct target targets[TARGETS];
    void *places[TARGETS]; /* as the arguments of a call lie in memory */
    int count;
    _Alignas(16) char room[PLACES];
};

static bool add_target(struct scan *scan, const struct conversion *conversion, void *wanted,
                       size_t most, size_t *used)
{
    size_t size = size_of(conversion, most);
    if (!size || scan->count == TARGETS || size > PLACES - *used)
        return false;
    __real_memset(scan->room + *used, 0xff, size); /* a position that isn't told stays negative */
    scan->targets[scan->count] = (struct target){*conversion, wanted, size};
    scan->places[scan->count++] = scan->room + *used;
    *used += (size + 15) / 16 * 16;
    return *used < PLACES;
}

/* False: the format isn't understood ("%1$d"), or wants more room than there is. */
static bool prepare(struct scan *scan, const char *format, va_list list, size_t most)
{
    size_t used = 0;
    struct conversion conversion;
    scan->count = 0;
    while ((format = __real_strchr(format, '%'))) {
        format = read_conversion(format + 1, &conversion);
        bool writes = !conversion.unassigned && conversion.kind != '%';
        if (writes && !add_target(scan, &conversion, va_arg(list, void *), most, &used))
            return false;
    }
    return true;
}

static size_t length_of(const struct target *target, const void *place)
{
    const struct conversion *conversion = &target->conversion;
    if (conversion->allocates || !__real_strchr("sS[", conversion->kind))
        return target->size;
    return conversion->longs || conversion->kind == 'S' ? (wcslen(place) + 1) * sizeof(wchar_t)
                                                        : __real_strlen(place) + 1;
}

/* So many are counted as made; those that tell a position aren't counted. */
static bool is_made(const struct target *target, const char *place, int *counted)
{
    if (target->conversion.kind == 'n')
        return (signed char)place[target->size - 1] >= 0;
    return (*counted)-- > 0;
}

static void hand_over(const struct scan *scan, int counted)
{
    for (int i = 0; i < scan->count; i++) {
        const struct target *target = &scan->targets[i];
        if (is_made(target, scan->places[i], &counted))
            memory_copy(target->wanted, scan->places[i], length_of(target, scan->places[i]));
    }
}

int __real___isoc99_vscanf(const char *format, va_list list);
int __real___isoc99_vfscanf(FILE *stream, const char *format, va_list list);
int __real___isoc99_vsscanf(const char *text, const char *format, va_list list);

#define UNPACK(...) __VA_ARGS__

/* Arguments that lie in memory, as a list: none of them is left in a register. */
enum { REGISTERS_END = 6 * 8, VECTORS_END = REGISTERS_END + 8 * 16 };

/* `name`, with the student's arguments in a list. `most`: characters that a word can have; 0: any
 */
#define SCAN(name, most, parameters, arguments)                                                    \
    static int scan_##name(UNPACK parameters const char *format, va_list given)                    \
    {                                                                                              \
        struct scan scan;                                                                          \
        va_list list;                                                                              \
        va_copy(list, given);                                                                      \
        bool prepared = prepare(&scan, format, list, most);                                        \
        va_end(list);                                                                              \
        if (!prepared)                                                                             \
            return __real___isoc99_v##name(UNPACK arguments format, given);                        \
        list[0].gp_offset = REGISTERS_END;                                                         \
        list[0].fp_offset = VECTORS_END;                                                           \
        list[0].overflow_arg_area = scan.places;                                                   \
        int result = __real___isoc99_v##name(UNPACK arguments format, list);                       \
        hand_over(&scan, result);                                                                  \
        return result;                                                                             \
    }

/* `name`, as the headers of a C standard call it, with its arguments in a list and one by one. */
#define SCANNED_AS(prefix, name, before, parameters, arguments)                                    \
    int __wrap_##prefix##v##name(UNPACK parameters const char *format, va_list list);              \
    int __wrap_##prefix##v##name(UNPACK parameters const char *format, va_list list)               \
    {                                                                                              \
        if (CALLED_BY_LIBRARY || !memory_matters())                                                \
            return __real___isoc99_v##name(UNPACK arguments format, list);                         \
        before;                                                                                    \
        return scan_##name(UNPACK arguments format, list);                                         \
    }                                                                                              \
    int __wrap_##prefix##name(UNPACK parameters const char *format, ...);                          \
    int __wrap_##prefix##name(UNPACK parameters const char *format, ...)                           \
    {                                                                                              \
        va_list list;                                                                              \
        va_start(list, format);                                                                    \
        int result = __wrap_##prefix##v##name(UNPACK arguments format, list);                      \
        va_end(list);                                                                              \
        return result;                                                                             \
    }

#define SCANNED(name, most, before, parameters, arguments)                                         \
    SCAN(name, most, parameters, arguments)                                                        \
    SCANNED_AS(__isoc99_, name, before, parameters, arguments)                                     \
    SCANNED_AS(__isoc23_, name, before, parameters, arguments)

SCANNED(scanf, 0, , (), ())
SCANNED(fscanf, 0, , (FILE * stream, ), (stream, ))
SCANNED(sscanf, __real_strlen(text), memory_reads(text, __real_strlen(text) + 1),
        (const char *text, ), (text, ))
