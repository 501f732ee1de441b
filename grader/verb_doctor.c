/* SPDX-License-Identifier: MIT */
/* The verb doctor: what this machine offers, found by doing. */
#include "sandbox/sandbox.h"
#include "verb.h"

#include <stdio.h>

int verb_doctor(const struct settings *settings, struct error *err)
{
    (void)settings;
    printf("mpgrade %s\n", MPGRADE_VERSION);
    for (const struct sandbox_feature *feature = sandbox_probe(); feature->name; feature++)
        printf("  %-8s %-34s %s%s\n",
               feature->available  ? "yes"
               : feature->required ? "MISSING"
                                   : "no",
               feature->name, feature->detail ? feature->detail : "",
               feature->required ? " (required)" : "");
    if (sandbox_check(err) < 0)
        return -1;
    printf("submissions can be graded here\n");
    return EXIT_DONE;
}
