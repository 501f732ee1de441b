/* SPDX-License-Identifier: MIT */
/* Sources keep their places relative to each other: they are compiled below the innermost folder
 * that holds all of them, so that #include "../part.h" works and a location in a report is a path
 * that the user knows. The headers in a source's folder come along unasked.
 *
 * Every file is read through folder.h, which follows no link and opens nothing but regular files;
 * only the folders that the user named are followed wherever they lead. */
#define _GNU_SOURCE
#include "testbed_files.h"

#include "base/allocate.h"
#include "base/scope.h"

#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_INPUT_FILES = 1024, DEEPEST_FOLDER = 16 };

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0;
}

/* Reads the file at a path; ERROR_USAGE when it can't be used. */
static int read_file(const char *path, struct entry *entry, struct error *err)
{
    cleanup_free char *parent = copy_string(path), *last = copy_string(path);
    cleanup_fd int folder = folder_open(dirname(parent), err);
    *entry = (struct entry){0};
    if (folder < 0)
        return -1;
    folder_read(folder, basename(last), LARGEST_SOURCE, entry);
    if (entry->state != ENTRY_FILE)
        return error_set(err, ERROR_USAGE, "%s %s", path, entry_reason(entry->state));
    return 0;
}

static char *absolute_folder(const char *path)
{
    cleanup_free char *copy = copy_string(path);
    return realpath(dirname(copy), NULL);
}

/* Length of the longest folder that holds all sources, its slash included. */
static int common_folder(const struct recipe *recipe, size_t *length, struct error *err)
{
    cleanup_free char *common = NULL;
    for (size_t i = 0; i < recipe->sources.count; i++) {
        cleanup_free char *folder = absolute_folder(recipe->sources.items[i]);
        if (!folder)
            return error_set(err, ERROR_USAGE, "%s: %s", recipe->sources.items[i], strerror(errno));
        cleanup_free char *whole = format_string("%s%s", folder, folder[1] ? "/" : "");
        size_t same = 0, slash = 0;
        for (; common && whole[same] && whole[same] == common[same]; same++)
            slash = whole[same] == '/' ? same + 1 : slash;
        *length = common ? slash : strlen(whole);
        free(common);
        common = format_string("%.*s", (int)*length, whole);
    }
    return 0;
}

static bool has_file(const struct handin *program, const char *name)
{
    return handin_file(program, name) != NULL;
}

/* Takes what the entry holds. */
static void add_file(struct handin *program, const char *name, struct entry *entry)
{
    array_reserve(program->files, program->count, program->capacity);
    program->files[program->count++] =
        (struct source_file){copy_string(name), steal_pointer(&entry->data), entry->size, false};
}

/* The headers in a folder, under their names below the common one. */
static int add_headers(struct handin *program, const char *path, const char *below,
                       struct error *err)
{
    cleanup_with(names_clear) struct names names = {0};
    bool all;
    cleanup_fd int folder = folder_open(path, err);
    if (folder < 0 || folder_names(folder, &names, &all, err) < 0)
        return -1;
    for (size_t i = 0; i < names.count; i++) {
        struct entry entry;
        cleanup_free char *name = format_string("%s%s", below, names.items[i]);
        if (!ends_with(names.items[i], ".h") || has_file(program, name))
            continue;
        folder_read(folder, names.items[i], LARGEST_SOURCE, &entry);
        if (entry.state == ENTRY_FILE)
            add_file(program, name, &entry);
        entry_clear(&entry);
    }
    return 0;
}

static int add_source(struct handin *program, const char *path, size_t common, struct error *err)
{
    if (!ends_with(path, ".c") && !ends_with(path, ".h"))
        return error_set(err, ERROR_USAGE, "%s is no C source: its name ends neither in .c nor .h",
                         path);
    cleanup_with(entry_clear) struct entry entry = {0};
    if (read_file(path, &entry, err) < 0)
        return -1;
    cleanup_free char *folder = absolute_folder(path);
    cleanup_free char *whole = format_string("%s%s", folder ? folder : "", "/");
    cleanup_free char *last = copy_string(path);
    const char *below = strlen(whole) > common ? whole + common : "";
    cleanup_free char *name = format_string("%s%s", below, basename(last));
    if (has_file(program, name))
        return 0;
    add_file(program, name, &entry);
    return add_headers(program, whole, below, err);
}

int testbed_read_sources(const struct recipe *recipe, struct handin *program, struct error *err)
{
    size_t common = 0;
    if (common_folder(recipe, &common, err) < 0)
        return -1;
    for (size_t i = 0; i < recipe->sources.count; i++)
        if (add_source(program, recipe->sources.items[i], common, err) < 0)
            return -1;
    handin_sort(program);
    return 0;
}

static int load_folder(struct testbed *testbed, int folder, const char *path, const char *below,
                       int depth, struct error *err);

static int load_entry(struct testbed *testbed, int folder, const char *path, const char *name,
                      int depth, struct error *err)
{
    const char *last = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
    if (folder_type(folder, last) == S_IFDIR) {
        cleanup_fd int inner = folder_open_below(folder, last);
        cleanup_free char *below = format_string("%s/", name);
        if (inner < 0)
            return error_set(err, ERROR_USAGE, "%s/%s: %s", path, name, strerror(errno));
        return load_folder(testbed, inner, path, below, depth + 1, err);
    }
    struct entry entry;
    folder_read(folder, last, LARGEST_SOURCE, &entry);
    if (entry.state != ENTRY_FILE)
        return error_set(err, ERROR_USAGE, "%s/%s %s", path, name, entry_reason(entry.state));
    array_reserve(testbed->files, testbed->file_count, testbed->file_capacity);
    testbed->files[testbed->file_count++] =
        (struct sandbox_file){copy_string(name), entry.data, entry.size};
    return 0;
}

/* Every file below a folder, sorted by name. */
static int load_folder(struct testbed *testbed, int folder, const char *path, const char *below,
                       int depth, struct error *err)
{
    cleanup_with(names_clear) struct names names = {0};
    bool all;
    if (folder_names(folder, &names, &all, err) < 0)
        return -1;
    if (!all || depth > DEEPEST_FOLDER || testbed->file_count + names.count > MOST_INPUT_FILES)
        return error_set(err, ERROR_USAGE, "%s: more than %d files, or folders too deep", path,
                         MOST_INPUT_FILES);
    for (size_t i = 0; i < names.count; i++) {
        cleanup_free char *name = format_string("%s%s", below, names.items[i]);
        if (load_entry(testbed, folder, path, name, depth, err) < 0)
            return -1;
    }
    return 0;
}

int testbed_read_inputs(const struct recipe *recipe, struct testbed *testbed, struct error *err)
{
    if (*recipe->input && read_file(recipe->input, &testbed->input, err) < 0)
        return -1;
    if (!*recipe->folder)
        return 0;
    cleanup_fd int folder = folder_open(recipe->folder, err);
    return folder < 0 ? -1 : load_folder(testbed, folder, recipe->folder, "", 0, err);
}
