/* SPDX-License-Identifier: MIT */
/* Loads assignments from their folders: the spec, the files it provides, and the digest of all that
 * a grade depends on. An instructor's files are trusted, but read with the same care as a
 * student's: a link in an assignment's folder would escape its digest. */
#define _GNU_SOURCE
#include "assignment.h"

#include "base/allocate.h"
#include "base/text.h"
#include "folder.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

double assignment_max_score(const struct assignment *assignment)
{
    double total = 0;
    for (size_t i = 0; i < assignment->check_count; i++)
        total += assignment->checks[i].points;
    return total;
}

const struct scenario *assignment_scenario(const struct assignment *assignment, const char *id)
{
    for (size_t i = 0; i < assignment->scenario_count; i++)
        if (strcmp(assignment->scenarios[i].id, id) == 0)
            return &assignment->scenarios[i];
    return NULL;
}

const struct check *assignment_check(const struct assignment *assignment, const char *id)
{
    for (size_t i = 0; i < assignment->check_count; i++)
        if (strcmp(assignment->checks[i].id, id) == 0)
            return &assignment->checks[i];
    return NULL;
}

static void keep_visible(struct assignment *assignment)
{
    size_t kept = 0;
    for (size_t i = 0; i < assignment->check_count; i++) {
        if (assignment->checks[i].visibility == VISIBILITY_VISIBLE)
            assignment->checks[kept++] = assignment->checks[i];
        else
            free(assignment->checks[i].scenarios);
    }
    assignment->check_count = kept;
}

void assignments_keep_visible(struct assignments *assignments)
{
    for (size_t i = 0; i < assignments->count; i++)
        keep_visible(&assignments->items[i]);
}

void assignment_clear(struct assignment *assignment)
{
    for (size_t i = 0; i < assignment->scenario_count; i++) {
        free((void *)assignment->scenarios[i].arguments);
        free((void *)assignment->scenarios[i].files);
    }
    for (size_t i = 0; i < assignment->check_count; i++)
        free(assignment->checks[i].scenarios);
    for (size_t i = 0; i < assignment->provided_count; i++)
        free((void *)assignment->provided[i].data);
    free(assignment->scenarios);
    free(assignment->checks);
    free(assignment->provided);
    free(assignment->required);
    free(assignment->allowed);
    free(assignment->flags.items);
    free(assignment->libraries.items);
    free(assignment->folder);
    cJSON_Delete(assignment->document);
    if (assignment->library)
        dlclose(assignment->library);
    *assignment = (struct assignment){0};
}

void assignments_clear(struct assignments *assignments)
{
    for (size_t i = 0; i < assignments->count; i++)
        assignment_clear(&assignments->items[i]);
    free(assignments->items);
    *assignments = (struct assignments){0};
}

static int read_file(int folder, const char *path, struct entry *entry, struct error *err)
{
    folder_read(folder, path, LARGEST_SOURCE, entry);
    if (entry->state != ENTRY_FILE)
        return error_set(err, ERROR_USAGE, "%s %s", path, entry_reason(entry->state));
    return 0;
}

/* Adds "path digest" of one file to the list that the assignment's digest is made of. */
static int list_file(int folder, const char *path, struct text *list, struct error *err)
{
    cleanup_with(entry_clear) struct entry entry = {0};
    if (read_file(folder, path, &entry, err) < 0)
        return -1;
    char digest[DIGEST_SIZE];
    object_digest(entry.data, entry.size, digest);
    text_add_format(list, "%s %s\n", path, digest);
    return 0;
}

/* Whether a file at the top of the folder takes part in grading: sources and headers. */
static bool takes_part(const char *name)
{
    const char *dot = strrchr(name, '.');
    return strcmp(name, "assignment.json") == 0 ||
           (dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".h") == 0));
}

