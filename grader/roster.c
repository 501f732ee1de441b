/* SPDX-License-Identifier: MIT */
/* Reads rosters. The file is the instructor's: what it names is looked for where it says, but a
 * source that is a link still becomes a submission with a problem, as in a folder of submissions,
 * because such folders are often filled by students. */
#define _GNU_SOURCE
#include "roster.h"

#include "base/allocate.h"
#include "base/text.h"
#include "folder.h"
#include "name.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST_ROSTER = 8 << 20 };

/* Takes one field; *at stops at the comma or line end behind it. */
static void take_field(const char **at, struct text *field)
{
    const char *from = *at;
    bool quoted = *from == '"';
    if (quoted)
        from++;
    while (*from) {
        if (quoted && from[0] == '"' && from[1] == '"')
            from++;
        else if (quoted && *from == '"') {
            quoted = false;
            from++;
            continue;
        } else if (!quoted && strchr(",\r\n", *from))
            break;
        text_add(field, from++, 1);
    }
    *at = from;
}

bool roster_record(const char **at, struct names *fields)
{
    while (**at == '\n' || **at == '\r')
        (*at)++;
    if (!**at)
        return false;
    for (;;) {
        cleanup_with(text_free) struct text field = {0};
        take_field(at, &field);
        names_add(fields, field.data ? field.data : "");
        if (**at != ',')
            return true;
        (*at)++;
    }
}

static long find_column(const struct names *header, const char *name)
{
    for (size_t i = 0; i < header->count; i++)
        if (strcasecmp(header->items[i], name) == 0)
            return (long)i;
    return -1;
}

static void add_row(const char *folder, const char *id, const char *source,
                    struct submissions *submissions)
{
    struct stat status;
    char *path = source[0] == '/' ? copy_string(source) : format_string("%s/%s", folder, source);
    const char *problem = NULL;
    if (!*source || lstat(path, &status) < 0)
        problem = "nothing was handed in: the source named in the roster is not there";
    else if (S_ISLNK(status.st_mode))
        problem = "the folder is a symbolic link, which is never followed";
    else if (!S_ISDIR(status.st_mode))
        problem = "the source named in the roster is no folder";
    submissions_add(submissions,
                    (struct submission){.id = name_encode(id),
                                        .parent = path,
                                        .name = copy_string("."),
                                        .problem = problem ? copy_string(problem) : NULL});
}

static int read_rows(const char *path, const char *at, struct submissions *submissions,
                     struct error *err)
{
    cleanup_with(names_clear) struct names header = {0};
    bool any = roster_record(&at, &header);
    long id = find_column(&header, "id"), source = find_column(&header, "source");
    if (!any || id < 0 || source < 0)
        return error_set(err, ERROR_USAGE, "%s: the first line must name the columns id and source",
                         path);
    cleanup_free char *copy = copy_string(path);
    const char *folder = dirname(copy);
    for (unsigned row = 2;; row++) {
        cleanup_with(names_clear) struct names fields = {0};
        if (!roster_record(&at, &fields))
            return 0;
        if (fields.count <= (size_t)id || !*fields.items[id])
            return error_set(err, ERROR_USAGE, "%s: record %u has no id", path, row);
        bool named = fields.count > (size_t)source;
        add_row(folder, fields.items[id], named ? fields.items[source] : "", submissions);
    }
}

int roster_read(const char *path, struct submissions *submissions, struct error *err)
{
    cleanup_free char *copy = copy_string(path), *name_copy = copy_string(path);
    cleanup_fd int folder = folder_open(dirname(copy), err);
    if (folder < 0)
        return -1;
    cleanup_with(entry_clear) struct entry entry = {0};
    folder_read(folder, basename(name_copy), LARGEST_ROSTER, &entry);
    if (entry.state != ENTRY_FILE)
        return error_set(err, ERROR_USAGE, "%s %s", path, entry_reason(entry.state));
    const char *at = entry.data;
    if (strncmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    return read_rows(path, at, submissions, err);
}
