/* SPDX-License-Identifier: MIT */
/* Hands out jobs: whoever is idle gets the next one, so a slow submission holds up nobody else. */
#define _GNU_SOURCE
#include "job.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "worker.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

struct crew {
    const struct job_class *class;
    void *context;
    struct worker *workers;
    size_t size;
    size_t next, count; /* jobs: the next one to give, and how many there are */
    size_t done;
};

/* Gives every idle worker a job, starting workers as they are needed. */
static int hand_out(struct crew *crew, struct error *err)
{
    for (size_t i = 0; i < crew->size && crew->next < crew->count; i++) {
        struct worker *worker = &crew->workers[i];
        if (worker->process && worker->job != NO_JOB)
            continue;
        if (!worker->process && worker_start(worker, i, crew->class, crew->context, err) < 0)
            return -1;
        worker_give(worker, crew->next++);
    }
    return 0;
}

static int collect(struct crew *crew, struct worker *worker, struct error *err)
{
    cleanup_with(text_free) struct text reply = {0};
    cleanup_with(text_free) struct text death = {0};
    size_t index = (size_t)worker->job;
    bool alive = worker_collect(worker, &reply, &death);
    crew->done++;
    return crew->class->done(crew->context, index, alive ? &reply : NULL, death.data, err);
}

/* Waits until some worker has an answer or died, and takes all that are there. */
static int wait_for_answers(struct crew *crew, struct pollfd *waits, struct error *err)
{
    for (size_t i = 0; i < crew->size; i++) {
        bool busy = crew->workers[i].process && crew->workers[i].job != NO_JOB;
        waits[i] = (struct pollfd){.fd = busy ? crew->workers[i].channel : -1, .events = POLLIN};
    }
    if (poll(waits, crew->size, -1) < 0)
        return errno == EINTR ? 0 : error_errno(err, "waiting for workers failed");
    for (size_t i = 0; i < crew->size; i++)
        if (waits[i].fd >= 0 && waits[i].revents && collect(crew, &crew->workers[i], err) < 0)
            return -1;
    return 0;
}

int jobs_run(const struct job_class *class, void *context, size_t count, size_t workers,
             struct error *err)
{
    struct crew crew = {.class = class, .context = context, .count = count};
    crew.size = workers < count ? workers : count;
    crew.workers = allocate(crew.size * sizeof *crew.workers);
    struct pollfd *waits = allocate(crew.size * sizeof *waits);
    int result = 0;
    while (result == 0 && crew.done < count) {
        result = hand_out(&crew, err);
        if (result == 0)
            result = wait_for_answers(&crew, waits, err);
    }
    for (size_t i = 0; i < crew.size; i++)
        worker_stop(&crew.workers[i]);
    free(crew.workers);
    free(waits);
    return result;
}
