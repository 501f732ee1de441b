/* SPDX-License-Identifier: MIT */
/* The kill matrix: variants down, checks across. Workers grade each variant twice and answer with
 * one letter a check, and with whether the two gradings were the same bytes. */
#define _GNU_SOURCE
#include "proof.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "grading.h"
#include "job.h"
#include "oracle_library.h"
#include "progress.h"
#include "result.h"
#include "variant.h"
#include "verb.h"

#include <stdio.h>
#include <string.h>

struct proof {
    const struct assignment *assignment;
    struct plan plan;
    struct variants variants;
    struct progress progress;
    char **letters;  /* by variant: one letter a check, then '=' or '#' (gradings differ) */
    char **messages; /* by variant: why it couldn't be graded; NULL if it could */
};

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

/* Grades a variant and appends its letters; the graded values without usage, as JSON text. */
static char *grade_once(const struct proof *proof, const struct submission *submission,
                        struct text *letters, struct text *message)
{
    struct preparation preparation;
    struct graded_submission graded;
    struct error err;
    if (grading_prepare(&proof->plan, submission, &preparation, &err) < 0) {
        text_add_string(message, err.message);
        preparation_clear(&preparation);
        return copy_string("");
    }
    grading_run(&proof->plan, submission, &preparation, &graded);
    const struct graded_assignment *assignment = &graded.assignments[0];
    for (size_t i = 0; i < proof->assignment->check_count; i++)
        text_add(letters, &(char){letter_of(assignment->checks[i].verdict)}, 1);
    if (assignment->message)
        text_add_string(message, assignment->message);
    cJSON *result = result_submission(&graded);
    drop_usage(result);
    char *text = cJSON_Print(result);
    cJSON_Delete(result);
    graded_submission_clear(&graded);
    preparation_clear(&preparation);
    return text;
}

static void work(void *context, size_t index, struct text *reply)
{
    const struct proof *proof = context;
    const struct variant *variant = &proof->variants.items[index];
    cleanup_free char *parent = format_string("%s/%s", proof->assignment->folder, variant->name);
    const struct submission submission = {
        .id = variant->name, .parent = parent, .name = (char *)"."};
    cleanup_with(text_free) struct text again = {0}, message = {0}, ignored = {0};
    cleanup_free char *first = grade_once(proof, &submission, reply, &message);
    cleanup_free char *second = grade_once(proof, &submission, &again, &ignored);
    text_add_string(reply, strcmp(first, second) == 0 ? "=" : "#");
    text_add_string(reply, message.data ? message.data : "");
}

static int done(void *context, size_t index, const struct text *reply, const char *death,
                struct error *err)
{
    struct proof *proof = context;
    (void)err;
    size_t count = proof->assignment->check_count;
    progress_step(&proof->progress, proof->variants.items[index].name);
    if (!reply || reply->length <= count) {
        proof->messages[index] = copy_string(death ? death : "no answer");
        return 0;
    }
    proof->letters[index] = format_string("%.*s", (int)count + 1, reply->data);
    if (reply->length > count + 1)
        proof->messages[index] = copy_string(reply->data + count + 1);
    return 0;
}

static char *judge_variant(const struct proof *proof, size_t index)
{
    size_t count = proof->assignment->check_count;
    const char *letters = proof->letters[index];
    cleanup_free bool *failed = allocate(count), *passed = allocate(count);
    if (!letters || strchr(letters, '!'))
        return format_string("can't be graded: %s", proof->messages[index]);
    if (letters[count] == '#')
        return copy_string("two gradings differ");
    for (size_t i = 0; i < count; i++) {
        failed[i] = letters[i] == 'F';
        passed[i] = letters[i] == '.';
    }
    char *problem =
        variant_compare(&proof->variants.items[index], proof->assignment, failed, passed);
    if (!problem && strchr(letters, '?'))
        return copy_string("is inconclusive");
    return problem;
}

static void print_header(const struct assignment *assignment)
{
    for (size_t i = 0; i < assignment->check_count; i++)
        printf("  %2zu  %s (%g)\n", i + 1, assignment->checks[i].id, assignment->checks[i].points);
    printf("\n%-34s", "");
    for (size_t i = 0; i < assignment->check_count; i++)
        printf(" %2zu", i + 1);
    printf("\n");
}

static bool print_variant(const struct proof *proof, size_t index)
{
    cleanup_free char *problem = judge_variant(proof, index);
    const char *letters = proof->letters[index];
    printf("%-34s", proof->variants.items[index].name);
    for (size_t i = 0; i < proof->assignment->check_count; i++)
        printf("  %c", letters ? letters[i] : ' ');
    printf("%s%s\n", problem ? "  <- " : "", problem ? problem : "");
    return !problem;
}

static bool is_caught_by(const struct proof *proof, size_t check)
{
    for (size_t i = 0; i < proof->variants.count; i++)
        if (proof->variants.items[i].kind == VARIANT_WRONG && proof->letters[i] &&
            proof->letters[i][check] == 'F')
            return true;
    return false;
}

static int print_matrix(const struct proof *proof)
{
    const struct assignment *assignment = proof->assignment;
    bool proven = true;
    print_header(assignment);
    for (size_t i = 0; i < proof->variants.count; i++)
        proven &= print_variant(proof, i);
    for (size_t i = 0; i < assignment->check_count; i++)
        if (!is_caught_by(proof, i)) {
            printf("no wrong variant fails %s\n", assignment->checks[i].id);
            proven = false;
        }
    printf("\n%s: %zu variants, %zu checks: %s\n", assignment->id, proof->variants.count,
           assignment->check_count, proven ? "proven" : "NOT proven");
    return proven ? EXIT_DONE : EXIT_BELOW;
}

static void proof_clear(struct proof *proof)
{
    for (size_t i = 0; i < proof->variants.count; i++) {
        free(proof->letters[i]);
        free(proof->messages[i]);
    }
    free(proof->letters);
    free(proof->messages);
    variants_clear(&proof->variants);
}

int proof_run(const struct settings *settings, struct assignments *assignments, struct error *err)
{
    static const struct job_class class = {work, done};
    struct proof proof = {.assignment = &assignments->items[0],
                          .plan = {.assignments = assignments,
                                   .all_asked = true,
                                   .as_files = true,
                                   .budget = settings->budget,
                                   .seed = settings->seed}};
    int result = variants_load(proof.assignment, &proof.variants, err);
    size_t count = proof.variants.count;
    proof.letters = allocate((count + 1) * sizeof *proof.letters);
    proof.messages = allocate((count + 1) * sizeof *proof.messages);
    if (result == 0 && (sandbox_check(err) < 0 || oracles_load(assignments, err) < 0))
        result = -1;
    if (result == 0) {
        progress_begin(&proof.progress, settings, count);
        result = jobs_run(&class, &proof, count,
                          settings->jobs ? settings->jobs : jobs_processors(), err);
        progress_end(&proof.progress);
    }
    if (result == 0)
        result = print_matrix(&proof);
    proof_clear(&proof);
    return result;
}
