/* SPDX-License-Identifier: MIT */
/* From the path in a message ("checks[2].points: …") to the place in the text. The text is walked
 * once, and the path beside it: a value is on the path as long as the message goes on with its key
 * or number. The deepest place on the path is meant, and the last of several: of a key that is
 * there twice the second one is wrong. A key that is missing is looked for in its object. */
#include "spec.h"

#include <stdio.h>
#include <string.h>

struct walk {
    const char *at, *end;
    const char *message;
    const char *found; /* the place so far, and how much of the message led to it */
    size_t length;
};

static void skip_blanks(struct walk *walk)
{
    while (walk->at < walk->end && (unsigned char)*walk->at <= ' ')
        walk->at++;
}

static bool skip(struct walk *walk, char wanted)
{
    skip_blanks(walk);
    if (walk->at >= walk->end || *walk->at != wanted)
        return false;
    walk->at++;
    return true;
}

/* Steps over a string behind its first quotation mark; *length is that of its contents. */
static const char *skip_string(struct walk *walk, size_t *length)
{
    const char *start = walk->at;
    while (walk->at < walk->end && *walk->at != '"')
        walk->at += *walk->at == '\\' ? 2 : 1;
    if (walk->at > walk->end)
        walk->at = walk->end;
    *length = (size_t)(walk->at - start);
    walk->at += walk->at < walk->end;
    return start;
}

/* What is left of the path after this part; NULL when the part isn't on it. */
static const char *follow(struct walk *walk, const char *path, const char *part, size_t length,
                          const char *place)
{
    if (!path || strncmp(path, part, length) != 0 || !path[length] || !strchr(":.[", path[length]))
        return NULL;
    path += length;
    if ((size_t)(path - walk->message) >= walk->length) {
        walk->found = place;
        walk->length = (size_t)(path - walk->message);
    }
    return path;
}

static void walk_value(struct walk *walk, const char *path);

static void walk_object(struct walk *walk, const char *path)
{
    if (path && path != walk->message)
        path = *path == '.' ? path + 1 : NULL;
    while (skip(walk, '"')) {
        const char *place = walk->at - 1;
        size_t length;
        const char *key = skip_string(walk, &length);
        const char *rest = follow(walk, path, key, length, place);
        if (!skip(walk, ':'))
            return;
        walk_value(walk, rest);
        if (!skip(walk, ','))
            break;
    }
    skip(walk, '}');
}

static void walk_array(struct walk *walk, const char *path)
{
    for (size_t i = 0; !skip(walk, ']') && walk->at < walk->end; i++) {
        char part[32];
        int length = snprintf(part, sizeof part, "[%zu]", i);
        walk_value(walk, follow(walk, path, part, (size_t)length, walk->at));
        if (!skip(walk, ',')) {
            skip(walk, ']');
            return;
        }
        skip_blanks(walk);
    }
}

static void walk_value(struct walk *walk, const char *path)
{
    size_t length;
    if (skip(walk, '{'))
        walk_object(walk, path);
    else if (skip(walk, '['))
        walk_array(walk, path);
    else if (skip(walk, '"'))
        skip_string(walk, &length);
    else
        while (walk->at < walk->end && (unsigned char)*walk->at > ' ' && !strchr(",]}", *walk->at))
            walk->at++;
}

/* Columns count characters, not bytes. */
int spec_wrap_place(const char *text, const char *place, struct error *err)
{
    unsigned line = 1, column = 1;
    for (const char *at = text; at < place; at++) {
        column = *at == '\n' ? 1 : column + (((unsigned char)*at & 0xc0) != 0x80);
        line += *at == '\n';
    }
    return error_wrap(err, "line %u, column %u", line, column);
}

int spec_wrap(const char *text, size_t size, struct error *err)
{
    char message[sizeof err->message];
    struct walk walk = {.at = text, .end = text + size, .message = message, .found = text};
    memcpy(message, err->message, sizeof message);
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        walk.at += 3;
    walk_value(&walk, message);
    return spec_wrap_place(text, walk.found, err);
}
