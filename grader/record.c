/* SPDX-License-Identifier: MIT */
/* What a killed run must not lose. A record is there whole or not at all (written beside, flushed,
 * renamed), and it says by its key of which work it is the result, so that a later run can take it
 * over without trusting anything else. */
#define _GNU_SOURCE
#include "record.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "folder.h"
#include "format.h"
#include "graded.h"
#include "name.h"
#include "result.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST_RECORD = 64 << 20, LARGEST_RESULTS = 1 << 30 };

int output_open(const char *path, struct output *output, struct error *err)
{
    *output = (struct output){-1, -1};
    cleanup_free char *inner = format_string("%s/submissions", path);
    if (folder_make(inner, err) < 0)
        return -1;
    output->folder = folder_open(path, err);
    if (output->folder < 0)
        return -1;
    output->submissions = folder_open(inner, err);
    return output->submissions < 0 ? -1 : 0;
}

void output_close(struct output *output)
{
    if (output->folder >= 0)
        close(output->folder);
    if (output->submissions >= 0)
        close(output->submissions);
    *output = (struct output){-1, -1};
}

char *json_text(const cJSON *value)
{
    cleanup_free char *printed = cJSON_Print(value);
    return format_string("%s\n", printed);
}

static char *record_name(const char *id)
{
    cleanup_free char *name = name_of_record(id);
    return format_string("%s.json", name);
}

int record_save(const struct output *output, const char *key, const cJSON *submission,
                struct error *err)
{
    cJSON *record = cJSON_CreateObject();
    cJSON_AddStringToObject(record, "schema", "mpgrade.submission/1");
    cJSON_AddStringToObject(record, "key", key);
    cJSON_AddItemReferenceToObject(record, "submission", (cJSON *)submission);
    cleanup_free char *text = json_text(record);
    cleanup_free char *name = record_name(result_text(submission, "id"));
    cJSON_Delete(record);
    return folder_replace(output->submissions, name, text, strlen(text), err);
}

cJSON *record_load(const struct output *output, const char *id, const char *key)
{
    cleanup_free char *name = record_name(id);
    cleanup_with(entry_clear) struct entry entry = {0};
    folder_read(output->submissions, name, LARGEST_RECORD, &entry);
    cJSON *record =
        entry.state == ENTRY_FILE ? cJSON_ParseWithLength(entry.data, entry.size) : NULL;
    cJSON *submission = NULL;
    if (strcmp(result_text(record, "key"), key) == 0)
        submission = cJSON_DetachItemFromObjectCaseSensitive(record, "submission");
    cJSON_Delete(record);
    bool usable = cJSON_IsObject(submission) && strcmp(result_text(submission, "id"), id) == 0 &&
                  !result_has_status(submission, STATUS_ERROR);
    if (usable)
        return submission;
    cJSON_Delete(submission);
    return NULL;
}

static int save_as(const struct output *output, const cJSON *whole, const struct format *format,
                   struct error *err)
{
    cleanup_with(text_free) struct text text = {0};
    format->write(whole, &text);
    return folder_replace(output->folder, format->file, text.data, text.length, err);
}

int output_save(const struct output *output, const cJSON *whole, const char *formats,
                struct error *err)
{
    const struct format *json = format_find("json", strlen("json"));
    for (const char *at = formats; *at; at += *at == ',') {
        size_t length = strcspn(at, ",");
        const struct format *format = format_find(at, length);
        if (format && format != json && save_as(output, whole, format, err) < 0)
            return -1;
        at += length;
    }
    return save_as(output, whole, json, err);
}

static char *read_stream(FILE *stream, size_t *size)
{
    struct stat status;
    if (fstat(fileno(stream), &status) < 0 || !S_ISREG(status.st_mode) ||
        status.st_size > LARGEST_RESULTS)
        return NULL;
    char *text = allocate((size_t)status.st_size + 1);
    *size = fread(text, 1, (size_t)status.st_size, stream);
    return text;
}

int results_load(const char *path, cJSON **whole, struct error *err)
{
    struct stat status;
    bool is_folder = stat(path, &status) == 0 && S_ISDIR(status.st_mode);
    cleanup_free char *file = format_string("%s%s", path, is_folder ? "/results.json" : "");
    cleanup_file FILE *stream = fopen(file, "re");
    size_t size = 0;
    cleanup_free char *text = stream ? read_stream(stream, &size) : NULL;
    if (!text)
        return error_set(err, ERROR_USAGE, "%s can't be read", file);
    return spec_parse(text, size, whole, err) < 0 ? error_wrap(err, "%s", file) : 0;
}

int results_read(const char *path, cJSON **whole, struct error *err)
{
    if (results_load(path, whole, err) < 0)
        return -1;
    if (strcmp(result_text(*whole, "schema"), "mpgrade.results/1") == 0)
        return 0;
    cJSON_Delete(*whole);
    *whole = NULL;
    return error_set(err, ERROR_USAGE, "%s: these are no results of mpgrade", path);
}
