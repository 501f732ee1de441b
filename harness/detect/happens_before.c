/* SPDX-License-Identifier: MIT */
/* Happens-before of one run, by vector clocks.
 *
 * Edges: the steps of a task in their order; fork to the child's first step; a task's last step to
 * the wait that reaps it; release to acquire on one object, as operations.def says in its column
 * `order`; kill to delivery; giving up descriptors to the end-of-file that it causes, and to the
 * file locks that it frees; an end to whoever gets a robust lock that was held then; taking a name
 * away to making it again (a lock by O_EXCL or mkdir), and renaming to opening (a file that is
 * replaced as a whole).
 *
 * `read` and `write` have an order only on channels: bytes that went through a regular file tell
 * the reader that the write came first, but nothing made it come first. Neither does time: a sleep
 * orders nothing.
 *
 * A relaxed atomic operation has no order of its own, one that only acquires or releases half of
 * it. A fence behind relaxed reads learns what they could have learnt, and what relaxed writes
 * behind a fence publish is what was known at the fence.
 *
 * Where the record doesn't say which release an acquire saw, it counts as having seen all earlier
 * ones on the object: an edge too many hides a race, an edge too few would accuse a right program.
 */
#include "detect/happens_before.h"

#include "base/allocate.h"
#include "detect/vector.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

struct happens_before {
    const struct run *run;
    bool lifetimes; /* only the edges of birth and death */
    struct vector_pool pool;
    uint32_t *ordinals;          /* by step: its place among the steps of its task, from 1 */
    const struct vector **known; /* by step: what its task knew of the others once it was taken */
};

/* What is known where, while the steps are gone through. */
struct walk {
    struct happens_before *hb;
    const struct vector **tasks;   /* by task */
    uint32_t *taken;               /* by task: steps taken */
    uint32_t *waits_on;            /* by task: object whose news it gets before its next step */
    const struct vector **objects; /* by object: published by releases */
    bool *holds;                   /* by object and task: has got this file lock, used this IPC */
    const struct vector **signals; /* by target */
    const struct vector **seen;    /* by task: published where it has read relaxed */
    const struct vector **fenced;  /* by task: what it knew at its last fence that releases */
    const struct vector *closed;   /* published by whatever gave up descriptors */
    const struct vector *renamed;  /* published by renaming */
};

static bool *holds_at(const struct walk *walk, uint32_t object, uint32_t task)
{
    return &walk->holds[object * walk->hb->run->task_count + task];
}

static void learn(struct walk *walk, uint32_t task, const struct vector *news)
{
    walk->tasks[task] = vector_join(&walk->hb->pool, walk->tasks[task], news);
}

/* What `task` knows, its own steps included. */
static const struct vector *knowledge(struct walk *walk, uint32_t task)
{
    return vector_raise(&walk->hb->pool, walk->tasks[task], task, walk->taken[task]);
}

static void publish(struct walk *walk, const struct vector **to, uint32_t task)
{
    *to = vector_join(&walk->hb->pool, *to, knowledge(walk, task));
}

static enum order order_on_object(const struct walk *walk, const struct step *step)
{
    const struct run *run = walk->hb->run;
    if (walk->hb->lifetimes || step->object == 0 || step->result < 0)
        return ORDER_NONE;
    bool carries_bytes = step->operation == OPERATION_READ || step->operation == OPERATION_WRITE ||
                         step->operation == OPERATION_APPEND;
    if (carries_bytes && run->objects[step->object].class != OBJECT_CHANNEL)
        return ORDER_NONE;
    return operation_info(step->operation)->order;
}

/* These announce that a task is about to wait: what wakes it is published later. */
static bool waits_for_news(enum operation operation)
{
    return operation == OPERATION_FUTEX_WAIT || operation == OPERATION_BARRIER ||
           operation == OPERATION_CONDITION || operation == OPERATION_EVENT;
}

/* Within a barrier or a wait for a condition; the news may come while it is there. */
static bool is_still_waiting(const struct step *step)
{
    return step->operation == OPERATION_FUTEX_WAIT || step->operation == OPERATION_FUTEX_WAKE;
}

/* What is given up at an end if it is still held then: a lock that is robust. */
static bool is_taken_along(enum operation operation)
{
    return operation == OPERATION_FILE_LOCK || operation == OPERATION_IPC ||
           operation == OPERATION_LOCK || operation == OPERATION_TRY_LOCK;
}

