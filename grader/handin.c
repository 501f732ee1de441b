/* SPDX-License-Identifier: MIT */
/* Picks the files of an assignment out of a submission: required ones, then allowed ones by
 * pattern, then the assignment's own, which take the place of a student's of the same name. The
 * digest is over names and contents of the result. */
#include "handin.h"

#include "base/allocate.h"
#include "base/text.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 64 };

/* Takes ownership of data. */
static void add_file(struct handin *handin, const char *path, char *data, size_t size, bool trusted)
{
    array_reserve(handin->files, handin->count, handin->capacity);
    handin->files[handin->count++] = (struct source_file){
        .path = copy_string(path), .data = data, .size = size, .trusted = trusted};
}

static bool is_provided(const struct assignment *assignment, const char *name)
{
    for (size_t i = 0; i < assignment->provided_count; i++)
        if (strcmp(assignment->provided[i].path, name) == 0)
            return true;
    return false;
}

const struct source_file *handin_file(const struct handin *handin, const char *name)
{
    for (size_t i = 0; i < handin->count; i++)
        if (!handin->files[i].trusted && strcmp(handin->files[i].path, name) == 0)
            return &handin->files[i];
    return NULL;
}

static char *path_in(const char *folder, const char *name)
{
    return *folder ? format_string("%s/%s", folder, name) : copy_string(name);
}

/* Whether a required file, usable or not, is in this folder of the submission. */
static bool has_required(const struct source *source, const struct assignment *assignment,
                         const char *folder)
{
    for (size_t i = 0; i < assignment->required_count; i++) {
        cleanup_free char *path = path_in(folder, assignment->required[i]);
        struct entry entry;
        source_read(source, path, &entry);
        enum entry_state state = entry.state;
        entry_clear(&entry);
        if (state != ENTRY_ABSENT)
            return true;
    }
    return false;
}

static void take_required(const struct source *source, const struct assignment *assignment,
                          const char *folder, struct handin *handin)
{
    struct text problem = {0};
    for (size_t i = 0; i < assignment->required_count; i++) {
        const char *name = assignment->required[i];
        cleanup_free char *path = path_in(folder, name);
        struct entry entry;
        source_read(source, path, &entry);
        if (entry.state == ENTRY_FILE)
            add_file(handin, name, steal_pointer(&entry.data), entry.size, false);
        else
            text_add_format(&problem, "%s%s %s", problem.length ? "; " : "", path,
                            entry_reason(entry.state));
    }
    if (problem.length)
        handin->problem = text_steal(&problem);
}

static bool is_allowed(const struct assignment *assignment, const char *name)
{
    for (size_t i = 0; i < assignment->allowed_count; i++)
        if (fnmatch(assignment->allowed[i], name, FNM_PERIOD) == 0)
            return true;
    return false;
}

static void take_allowed(const struct source *source, const struct assignment *assignment,
                         const char *folder, struct handin *handin)
{
    if (!assignment->allowed_count)
        return;
    cleanup_with(names_clear) struct names names = {0};
    source_names(source, folder, &names);
    for (size_t i = 0; i < names.count && handin->count < MOST_FILES; i++) {
        const char *name = names.items[i];
        if (!is_allowed(assignment, name) || is_provided(assignment, name) ||
            handin_file(handin, name))
            continue;
        cleanup_free char *path = path_in(folder, name);
        struct entry entry;
        source_read(source, path, &entry);
        if (entry.state == ENTRY_FILE)
            add_file(handin, name, steal_pointer(&entry.data), entry.size, false);
    }
}

static int compare_files(const void *a, const void *b)
{
    const struct source_file *left = a, *right = b;
    return strcmp(left->path, right->path);
}

void handin_sort(struct handin *handin)
{
    if (handin->count)
        qsort(handin->files, handin->count, sizeof *handin->files, compare_files);
}

static void compute_digest(struct handin *handin)
{
    cleanup_with(text_free) struct text list = {0};
    for (size_t i = 0; i < handin->count; i++) {
        char digest[DIGEST_SIZE];
        object_digest(handin->files[i].data, handin->files[i].size, digest);
        text_add_format(&list, "%s %s\n", digest, handin->files[i].path);
    }
    text_add_format(&list, "%s", handin->problem ? handin->problem : "");
    object_digest(list.data ? list.data : "", list.length, handin->digest);
}

void handin_collect(const struct source *source, const struct assignment *assignment,
                    struct handin *handin)
{
    *handin = (struct handin){0};
    cleanup_with(names_clear) struct names inner = {0};
    source_names(source, assignment->id, &inner);
    const char *folder = has_required(source, assignment, assignment->id) ? assignment->id : "";
    handin->present = *folder || inner.count || has_required(source, assignment, "");
    take_required(source, assignment, folder, handin);
    take_allowed(source, assignment, folder, handin);
    for (size_t i = 0; i < assignment->provided_count; i++) {
        const struct source_file *file = &assignment->provided[i];
        add_file(handin, file->path, copy_memory(file->data, file->size), file->size, true);
    }
    handin_sort(handin);
    compute_digest(handin);
}

void handin_clear(struct handin *handin)
{
    for (size_t i = 0; i < handin->count; i++) {
        free((void *)handin->files[i].path);
        free((void *)handin->files[i].data);
    }
    free(handin->files);
    free(handin->problem);
    *handin = (struct handin){0};
}
