/* SPDX-License-Identifier: MIT */
/* What students get is what lies in the handout folder, file by file, and one workflow. Whatever
 * else an assignment holds (oracle, driver, solutions, the spec with its hidden checks) is never
 * even opened here. */
#define _GNU_SOURCE
#include "publish.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char workflow_folder[] = ".github/workflows";

/* The gate of a student's repository: the visible checks, on every push. The repository that holds
 * mpgrade and the assignments is the course's, so it is a variable of the organisation. */
static const char workflow[] =
    "# Checks this homework on every push. MPGRADE_REPOSITORY (a variable of the organisation or\n"
    "# repository) names the repository that holds mpgrade and its assignments.\n"
    "name: homework\n"
    "on: [push, pull_request]\n"
    "permissions:\n"
    "  contents: read\n"
    "jobs:\n"
    "  check:\n"
    "    runs-on: ubuntu-24.04\n"
    "    timeout-minutes: 20\n"
    "    steps:\n"
    "      - uses: actions/checkout@v4\n"
    "        with:\n"
    "          path: homework\n"
    "          persist-credentials: false\n"
    "      - uses: actions/checkout@v4\n"
    "        with:\n"
    "          repository: ${{ vars.MPGRADE_REPOSITORY }}\n"
    "          path: mpgrade\n"
    "          persist-credentials: false\n"
    "      - run: mpgrade/mpgrade check homework --assignment %s --output results\n"
    "      - if: always()\n"
    "        uses: actions/upload-artifact@v4\n"
    "        with:\n"
    "          name: results\n"
    "          path: results\n";

/* A file that is there with the same bytes is as good as written. */
static int put(const char *folder, const char *name, const char *data, size_t size,
               struct error *err)
{
    cleanup_with(entry_clear) struct entry there = {0};
    cleanup_fd int opened = folder_open(folder, err);
    if (opened < 0)
        return -1;
    folder_read(opened, name, LARGEST_SOURCE, &there);
    if (there.state == ENTRY_FILE && there.size == size && memcmp(there.data, data, size) == 0)
        return 0;
    if (there.state != ENTRY_ABSENT)
        return error_set(err, ERROR_USAGE,
                         "%s/%s is there already, and isn't what would be written", folder, name);
    return folder_replace(opened, name, data, size, err);
}

static int put_handout(int handout, const char *name, const char *folder, struct error *err)
{
    cleanup_with(entry_clear) struct entry entry = {0};
    folder_read(handout, name, LARGEST_SOURCE, &entry);
    if (entry.state != ENTRY_FILE)
        return error_set(err, ERROR_USAGE, "handout/%s %s", name, entry_reason(entry.state));
    return put(folder, name, entry.data, entry.size, err);
}

static int put_handouts(const struct assignment *assignment, const char *folder, struct error *err)
{
    cleanup_with(names_clear) struct names names = {0};
    cleanup_fd int top = folder_open(assignment->folder, err);
    cleanup_fd int handout = top < 0 ? -1 : folder_open_below(top, "handout");
    bool all;
    if (top < 0)
        return -1;
    if (handout < 0)
        return error_set(err, ERROR_USAGE, "%s has no handout", assignment->id);
    if (folder_names(handout, &names, &all, err) < 0)
        return -1;
    for (size_t i = 0; i < names.count; i++)
        if (names.items[i][0] != '.' && put_handout(handout, names.items[i], folder, err) < 0)
            return -1;
    return 0;
}

int publish_write(const struct assignment *assignment, const char *folder, struct error *err)
{
    cleanup_free char *inner = format_string("%s/%s", folder, workflow_folder);
    cleanup_free char *text = format_string(workflow, assignment->id);
    if (folder_make(inner, err) < 0 || put_handouts(assignment, folder, err) < 0)
        return -1;
    return put(inner, "homework.yml", text, strlen(text), err);
}
