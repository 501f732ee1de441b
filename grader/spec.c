/* SPDX-License-Identifier: MIT */
/* One reader a type of value; a key is a row in its caller's table. */
#include "spec.h"

#include "base/allocate.h"
#include "base/text.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

struct place { /* what is being read, for messages */
    const char *where;
    const char *key;
};

static int wrong(struct place place, const char *wanted, struct error *err)
{
    return error_set(err, ERROR_USAGE, "%s%s: must be %s", place.where, place.key, wanted);
}

static bool is_name(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return text[0] >= 'a' && text[0] <= 'z' && !text[length] && length <= 64;
}

static bool is_line(const char *text)
{
    struct text shown = {0};
    text_add_printable(&shown, text, strlen(text), false);
    bool same = *text && strcmp(shown.data, text) == 0;
    text_free(&shown);
    return same;
}

static bool is_plain(const char *text)
{
    return is_line(text) && !strchr(text, '/') && strcmp(text, ".") != 0 && strcmp(text, "..") != 0;
}

static int read_string(const cJSON *value, struct place place, enum spec_type type,
                       const char **into, struct error *err)
{
    if (!cJSON_IsString(value))
        return wrong(place, "a string", err);
    if (type == SPEC_NAME && !is_name(value->valuestring))
        return wrong(place, "a name of lower-case letters, digits and -", err);
    if (type == SPEC_LINE && !is_line(value->valuestring))
        return wrong(place, "one printable line", err);
    *into = value->valuestring;
    return 0;
}

static int read_strings(const cJSON *value, struct place place, enum spec_type type,
                        struct strings *into, struct error *err)
{
    if (!cJSON_IsArray(value))
        return wrong(place, "an array of strings", err);
    into->items = allocate(((size_t)cJSON_GetArraySize(value) + 1) * sizeof *into->items);
    const cJSON *item;
    cJSON_ArrayForEach (item, value) {
        if (!cJSON_IsString(item))
            return wrong(place, "an array of strings", err);
        if (type == SPEC_PLAINS && !is_plain(item->valuestring))
            return wrong(place, "an array of file names without folders", err);
        into->items[into->count++] = item->valuestring;
    }
    return 0;
}

static int read_whole(const cJSON *value, struct place place, uint64_t least, uint64_t most,
                      uint64_t *into, struct error *err)
{
    double number = cJSON_IsNumber(value) ? value->valuedouble : -1;
    if (number < (double)least || number > (double)most || number != floor(number))
        return error_set(err, ERROR_USAGE, "%s%s: must be a whole number from %llu to %llu",
                         place.where, place.key, (unsigned long long)least,
                         (unsigned long long)most);
    *into = (uint64_t)number;
    return 0;
}

static int read_percent(const cJSON *value, struct place place, double *into, struct error *err)
{
    if (!cJSON_IsNumber(value) || !(value->valuedouble >= 0 && value->valuedouble <= 100))
        return wrong(place, "a number from 0 to 100", err);
    *into = value->valuedouble;
    return 0;
}

static int read_value(const cJSON *value, struct place place, enum spec_type type, void *into,
                      struct error *err)
{
    switch (type) {
    case SPEC_NAME:
    case SPEC_LINE:
    case SPEC_TEXT:
        return read_string(value, place, type, into, err);
    case SPEC_STRINGS:
    case SPEC_PLAINS:
        return read_strings(value, place, type, into, err);
    case SPEC_COUNT:
        return read_whole(value, place, 1, UINT64_C(1) << 50, into, err);
    case SPEC_DAYS:
        return read_whole(value, place, 0, 366, into, err);
    case SPEC_PERCENT:
        return read_percent(value, place, into, err);
    case SPEC_FLAG:
        if (!cJSON_IsBool(value))
            return wrong(place, "true or false", err);
        *(bool *)into = cJSON_IsTrue(value);
        return 0;
    case SPEC_OBJECT:
        if (!cJSON_IsObject(value))
            return wrong(place, "an object", err);
        break;
    case SPEC_ARRAY:
        if (!cJSON_IsArray(value) || !value->child)
            return wrong(place, "an array with at least one element", err);
        break;
    }
    *(const cJSON **)into = value;
    return 0;
}

static const struct spec_key *find_key(const struct spec_key *keys, const char *name)
{
    for (; keys->name; keys++)
        if (strcmp(keys->name, name) == 0)
            return keys;
    return NULL;
}

/* Every key of the object is known and there once. */
static int check_keys(const cJSON *object, const char *where, const struct spec_key *keys,
                      struct error *err)
{
    const cJSON *value;
    cJSON_ArrayForEach (value, object) {
        if (!find_key(keys, value->string))
            return error_set(err, ERROR_USAGE, "%s%s: there is no such key", where, value->string);
        if (cJSON_GetObjectItemCaseSensitive(object, value->string) != value)
            return error_set(err, ERROR_USAGE, "%s%s: is there twice", where, value->string);
    }
    return 0;
}

int spec_read(const cJSON *object, const char *where, const struct spec_key *keys, void *into,
              struct error *err)
{
    if (!cJSON_IsObject(object))
        return error_set(err, ERROR_USAGE, "%.*s: must be an object",
                         (int)strlen(where) - (*where != 0), where);
    if (check_keys(object, where, keys, err) < 0)
        return -1;
    for (const struct spec_key *key = keys; key->name; key++) {
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key->name);
        struct place place = {where, key->name};
        if (!value && key->needed)
            return error_set(err, ERROR_USAGE, "%s%s: is missing", where, key->name);
        if (value && read_value(value, place, key->type, (char *)into + key->offset, err) < 0)
            return -1;
    }
    return 0;
}

int spec_parse(const char *text, size_t size, cJSON **document, struct error *err)
{
    const char *stop = text;
    *document = cJSON_ParseWithLengthOpts(text, size + 1, &stop, true);
    if (*document)
        return 0;
    error_set(err, ERROR_USAGE, "this is no JSON");
    return spec_wrap_place(text, stop, err);
}
