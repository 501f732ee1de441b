/* SPDX-License-Identifier: MIT */
/* The gradings of a proof. Every variant is built once (proof_build.c) and graded twice, as two
 * jobs, so that the two meet other neighbours and perhaps another core; a worker answers with a
 * line of letters, one a check, the digest of the result without its usage, the seconds, and a
 * message. */
#define _GNU_SOURCE
#include "proof.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "job.h"
#include "oracle_library.h"
#include "repository.h"
#include "result.h"
#include "verb.h"

#include <stdlib.h>
#include <string.h>

/* How a verdict looks in the matrix. */
static char letter_of(enum check_verdict verdict)
{
    static const char letters[] = {
        [VERDICT_PASS] = '.',    [VERDICT_FAIL] = 'F',  [VERDICT_INCONCLUSIVE] = '?',
        [VERDICT_SKIPPED] = '-', [VERDICT_ERROR] = '!',
    };
    return letters[verdict];
}

static void drop_usage(cJSON *value)
{
    cJSON *item;
    cJSON_DeleteItemFromObjectCaseSensitive(value, "usage");
    cJSON_ArrayForEach (item, value)
        drop_usage(item);
}

static void add_digest(const struct graded_submission *graded, struct text *reply)
{
    char digest[DIGEST_SIZE];
    cJSON *result = result_submission(graded);
    drop_usage(result);
    char *text = cJSON_Print(result);
    object_digest(text, strlen(text), digest);
    text_add_string(reply, digest);
    free(text);
    cJSON_Delete(result);
}

static void answer(const struct proof *proof, const struct graded_submission *graded,
                   struct text *reply)
{
    const struct graded_assignment *assignment = &graded->assignments[0];
    for (size_t i = 0; i < proof->assignment->check_count; i++)
        text_add(reply, &(char){letter_of(assignment->checks[i].verdict)}, 1);
    text_add_string(reply, "\n");
    add_digest(graded, reply);
    text_add_format(reply, "\n%.6f\n%s", assignment->usage.wall_seconds,
                    assignment->message ? assignment->message : "");
}

struct submission proof_submission(const struct proof *proof, const struct variant *variant)
{
    return (struct submission){.id = variant->name,
                               .parent =
                                   format_string("%s/%s", proof->assignment->folder, variant->name),
                               .name = (char *)"."};
}

static void work(void *context, size_t index, struct text *reply)
{
    const struct proof *proof = context;
    size_t variant = index % proof->variants.count;
    const struct text *parcel = &proof->gradings[variant].parcel;
    struct submission submission = proof_submission(proof, &proof->variants.items[variant]);
    struct preparation preparation;
    struct graded_submission graded;
    struct error err;
    if (grading_prepare(&proof->plan, &submission, &preparation, &err) < 0) {
        text_add_format(reply, "\n\n0\n%s", err.message);
    } else {
        preparation.items[0].parcel = parcel->length ? parcel : NULL;
        grading_run(&proof->plan, &submission, &preparation, &graded);
        answer(proof, &graded, reply);
        graded_submission_clear(&graded);
    }
    preparation_clear(&preparation);
    free(submission.parent);
}

/* Cuts the next line off `rest`. */
static char *next_line(char **rest)
{
    char *line = strsep(rest, "\n");
    return line ? line : (char *)"";
}

static int done(void *context, size_t index, const struct text *reply, const char *death,
                struct error *err)
{
    struct proof *proof = context;
    struct gradings *gradings = &proof->gradings[index % proof->variants.count];
    cleanup_free char *copy = copy_string(reply && reply->data ? reply->data : "");
    char *rest = copy;
    (void)err;
    const char *letters = next_line(&rest), *digest = next_line(&rest), *time = next_line(&rest);
    progress_step(&proof->progress, proof->variants.items[index % proof->variants.count].name);
    gradings->digests[index / proof->variants.count] = copy_string(digest);
    gradings->seconds += strtod(time, NULL);
    if (*letters && !gradings->letters)
        gradings->letters = copy_string(letters);
    if (!reply || (rest && *rest)) {
        free(gradings->message);
        gradings->message = copy_string(reply ? rest : death ? death : "no answer");
    }
    return 0;
}

bool proof_agrees(const struct gradings *gradings)
{
    return gradings->digests[0] && gradings->digests[1] && *gradings->digests[0] &&
           strcmp(gradings->digests[0], gradings->digests[1]) == 0;
}

static int grade_all(struct proof *proof, const struct settings *settings, size_t workers,
                     struct error *err)
{
    static const struct job_class class = {work, done};
    size_t jobs = 2 * proof->variants.count;
    progress_begin(&proof->progress, settings, proof->variants.count + jobs);
    int result = proof_build(proof, workers, err);
    if (result == 0)
        result = jobs_run(&class, proof, jobs, workers, err);
    progress_end(&proof->progress);
    return result;
}

static int prove(struct proof *proof, const struct settings *settings, struct error *err)
{
    size_t workers = settings->jobs ? settings->jobs : jobs_processors();
    if (grade_all(proof, settings, workers, err) < 0 ||
        (settings->mutants && proof_try_mutants(proof, settings, workers, err) < 0))
        return -1;
    bool proven = settings->json ? proof_print_json(proof) : proof_print(proof);
    return proven ? EXIT_DONE : EXIT_BELOW;
}

static void proof_clear(struct proof *proof)
{
    for (size_t i = 0; i < proof->variants.count; i++) {
        text_free(&proof->gradings[i].parcel);
        free(proof->gradings[i].letters);
        free(proof->gradings[i].message);
        free(proof->gradings[i].digests[0]);
        free(proof->gradings[i].digests[1]);
    }
    for (size_t i = 0; i < proof->mutants.count; i++)
        free(proof->mutations[i].message);
    free(proof->gradings);
    free(proof->mutations);
    mutants_clear(&proof->mutants);
    equivalents_clear(&proof->equivalents);
    variants_clear(&proof->variants);
}

int proof_run(const struct settings *settings, struct assignments *assignments, struct error *err)
{
    struct proof proof = {.assignment = &assignments->items[0],
                          .plan = {.assignments = assignments,
                                   .all_asked = true,
                                   .as_files = true,
                                   .budget = settings->budget,
                                   .seed = settings->seed}};
    int result = variants_load(proof.assignment, &proof.variants, err);
    if (result == 0)
        result = equivalents_load(proof.assignment, &proof.equivalents, err);
    proof.gradings = allocate((proof.variants.count + 1) * sizeof *proof.gradings);
    if (result == 0 && (sandbox_check(err) < 0 || oracles_load(assignments, err) < 0))
        result = -1;
    if (result == 0)
        result = prove(&proof, settings, err);
    proof_clear(&proof);
    return result;
}
