/* SPDX-License-Identifier: MIT */
#include "verb.h"

#include <stdio.h>

int verb_version(const struct settings *settings, struct error *err)
{
    (void)settings, (void)err;
    printf("mpgrade %s\n", MPGRADE_VERSION);
    return EXIT_DONE;
}
