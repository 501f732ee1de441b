/* SPDX-License-Identifier: MIT */
/* Workers grade; this process alone writes into the output folder. A worker first reads its
 * submission and computes the key of the work; if the output has a record of that key, the record
 * is the answer. An answer is "<key> <0|1>\n" (1: it was taken over) and the submission as JSON. */
#define _GNU_SOURCE
#include "class.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "installation.h"
#include "job.h"
#include "oracle_library.h"
#include "progress.h"
#include "record.h"
#include "result.h"

#include <string.h>

struct class_run {
    const struct settings *settings;
    const struct ground *ground;
    struct output output;
    struct progress progress;
    cJSON **results; /* by submission */
};

int ground_load(const struct settings *settings, struct ground *ground, struct error *err)
{
    cleanup_free char *installed = NULL;
    if (!settings->assignments_folder && installation_assignments(&installed, err) < 0)
        return -1;
    const char *folder = installed ? installed : settings->assignments_folder;
    ground->plan = (struct plan){.assignments = &ground->assignments,
                                 .all_asked = settings->assignments.count > 0,
                                 .budget = settings->budget,
                                 .seed = settings->seed};
    return assignments_load(folder, &settings->assignments, &ground->assignments, err);
}

int ground_ready(struct ground *ground, struct error *err)
{
    if (sandbox_check(err) < 0 || grading_tool_digest(ground->plan.tool, err) < 0)
        return -1;
    return oracles_load(&ground->assignments, err);
}

void ground_clear(struct ground *ground)
{
    assignments_clear(&ground->assignments);
    submissions_clear(&ground->submissions);
}

static void answer(const char *key, bool taken_over, const cJSON *submission, struct text *reply)
{
    cleanup_free char *json = cJSON_PrintUnformatted(submission);
    text_add_format(reply, "%s %d\n", key, taken_over);
    text_add_string(reply, json);
}

static void work(void *context, size_t index, struct text *reply)
{
    const struct class_run *run = context;
    const struct plan *plan = &run->ground->plan;
    const struct submission *submission = &run->ground->submissions.items[index];
    struct preparation preparation;
    struct error err;
    cJSON *result = NULL;
    bool taken_over = false;
    if (grading_prepare(plan, submission, &preparation, &err) < 0) {
        result = result_lost_submission(submission, plan->assignments, err.message);
    } else if (run->settings->resume) {
        result = record_load(&run->output, submission->id, preparation.key);
        taken_over = result != NULL;
    }
    if (!result) {
        struct graded_submission graded;
        grading_run(plan, submission, &preparation, &graded);
        result = result_submission(&graded);
        graded_submission_clear(&graded);
    }
    answer(preparation.key, taken_over, result, reply);
    cJSON_Delete(result);
    preparation_clear(&preparation);
}

static int done(void *context, size_t index, const struct text *reply, const char *death,
                struct error *err)
{
    struct class_run *run = context;
    const struct submission *submission = &run->ground->submissions.items[index];
    const char *newline = reply ? memchr(reply->data, '\n', reply->length) : NULL;
    cJSON *result = newline ? cJSON_Parse(newline + 1) : NULL;
    if (!result)
        result = result_lost_submission(submission, &run->ground->assignments,
                                        death ? death : "the grading process gave no answer");
    run->results[index] = result;
    progress_step(&run->progress, submission->id);
    if (newline && newline[-1] == '1')
        return 0;
    int length = newline ? (int)strcspn(reply->data, " ") : 0;
    cleanup_free char *key = format_string("%.*s", length, length ? reply->data : "");
    return record_save(&run->output, key, result, err);
}

static cJSON *join(struct class_run *run)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < run->ground->submissions.count; i++)
        cJSON_AddItemToArray(list, steal_pointer(&run->results[i]));
    return result_whole(&run->ground->assignments, list);
}

static int run_jobs(struct class_run *run, cJSON **whole, struct error *err)
{
    static const struct job_class class = {work, done};
    size_t count = run->ground->submissions.count;
    size_t workers = run->settings->jobs ? run->settings->jobs : jobs_processors();
    run->results = allocate((count + 1) * sizeof *run->results);
    progress_begin(&run->progress, run->settings, count);
    int result = jobs_run(&class, run, count, workers, err);
    progress_end(&run->progress);
    if (result == 0)
        *whole = join(run);
    for (size_t i = 0; i < count; i++)
        cJSON_Delete(run->results[i]);
    free(run->results);
    return result;
}

int class_grade(const struct settings *settings, const struct ground *ground, cJSON **whole,
                struct error *err)
{
    struct class_run run = {.settings = settings, .ground = ground};
    int result = output_open(settings->output, &run.output, err);
    if (result == 0)
        result = run_jobs(&run, whole, err);
    if (result == 0)
        result = output_save(&run.output, *whole, settings->format, err);
    output_close(&run.output);
    return result;
}
