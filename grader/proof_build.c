/* SPDX-License-Identifier: MIT */
/* The builds of a proof. The same files always give the same program, so one build serves both
 * gradings of a variant: it comes back from its worker as a parcel, and the workers of the
 * gradings, which are started later, find it in their memory. What can't be built at all, for want
 * of a file or because the machine fails, is left to the gradings, which say why. */
#include "proof.h"

#include "base/scope.h"
#include "job.h"
#include "parcel.h"

#include <stdlib.h>

static void build(const struct prepared *prepared, struct text *reply)
{
    cleanup_with(build_result_clear) struct build_result result = {0};
    struct program *program = NULL;
    struct error err;
    if (prepared->handin.problem ||
        grading_build(prepared->assignment, &prepared->handin, &result, &program, &err) < 0)
        return;
    parcel_pack(&result, reply);
    program_free(program);
}

static void work(void *context, size_t index, struct text *reply)
{
    const struct proof *proof = context;
    struct submission submission = proof_submission(proof, &proof->variants.items[index]);
    struct preparation preparation;
    struct error err;
    if (grading_prepare(&proof->plan, &submission, &preparation, &err) == 0 && preparation.count)
        build(&preparation.items[0], reply);
    preparation_clear(&preparation);
    free(submission.parent);
}

static int done(void *context, size_t index, const struct text *reply, const char *death,
                struct error *err)
{
    struct proof *proof = context;
    (void)death;
    (void)err;
    if (reply)
        text_add(&proof->gradings[index].parcel, reply->data, reply->length);
    progress_step(&proof->progress, proof->variants.items[index].name);
    return 0;
}

int proof_build(struct proof *proof, size_t workers, struct error *err)
{
    static const struct job_class class = {work, done};
    return jobs_run(&class, proof, proof->variants.count, workers, err);
}
