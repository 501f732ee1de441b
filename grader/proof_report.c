/* SPDX-License-Identifier: MIT */
/* The kill matrix: variants down, checks across; then what the whole of it says about the checks,
 * and the mutants. Table and JSON are two views of the same problems, listed once. */
#include "proof.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {
    [VARIANT_RIGHT] = "right", [VARIANT_WRONG] = "wrong", [VARIANT_STARTER] = "starter"};
static const char *const fates[] = {[MUTANT_UNKNOWN] = "error",
                                    [MUTANT_KILLED] = "killed",
                                    [MUTANT_SURVIVED] = "survived",
                                    [MUTANT_STILLBORN] = "stillborn"};

/* What is wrong with the grade of a variant; NULL when nothing is. free() it. */
static char *judge_variant(const struct proof *proof, size_t index)
{
    const struct gradings *gradings = &proof->gradings[index];
    const char *letters = gradings->letters;
    size_t count = proof->assignment->check_count;
    cleanup_free bool *failed = allocate(count), *passed = allocate(count);
    if (!letters || strchr(letters, '!'))
        return format_string("can't be graded: %s", gradings->message);
    if (!proof_agrees(gradings))
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

static bool fails(const struct proof *proof, size_t variant, size_t check)
{
    return proof->variants.items[variant].kind == VARIANT_WRONG &&
           proof->gradings[variant].letters && proof->gradings[variant].letters[check] == 'F';
}

static bool is_caught(const struct proof *proof, size_t check)
{
    for (size_t i = 0; i < proof->variants.count; i++)
        if (fails(proof, i, check))
            return true;
    return false;
}

static bool always_together(const struct proof *proof, size_t one, size_t other)
{
    for (size_t i = 0; i < proof->variants.count; i++)
        if (fails(proof, i, one) != fails(proof, i, other))
            return false;
    return true;
}

/* What is wrong with a check; NULL when nothing is. free() it. */
static char *judge_check(const struct proof *proof, size_t index)
{
    const struct check *checks = proof->assignment->checks;
    if (!is_caught(proof, index))
        return format_string("no wrong variant fails %s", checks[index].id);
    for (size_t i = 0; i < index; i++)
        if (always_together(proof, i, index))
            return format_string("%s and %s always fail together: one of them is redundant",
                                 checks[i].id, checks[index].id);
    return NULL;
}

/* What is wrong with the fate of a mutant; NULL when nothing is. */
static const char *judge_mutant(const struct mutation *mutation)
{
    bool survived = mutation->fate == MUTANT_SURVIVED;
    if (mutation->fate == MUTANT_UNKNOWN)
        return mutation->message;
    if (survived && !mutation->equivalent)
        return "survives: a hole in the checks, or equivalent";
    if (mutation->fate == MUTANT_KILLED && mutation->equivalent)
        return "is said to be equivalent, but isn't";
    return NULL;
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
    const char *letters = proof->gradings[index].letters;
    printf("%-34s", proof->variants.items[index].name);
    for (size_t i = 0; i < proof->assignment->check_count; i++)
        printf("  %c", letters ? letters[i] : ' ');
    printf("%s%s\n", problem ? "  <- " : "", problem ? problem : "");
    return !problem;
}

static bool print_check(const struct proof *proof, size_t index)
{
    cleanup_free char *problem = judge_check(proof, index);
    if (problem)
        printf("%s\n", problem);
    return !problem;
}

static size_t count_mutants(const struct proof *proof, enum mutant_fate fate)
{
    size_t count = 0;
    for (size_t i = 0; i < proof->mutants.count; i++)
        count += proof->mutations[i].fate == fate;
    return count;
}

static bool print_mutant(const struct proof *proof, size_t index)
{
    const struct mutation *mutation = &proof->mutations[index];
    const struct mutant *mutant = &proof->mutants.items[index];
    const char *problem = judge_mutant(mutation);
    if (problem || mutation->fate == MUTANT_SURVIVED)
        printf("%s:%u: %s `%s`: %s%s\n", mutation->file, mutant->line, mutant->rule, mutant->code,
               problem ? problem : "equivalent: ", problem ? "" : mutation->equivalent);
    return !problem;
}

static bool print_mutants(const struct proof *proof)
{
    bool proven = true;
    printf("\n%zu mutants of the solution: %zu killed, %zu survived, %zu don't compile\n",
           proof->mutants.count, count_mutants(proof, MUTANT_KILLED),
           count_mutants(proof, MUTANT_SURVIVED), count_mutants(proof, MUTANT_STILLBORN));
    for (size_t i = 0; i < proof->mutants.count; i++)
        proven &= print_mutant(proof, i);
    return proven;
}

bool proof_print(const struct proof *proof)
{
    const struct assignment *assignment = proof->assignment;
    bool proven = true;
    print_header(assignment);
    for (size_t i = 0; i < proof->variants.count; i++)
        proven &= print_variant(proof, i);
    for (size_t i = 0; i < assignment->check_count; i++)
        proven &= print_check(proof, i);
    if (proof->mutants.count)
        proven &= print_mutants(proof);
    printf("\n%s: %zu variants, %zu checks: %s\n", assignment->id, proof->variants.count,
           assignment->check_count, proven ? "proven" : "NOT proven");
    return proven;
}

/* Adds the problem (NULL: none) to the object; true if there was none. */
static bool add_problem(cJSON *object, const char *problem)
{
    cJSON_AddItemToObject(object, "problem",
                          problem ? cJSON_CreateString(problem) : cJSON_CreateNull());
    return !problem;
}

static bool add_check(const struct proof *proof, size_t index, cJSON *list)
{
    const struct check *check = &proof->assignment->checks[index];
    cleanup_free char *problem = judge_check(proof, index);
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToArray(list, object);
    cJSON_AddStringToObject(object, "id", check->id);
    cJSON_AddNumberToObject(object, "points", check->points);
    cJSON *failed_by = cJSON_AddArrayToObject(object, "failed_by");
    for (size_t i = 0; i < proof->variants.count; i++)
        if (fails(proof, i, index))
            cJSON_AddItemToArray(failed_by, cJSON_CreateString(proof->variants.items[i].name));
    return add_problem(object, problem);
}

static const char *verdict_of(char letter)
{
    return letter == '.'   ? verdict_name(VERDICT_PASS)
           : letter == 'F' ? verdict_name(VERDICT_FAIL)
           : letter == '?' ? verdict_name(VERDICT_INCONCLUSIVE)
           : letter == '-' ? verdict_name(VERDICT_SKIPPED)
                           : verdict_name(VERDICT_ERROR);
}

static bool add_variant(const struct proof *proof, size_t index, cJSON *list)
{
    const struct variant *variant = &proof->variants.items[index];
    const struct gradings *gradings = &proof->gradings[index];
    cleanup_free char *problem = judge_variant(proof, index);
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToArray(list, object);
    cJSON_AddStringToObject(object, "name", variant->name);
    cJSON_AddStringToObject(object, "kind", kinds[variant->kind]);
    cJSON *verdicts = cJSON_AddObjectToObject(object, "verdicts");
    for (size_t i = 0; gradings->letters && i < proof->assignment->check_count; i++)
        cJSON_AddStringToObject(verdicts, proof->assignment->checks[i].id,
                                verdict_of(gradings->letters[i]));
    cJSON_AddBoolToObject(object, "gradings_agree", proof_agrees(gradings));
    cJSON *usage = cJSON_AddObjectToObject(object, "usage");
    cJSON_AddNumberToObject(usage, "wall_seconds", gradings->seconds);
    return add_problem(object, problem);
}

static bool add_mutant(const struct proof *proof, size_t index, cJSON *list)
{
    const struct mutation *mutation = &proof->mutations[index];
    const struct mutant *mutant = &proof->mutants.items[index];
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToArray(list, object);
    cJSON_AddStringToObject(object, "file", mutation->file);
    cJSON_AddNumberToObject(object, "line", mutant->line);
    cJSON_AddStringToObject(object, "rule", mutant->rule);
    cJSON_AddStringToObject(object, "code", mutant->code);
    cJSON_AddStringToObject(object, "fate", fates[mutation->fate]);
    cJSON_AddStringToObject(object, "message", mutation->message ? mutation->message : "");
    if (mutation->equivalent)
        cJSON_AddStringToObject(object, "equivalent", mutation->equivalent);
    return add_problem(object, judge_mutant(mutation));
}

bool proof_print_json(const struct proof *proof)
{
    bool proven = true;
    cJSON *document = cJSON_CreateObject();
    cJSON_AddStringToObject(document, "schema", "mpgrade.proof/1");
    cJSON_AddStringToObject(document, "assignment", proof->assignment->id);
    cJSON_AddStringToObject(document, "digest", proof->assignment->digest);
    cJSON *checks = cJSON_AddArrayToObject(document, "checks");
    for (size_t i = 0; i < proof->assignment->check_count; i++)
        proven &= add_check(proof, i, checks);
    cJSON *variants = cJSON_AddArrayToObject(document, "variants");
    for (size_t i = 0; i < proof->variants.count; i++)
        proven &= add_variant(proof, i, variants);
    cJSON *mutants = cJSON_AddArrayToObject(document, "mutants");
    for (size_t i = 0; i < proof->mutants.count; i++)
        proven &= add_mutant(proof, i, mutants);
    cJSON_AddBoolToObject(document, "proven", proven);
    char *text = cJSON_Print(document);
    puts(text);
    free(text);
    cJSON_Delete(document);
    return proven;
}
