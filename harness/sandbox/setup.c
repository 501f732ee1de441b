/* SPDX-License-Identifier: MIT */
#include "sandbox/setup.h"

#include <string.h>

static const struct {
    const char *feature;
    enum error_kind kind;
    const char *failure, *remedy;
} steps[STEP_COUNT] = {
#define STEP(identifier, feature, kind, failure, remedy)                                           \
    [STEP_##identifier] = {feature, ERROR_##kind, failure, remedy},
#include "sandbox/setup.def"
#undef STEP
};

int setup_error(struct error *err, enum setup_step step, int error)
{
    const char *remedy = steps[step].remedy;
    return error_set(err, steps[step].kind, "sandbox: %s (%s)%s%s", steps[step].failure,
                     strerror(error), *remedy ? "; " : "", remedy);
}

const char *setup_feature(enum setup_step step)
{
    return steps[step].feature;
}

const char *setup_remedy(enum setup_step step)
{
    return steps[step].remedy;
}