static int compute_digest(int folder, struct assignment *assignment, struct error *err)
{
    cleanup_with(text_free) struct text list = {0};
    cleanup_with(names_clear) struct names names = {0};
    bool all;
    if (folder_names(folder, &names, &all, err) < 0)
        return -1;
    for (size_t i = 0; i < names.count; i++)
        if (takes_part(names.items[i]) && list_file(folder, names.items[i], &list, err) < 0)
            return -1;
    for (size_t i = 0; i < assignment->provided_count; i++)
        if (list_file(folder, assignment->provided[i].path, &list, err) < 0)
            return -1;
    object_digest(list.data, list.length, assignment->digest);
    return 0;
}

/* Reads the provided files; from then on they are called by their last names. */
static int read_provided(int folder, struct assignment *assignment, struct error *err)
{
    for (size_t i = 0; i < assignment->provided_count; i++) {
        struct source_file *file = &assignment->provided[i];
        struct entry entry;
        if (read_file(folder, file->path, &entry, err) < 0)
            return error_wrap(err, "build.provided");
        const char *slash = strrchr(file->path, '/');
        file->path = slash ? slash + 1 : file->path;
        file->data = entry.data;
        file->size = entry.size;
    }
    return 0;
}

static int read_assignment(int folder, const char *name, struct assignment *assignment,
                           struct error *err)
{
    cleanup_with(entry_clear) struct entry spec = {0};
    cJSON *document;
    if (read_file(folder, "assignment.json", &spec, err) < 0 ||
        spec_parse(spec.data, spec.size, &document, err) < 0)
        return -1;
    if (assignment_parse(document, assignment, err) < 0)
        return spec_wrap(spec.data, spec.size, err);
    if (strcmp(assignment->id, name) != 0)
        return error_set(err, ERROR_USAGE, "id: must be the folder's name");
    if (compute_digest(folder, assignment, err) < 0 || read_provided(folder, assignment, err) < 0)
        return -1;
    return 0;
}

static int load_one(const char *parent, const char *id, struct assignments *assignments,
                    struct error *err)
{
    struct error ignored;
    cleanup_free char *path = format_string("%s/%s", parent, id);
    cleanup_fd int folder = strchr(id, '/') ? -1 : folder_open(path, &ignored);
    if (folder < 0)
        return error_set(err, ERROR_USAGE, "there is no assignment '%s' in %s", id, parent);
    struct assignment *assignment = &assignments->items[assignments->count++];
    if (read_assignment(folder, id, assignment, err) < 0)
        return error_wrap(err, "%s/assignment.json", path);
    assignment->folder = steal_pointer(&path);
    return 0;
}

/* The names in the folder that are assignments: folders with an assignment.json. */
static int list_assignments(const char *path, struct names *ids, struct error *err)
{
    cleanup_fd int folder = folder_open(path, err);
    if (folder < 0)
        return -1;
    cleanup_with(names_clear) struct names names = {0};
    bool all;
    if (folder_names(folder, &names, &all, err) < 0)
        return -1;
    for (size_t i = 0; i < names.count; i++) {
        cleanup_free char *spec = format_string("%s/assignment.json", names.items[i]);
        if (folder_type(folder, spec))
            names_add(ids, names.items[i]);
    }
    if (!ids->count)
        return error_set(err, ERROR_USAGE, "there is no assignment in %s", path);
    return 0;
}

static void add_once(struct names *ids, const char *id)
{
    for (size_t i = 0; i < ids->count; i++)
        if (strcmp(ids->items[i], id) == 0)
            return;
    names_add(ids, id);
}

int assignments_load(const char *folder, const struct words *wanted,
                     struct assignments *assignments, struct error *err)
{
    cleanup_with(names_clear) struct names ids = {0};
    for (size_t i = 0; i < wanted->count; i++)
        add_once(&ids, wanted->items[i]);
    if (!wanted->count && list_assignments(folder, &ids, err) < 0)
        return -1;
    names_sort(&ids);
    assignments->items = allocate(ids.count * sizeof *assignments->items);
    for (size_t i = 0; i < ids.count; i++)
        if (load_one(folder, ids.items[i], assignments, err) < 0)
            return -1;
    return 0;
}
