/* SPDX-License-Identifier: MIT */
/* Mutants of the solution. Each is built in place of the file that it came from and run under the
 * assignment's scenarios until any check fails: that kills it, and no more is wanted of it. So all
 * checks of a scenario are asked as one, and the first failure ends the work. */
#define _GNU_SOURCE
#include "proof.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "job.h"
#include "judge.h"

#include <stdlib.h>
#include <string.h>

static const char solution[] = "solution";

/* The checks of the scenario that this worker is running, for judge_any, which gets no context. */
static const struct selection *asked;
static const char *killer;

static void judge_any(const struct oracle *oracle, struct verdict *verdict)
{
    for (size_t i = 0; i < asked->count && (!verdict->failed || verdict->silent); i++) {
        struct verdict one = {0};
        asked->oracles[i].judge(oracle, &one);
        if (!one.failed || (verdict->failed && one.silent))
            continue;
        *verdict = one;
        killer = asked->oracles[i].id;
    }
}

static int collect(const struct proof *proof, struct handin *handin, struct error *err)
{
    cleanup_free char *parent = format_string("%s/%s", proof->assignment->folder, solution);
    const struct submission submission = {
        .id = (char *)solution, .parent = parent, .name = (char *)"."};
    struct source source;
    int result = source_open(&submission, true, &source, err);
    if (result == 0)
        handin_collect(&source, proof->assignment, handin);
    source_close(&source);
    if (result == 0 && handin->problem)
        return error_set(err, ERROR_USAGE, "the solution: %s", handin->problem);
    return result;
}

static void put_in_place(const struct mutant *mutant, const char *file, struct handin *handin)
{
    for (size_t i = 0; i < handin->count; i++) {
        if (strcmp(handin->files[i].path, file) != 0)
            continue;
        free((void *)handin->files[i].data);
        handin->files[i].data = copy_string(mutant->text);
        handin->files[i].size = mutant->size;
    }
}

/* Runs one scenario; true if something failed, and then *reply says what. */
static bool kills(const struct proof *proof, const struct program *program, size_t index,
                  struct text *reply, struct error *err)
{
    static const struct oracle_check any[] = {{"any", judge_any}};
    const struct scenario *scenario = &proof->assignment->scenarios[index];
    cleanup_with(selection_clear) struct selection selection;
    struct experiment_report report = {0};
    selection_make(proof->assignment, index, &selection);
    asked = &selection;
    if (!selection.count ||
        experiment_run(program, scenario, any, 1, proof->plan.seed, &report, err) < 0)
        return false;
    bool failed = report.checks[0].state == CHECK_FAIL;
    if (failed)
        text_add_format(reply, "K%s in %s: %s", killer, scenario->id, report.checks[0].message);
    experiment_report_clear(&report);
    return failed;
}

static void run(const struct proof *proof, const struct handin *handin, struct text *reply)
{
    cleanup_with(build_result_clear) struct build_result build = {0};
    struct program *program = NULL;
    struct error err = {0};
    bool killed = false;
    if (grading_build(proof->assignment, handin, &build, &program, &err) < 0)
        text_add_format(reply, "?%s", err.message);
    else if (!program)
        text_add_format(reply, "B%s", build.reason ? build.reason : "");
    for (size_t i = 0; program && !killed && i < proof->assignment->scenario_count; i++)
        killed = kills(proof, program, i, reply, &err);
    if (program && !killed)
        text_add_string(reply, "S");
    program_free(program);
}

static void work(void *context, size_t index, struct text *reply)
{
    const struct proof *proof = context;
    struct handin handin = {0};
    struct error err;
    if (collect(proof, &handin, &err) < 0) {
        text_add_format(reply, "?%s", err.message);
    } else {
        put_in_place(&proof->mutants.items[index], proof->mutations[index].file, &handin);
        run(proof, &handin, reply);
    }
    handin_clear(&handin);
}

static enum mutant_fate fate_of(char letter)
{
    return letter == 'K'   ? MUTANT_KILLED
           : letter == 'S' ? MUTANT_SURVIVED
           : letter == 'B' ? MUTANT_STILLBORN
                           : MUTANT_UNKNOWN;
}

static int done(void *context, size_t index, const struct text *reply, const char *death,
                struct error *err)
{
    struct proof *proof = context;
    struct mutation *mutation = &proof->mutations[index];
    const char *answer = reply && reply->data ? reply->data : "?";
    (void)err;
    progress_step(&proof->progress, proof->mutants.items[index].rule);
    mutation->fate = fate_of(*answer);
    mutation->message = copy_string(death ? death : answer + 1);
    return 0;
}

static void make(struct proof *proof, const struct handin *handin)
{
    const struct assignment *assignment = proof->assignment;
    for (size_t i = 0; i < assignment->required_count; i++) {
        const struct source_file *file = handin_file(handin, assignment->required[i]);
        size_t before = proof->mutants.count;
        if (file)
            mutants_make(file->data, file->size, &proof->mutants);
        proof->mutations =
            reallocate(proof->mutations, proof->mutants.count + 1, sizeof *proof->mutations);
        for (size_t m = before; m < proof->mutants.count; m++)
            proof->mutations[m] = (struct mutation){
                .file = assignment->required[i],
                .equivalent = equivalents_find(&proof->equivalents, &proof->mutants.items[m])};
    }
}

int proof_try_mutants(struct proof *proof, const struct settings *settings, size_t workers,
                      struct error *err)
{
    static const struct job_class class = {work, done};
    struct handin handin = {0};
    int result = collect(proof, &handin, err);
    if (result == 0)
        make(proof, &handin);
    if (result == 0 && proof->mutants.count) {
        progress_begin(&proof->progress, settings, proof->mutants.count);
        result = jobs_run(&class, proof, proof->mutants.count, workers, err);
        progress_end(&proof->progress);
    }
    handin_clear(&handin);
    return result;
}