static void acquire(struct walk *walk, const struct step *step)
{
    const struct run *run = walk->hb->run;
    enum order order = order_on_object(walk, step);
    if (order == ORDER_ACQUIRE || order == ORDER_BOTH) {
        learn(walk, step->task, walk->objects[step->object]);
        if (waits_for_news(step->operation) &&
            !(is_still_waiting(step) && walk->waits_on[step->task]))
            walk->waits_on[step->task] = step->object;
        if (is_taken_along(step->operation))
            *holds_at(walk, step->object, step->task) = true;
        if (run->objects[step->object].class == OBJECT_CHANNEL && step->result == 0)
            learn(walk, step->task, walk->closed);
    }
}

static void release(struct walk *walk, const struct step *step)
{
    enum order order = order_on_object(walk, step);
    if (order == ORDER_RELEASE || order == ORDER_BOTH)
        publish(walk, &walk->objects[step->object], step->task);
    if (step->operation == OPERATION_UNLOCK)
        *holds_at(walk, step->object, step->task) = false;
}

static void give_up(struct walk *walk, uint32_t task, enum object_class class)
{
    const struct run *run = walk->hb->run;
    for (size_t object = 1; object < run->object_count; object++)
        if (run->objects[object].class == class && *holds_at(walk, (uint32_t)object, task))
            publish(walk, &walk->objects[object], task);
}

static void give_up_descriptors(struct walk *walk, uint32_t task)
{
    publish(walk, &walk->closed, task);
    give_up(walk, task, OBJECT_FILE_LOCK);
}

/* The end of a process: of all its threads, and of what they hold. */
static void end_process(struct walk *walk, uint32_t task)
{
    const struct run *run = walk->hb->run;
    for (uint32_t i = 0; i < run->task_count; i++)
        if (run->tasks[i].process == run->tasks[task].process) {
            give_up_descriptors(walk, i);
            give_up(walk, i, OBJECT_IPC); /* what semaphores are to undo */
            give_up(walk, i, OBJECT_LOCK);
        }
}

static bool is_fatal(const struct walk *walk, const struct step *step)
{
    const struct run *run = walk->hb->run;
    const struct task *process = &run->tasks[run->tasks[step->task].process];
    return process->fate == FATE_SIGNALLED &&
           process->death_step == (size_t)(step - run->steps) + 1;
}

static bool changes_names(const struct walk *walk, const struct step *step)
{
    return !walk->hb->lifetimes && step->result >= 0;
}

static void learn_of_name(struct walk *walk, const struct step *step)
{
    if (!changes_names(walk, step))
        return;
    learn(walk, step->task, walk->renamed);
    learn(walk, step->task, walk->objects[step->object]);
}

static void publish_name(struct walk *walk, const struct step *step)
{
    if (!changes_names(walk, step))
        return;
    publish(walk, &walk->objects[step->object], step->task);
    if (step->operation == OPERATION_RENAME)
        publish(walk, &walk->renamed, step->task);
}

static void see(struct walk *walk, const struct step *step)
{
    if (!walk->hb->lifetimes)
        walk->seen[step->task] =
            vector_join(&walk->hb->pool, walk->seen[step->task], walk->objects[step->object]);
}

static void publish_fenced(struct walk *walk, const struct step *step)
{
    if (!walk->hb->lifetimes)
        walk->objects[step->object] =
            vector_join(&walk->hb->pool, walk->objects[step->object], walk->fenced[step->task]);
}

/* Of the one that was waited for; when there was none left, of those that the kernel reaped in the
 * parent's place, because it ignores SIGCHLD. */
static void learn_of_ended_children(struct walk *walk, const struct step *step)
{
    const struct run *run = walk->hb->run;
    size_t index = (size_t)(step - run->steps);
    if (step->other < run->task_count)
        learn(walk, step->task, knowledge(walk, step->other));
    for (uint32_t i = 0; i < run->task_count && step->result == -ECHILD; i++) {
        const struct task *child = &run->tasks[i];
        bool own = child->process == i && child->guardian != NO_TASK &&
                   run->tasks[child->guardian].process == run->tasks[step->task].process;
        if (own && child->reaped_by != NO_TASK && child->reap_step <= index)
            learn(walk, step->task, knowledge(walk, i));
    }
}

static void follow_before(struct walk *walk, const struct step *step)
{
    bool names_other = step->other < walk->hb->run->task_count;
    switch (step->operation) {
    case OPERATION_WAIT:
        learn_of_ended_children(walk, step);
        break;
    case OPERATION_FUTEX_WAIT: /* joins a thread if it names one */
    case OPERATION_JOIN:
        if (names_other)
            learn(walk, step->task, knowledge(walk, step->other));
        break;
    case OPERATION_RELAXED_READ:
    case OPERATION_RELAXED_UPDATE:
    case OPERATION_RELEASE_UPDATE:
        see(walk, step);
        break;
    case OPERATION_FENCE:
        if (step->argument & FENCE_ACQUIRES)
            learn(walk, step->task, walk->seen[step->task]);
        break;
    case OPERATION_OPEN:
    case OPERATION_CREATE:
    case OPERATION_LINK:
    case OPERATION_DIRECTORY:
        learn_of_name(walk, step);
        break;
    case OPERATION_DELIVER:
    case OPERATION_SIGNAL_WAIT:
    case OPERATION_DEATH:
        learn(walk, step->task, walk->signals[step->task]);
        break;
    default:
        break;
    }
}

