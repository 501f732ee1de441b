/* SPDX-License-Identifier: MIT */
/* The verb report: another view of stored results. Nothing is graded again. */
#include "base/scope.h"
#include "format.h"
#include "record.h"
#include "verb.h"

#include <stdio.h>
#include <string.h>

int verb_report(const struct settings *settings, struct error *err)
{
    cleanup_with(text_free) struct text text = {0};
    cJSON *whole = NULL;
    if (results_read(settings->operands.items[0], &whole, err) < 0)
        return -1;
    format_find(settings->format, strlen(settings->format))->write(whole, &text);
    fwrite(text.data ? text.data : "", 1, text.length, stdout);
    cJSON_Delete(whole);
    return EXIT_DONE;
}
