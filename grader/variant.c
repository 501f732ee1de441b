/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "variant.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "folder.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct variant *add(struct variants *variants, enum variant_kind kind, char *name,
                           const struct assignment *assignment)
{
    array_reserve(variants->items, variants->count, variants->capacity);
    struct variant *variant = &variants->items[variants->count++];
    *variant = (struct variant){.kind = kind,
                                .name = name,
                                .fails = allocate(assignment->check_count),
                                .may_fail = allocate(assignment->check_count)};
    return variant;
}

void variants_clear(struct variants *variants)
{
    for (size_t i = 0; i < variants->count; i++) {
        free(variants->items[i].name);
        free(variants->items[i].fails);
        free(variants->items[i].may_fail);
    }
    free(variants->items);
    *variants = (struct variants){0};
}

static int mark_checks(const char *key, const struct strings *ids,
                       const struct assignment *assignment, bool *marks, struct error *err)
{
    for (size_t i = 0; i < ids->count; i++) {
        const struct check *check = assignment_check(assignment, ids->items[i]);
        if (!check)
            return error_set(err, ERROR_USAGE, "%s: there is no check '%s'", key, ids->items[i]);
        marks[check - assignment->checks] = true;
    }
    return 0;
}

static int parse_expectation(const cJSON *document, const struct assignment *assignment,
                             struct variant *variant, struct error *err)
{
    struct expectation {
        struct strings fails, may_fail;
        const char *comment;
    } expectation = {0};
    static const struct spec_key keys[] = {
        {"fails", SPEC_STRINGS, offsetof(struct expectation, fails), true},
        {"may_fail", SPEC_STRINGS, offsetof(struct expectation, may_fail), false},
        {"comment", SPEC_TEXT, offsetof(struct expectation, comment), false},
        {0},
    };
    int result = spec_read(document, "", keys, &expectation, err);
    if (result == 0 && !expectation.fails.count)
        result = error_set(err, ERROR_USAGE, "fails: must name at least one check");
    if (result == 0)
        result = mark_checks("fails", &expectation.fails, assignment, variant->fails, err);
    if (result == 0)
        result = mark_checks("may_fail", &expectation.may_fail, assignment, variant->may_fail, err);
    free(expectation.fails.items);
    free(expectation.may_fail.items);
    return result;
}

/* Reads an expect.json; *document stays NULL when there is none. */
static int read_document(int folder, const char *path, struct entry *entry, cJSON **document,
                         struct error *err)
{
    *document = NULL;
    folder_read(folder, path, LARGEST_SOURCE, entry);
    if (entry->state == ENTRY_ABSENT)
        return 0;
    if (entry->state != ENTRY_FILE)
        return error_set(err, ERROR_USAGE, "%s %s", path, entry_reason(entry->state));
    return spec_parse(entry->data, entry->size, document, err) < 0 ? error_wrap(err, "%s", path)
                                                                   : 0;
}

/* Says where in the file the fault is. */
static int wrap(const struct entry *entry, const char *path, struct error *err)
{
    spec_wrap(entry->data, entry->size, err);
    return error_wrap(err, "%s", path);
}

static int read_expectation(int folder, const struct assignment *assignment,
                            struct variant *variant, struct error *err)
{
    cleanup_free char *path = format_string("%s/expect.json", variant->name);
    cleanup_with(entry_clear) struct entry entry = {0};
    cJSON *document;
    if (read_document(folder, path, &entry, &document, err) < 0)
        return -1;
    if (!document)
        return error_set(err, ERROR_USAGE, "%s %s", path, entry_reason(ENTRY_ABSENT));
    int result = parse_expectation(document, assignment, variant, err);
    cJSON_Delete(document);
    return result < 0 ? wrap(&entry, path, err) : 0;
}

static int add_equivalent(const cJSON *object, struct equivalents *equivalents, struct error *err)
{
    cleanup_free char *where = format_string("equivalent[%zu].", equivalents->count);
    struct {
        const char *rule, *code, *why;
        uint64_t line;
    } read = {0};
    static const struct spec_key keys[] = {
        {"rule", SPEC_NAME, offsetof(struct equivalent, rule), true},
        {"code", SPEC_TEXT, offsetof(struct equivalent, code), true},
        {"why", SPEC_LINE, offsetof(struct equivalent, why), true},
        {"line", SPEC_COUNT, offsetof(struct equivalent, line), false},
        {0},
    };
    if (spec_read(object, where, keys, &read, err) < 0)
        return -1;
    array_reserve(equivalents->items, equivalents->count, equivalents->capacity);
    equivalents->items[equivalents->count++] = (struct equivalent){
        copy_string(read.rule), copy_string(read.code), copy_string(read.why), read.line};
    return 0;
}