static void follow_after(struct walk *walk, const struct step *step)
{
    bool names_other = step->other < walk->hb->run->task_count;
    switch (step->operation) {
    case OPERATION_FORK:
    case OPERATION_THREAD:
        if (names_other)
            learn(walk, step->other, knowledge(walk, step->task));
        break;
    case OPERATION_KILL:
        if (names_other)
            publish(walk, &walk->signals[step->other], step->task);
        break;
    case OPERATION_RELAXED_WRITE:
    case OPERATION_RELAXED_UPDATE:
    case OPERATION_ACQUIRE_UPDATE:
        publish_fenced(walk, step);
        break;
    case OPERATION_FENCE:
        if (step->argument & FENCE_RELEASES && !walk->hb->lifetimes)
            walk->fenced[step->task] = knowledge(walk, step->task);
        break;
    case OPERATION_UNLINK:
    case OPERATION_RENAME:
        publish_name(walk, step);
        break;
    case OPERATION_EXEC: /* what follows is the first thread's */
        learn(walk, walk->hb->run->tasks[step->task].process, knowledge(walk, step->task));
        give_up_descriptors(walk, step->task);
        break;
    case OPERATION_CLOSE:
        give_up_descriptors(walk, step->task);
        break;
    case OPERATION_THREAD_EXIT:
        give_up(walk, step->task, OBJECT_LOCK);
        break;
    case OPERATION_DELIVER:
        if (is_fatal(walk, step))
            end_process(walk, step->task);
        break;
    case OPERATION_EXIT:
    case OPERATION_DEATH:
        end_process(walk, step->task);
        break;
    default:
        break;
    }
}

static void take(struct walk *walk, size_t index)
{
    const struct step *step = &walk->hb->run->steps[index];
    uint32_t task = step->task;
    if (task >= walk->hb->run->task_count) /* the director's own: time passes */
        return;
    learn(walk, task, walk->objects[walk->waits_on[task]]);
    if (!is_still_waiting(step))
        walk->waits_on[task] = 0;
    follow_before(walk, step);
    acquire(walk, step);
    walk->hb->ordinals[index] = ++walk->taken[task];
    walk->hb->known[index] = walk->tasks[task];
    release(walk, step);
    follow_after(walk, step);
}

static void walk_clear(struct walk *walk)
{
    free(walk->tasks);
    free(walk->taken);
    free(walk->waits_on);
    free(walk->objects);
    free(walk->holds);
    free(walk->signals);
    free(walk->seen);
    free(walk->fenced);
}

static struct happens_before *walk_through(const struct run *run, bool lifetimes)
{
    struct happens_before *hb = allocate(sizeof *hb);
    hb->run = run;
    hb->lifetimes = lifetimes;
    hb->ordinals = allocate(run->step_count * sizeof *hb->ordinals);
    hb->known = allocate(run->step_count * sizeof *hb->known);
    struct walk walk = {.hb = hb,
                        .tasks = allocate(run->task_count * sizeof *walk.tasks),
                        .taken = allocate(run->task_count * sizeof *walk.taken),
                        .waits_on = allocate(run->task_count * sizeof *walk.waits_on),
                        .objects = allocate((run->object_count + 1) * sizeof *walk.objects),
                        .holds = allocate(run->object_count * run->task_count + 1),
                        .signals = allocate(run->task_count * sizeof *walk.signals),
                        .seen = allocate(run->task_count * sizeof *walk.seen),
                        .fenced = allocate(run->task_count * sizeof *walk.fenced)};
    for (size_t i = 0; i < run->step_count; i++)
        take(&walk, i);
    walk_clear(&walk);
    return hb;
}

struct happens_before *hb_new(const struct run *run)
{
    return walk_through(run, false);
}

struct happens_before *hb_new_lifetimes(const struct run *run)
{
    return walk_through(run, true);
}

bool hb_ordered(const struct happens_before *hb, size_t a, size_t b)
{
    uint32_t first = hb->run->steps[a].task;
    if (first == hb->run->steps[b].task)
        return a < b;
    return vector_get(hb->known[b], first) >= hb->ordinals[a];
}

void hb_free(struct happens_before *hb)
{
    if (!hb)
        return;
    vector_pool_free(&hb->pool);
    free(hb->ordinals);
    free(hb->known);
    free(hb);
}
