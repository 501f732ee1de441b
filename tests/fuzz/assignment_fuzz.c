/* SPDX-License-Identifier: MIT */
/* Any text is refused with a sentence that names what is wrong, or it is an assignment that holds
 * together: something to hand in, points that add up, at least one scenario and one check. */
#include "assignment.h"
#include "fuzz.h"

#include <string.h>

static void check_promises(const struct assignment *assignment)
{
    double score = assignment_max_score(assignment);
    PROMISE(assignment->id && assignment->title && assignment->required_count > 0);
    PROMISE(assignment->scenario_count > 0 && assignment->check_count > 0);
    PROMISE(score > 99.99 && score < 100.01);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error err = {0};
    struct assignment assignment = {0};
    cJSON *document = NULL;
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    text[size] = '\0';
    if (spec_parse(text, size, &document, &err) < 0)
        PROMISE(strncmp(err.message, "line ", 5) == 0);
    else if (assignment_parse(document, &assignment, &err) < 0)
        PROMISE(spec_wrap(text, size, &err) == -1 && strncmp(err.message, "line ", 5) == 0);
    else
        check_promises(&assignment);
    PROMISE(!err.kind || err.kind == ERROR_USAGE);
    assignment_clear(&assignment);
    free(text);
    return 0;
}