static int parse_equivalents(const cJSON *document, struct equivalents *equivalents,
                             struct error *err)
{
    const cJSON *list = NULL, *item;
    static const struct spec_key keys[] = {{"equivalent", SPEC_ARRAY, 0, true}, {0}};
    if (spec_read(document, "", keys, &list, err) < 0)
        return -1;
    cJSON_ArrayForEach (item, list)
        if (add_equivalent(item, equivalents, err) < 0)
            return -1;
    return 0;
}

int equivalents_load(const struct assignment *assignment, struct equivalents *equivalents,
                     struct error *err)
{
    static const char path[] = "solution/expect.json";
    cleanup_fd int folder = folder_open(assignment->folder, err);
    cleanup_with(entry_clear) struct entry entry = {0};
    cJSON *document = NULL;
    if (folder < 0 || read_document(folder, path, &entry, &document, err) < 0)
        return -1;
    int result = document ? parse_equivalents(document, equivalents, err) : 0;
    cJSON_Delete(document);
    return result < 0 ? wrap(&entry, path, err) : 0;
}

void equivalents_clear(struct equivalents *equivalents)
{
    for (size_t i = 0; i < equivalents->count; i++) {
        free(equivalents->items[i].rule);
        free(equivalents->items[i].code);
        free(equivalents->items[i].why);
    }
    free(equivalents->items);
    *equivalents = (struct equivalents){0};
}

const char *equivalents_find(const struct equivalents *equivalents, const struct mutant *mutant)
{
    for (size_t i = 0; i < equivalents->count; i++)
        if (strcmp(equivalents->items[i].rule, mutant->rule) == 0 &&
            strcmp(equivalents->items[i].code, mutant->code) == 0 &&
            (!equivalents->items[i].line || equivalents->items[i].line == mutant->line))
            return equivalents->items[i].why;
    return NULL;
}

static int load_group(int folder, const char *group, enum variant_kind kind,
                      const struct assignment *assignment, struct variants *variants,
                      struct error *err)
{
    cleanup_fd int inner = folder_open_below(folder, group);
    cleanup_with(names_clear) struct names names = {0};
    bool all;
    if (inner < 0)
        return 0;
    if (folder_names(inner, &names, &all, err) < 0)
        return -1;
    for (size_t i = 0; i < names.count; i++) {
        if (names.items[i][0] == '.' || folder_type(inner, names.items[i]) != S_IFDIR)
            continue;
        struct variant *variant =
            add(variants, kind, format_string("%s/%s", group, names.items[i]), assignment);
        if (kind == VARIANT_WRONG && read_expectation(folder, assignment, variant, err) < 0)
            return -1;
    }
    return 0;
}

int variants_load(const struct assignment *assignment, struct variants *variants, struct error *err)
{
    cleanup_fd int folder = folder_open(assignment->folder, err);
    if (folder < 0)
        return -1;
    if (folder_type(folder, "solution") != S_IFDIR)
        return error_set(err, ERROR_USAGE, "%s has no solution", assignment->id);
    add(variants, VARIANT_RIGHT, copy_string("solution"), assignment);
    if (load_group(folder, "right", VARIANT_RIGHT, assignment, variants, err) < 0 ||
        load_group(folder, "wrong", VARIANT_WRONG, assignment, variants, err) < 0)
        return -1;
    cleanup_free char *starter = format_string("handout/%s", assignment->required[0]);
    if (folder_type(folder, starter) == S_IFREG)
        add(variants, VARIANT_STARTER, copy_string("handout"), assignment);
    return 0;
}

static void name_unexpected(struct text *text, const char *intro, const struct check *check)
{
    text_add_format(text, "%s%s", text->length ? ", " : intro, check->id);
}

char *variant_compare(const struct variant *variant, const struct assignment *assignment,
                      const bool *failed, const bool *passed)
{
    struct text problem = {0};
    bool caught = false, all_passed = true;
    for (size_t i = 0; i < assignment->check_count; i++) {
        const struct check *check = &assignment->checks[i];
        all_passed &= passed[i];
        caught |= variant->fails[i] && failed[i];
        if (variant->kind == VARIANT_RIGHT && !passed[i])
            name_unexpected(&problem, "is right, but doesn't pass ", check);
        if (variant->kind == VARIANT_WRONG && failed[i] && !variant->fails[i] &&
            !variant->may_fail[i])
            name_unexpected(&problem, "fails what it may not: ", check);
    }
    if (variant->kind == VARIANT_WRONG && !caught)
        text_add_format(&problem, "%sis not caught by any check that it names",
                        problem.length ? "; " : "");
    if (variant->kind == VARIANT_STARTER && all_passed)
        text_add_string(&problem, "the starter earns full marks");
    return problem.length ? text_steal(&problem) : NULL;
}
