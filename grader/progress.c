/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

void progress_begin(struct progress *progress, const struct settings *settings, size_t count)
{
    bool wanted = !settings->quiet && settings_wants(settings->progress, STDERR_FILENO);
    *progress = (struct progress){.live = wanted, .count = count};
    if (progress->live)
        fprintf(stderr, "\rgrading 0/%zu", count);
}

void progress_step(struct progress *progress, const char *name)
{
    progress->done++;
    if (progress->live)
        fprintf(stderr, "\r\033[Kgraded %zu/%zu: %s", progress->done, progress->count, name);
}

void progress_end(struct progress *progress)
{
    if (progress->live)
        fputs("\r\033[K", stderr);
}
