/* SPDX-License-Identifier: MIT */
/* The dependence relation, for every strategy that leaves orders out because they make no
 * difference.
 *
 * Two steps of different tasks depend on each other when at least one of them changes something and
 *   - they touch the same object, or
 *   - one of them reaches all objects of the other's class: the table below, or
 *   - one of them doesn't tell its object, and they touch the same class;
 * but not what lies at different places in a process's own memory: a thread that waits for another
 * to end has nothing to do with a mutex, though both are futexes.
 * The end of a process with several threads depends on everything: it keeps them from whatever they
 * were about to do. So does its fork, which copies what they have done, and the locks they hold.
 * A pair that is wrongly held to be independent is a silent false negative; one that is wrongly
 * held to be dependent only costs time. So the table errs on that side.
 *
 * It relies on the director for this: `send` and `receive` are what channels see, `read` and
 * `write` only files; memory mapped from a file has the file's content as its object; and one place
 * in memory is one object, by whatever address it is reached. */
#include "explore/dependence.h"

#define CLASS(name) (1u << OBJECT_##name)

/* The end of a process closes its descriptors, which ends pipes and frees file locks, frees its
 * robust locks, and undoes its semaphore operations. */
#define ENDING                                                                                     \
    (CLASS(PROCESS) | CLASS(DESCRIPTION) | CLASS(CHANNEL) | CLASS(FILE_LOCK) | CLASS(LOCK) |       \
     CLASS(FUTEX) | CLASS(IPC))

/* What reaches further than its own object, and why. */
static const unsigned reach[OPERATION_COUNT] = {
    /* Births, deaths, signals and waits: which process is concerned isn't always told. */
    [OPERATION_FORK] = CLASS(PROCESS),
    [OPERATION_THREAD] = CLASS(PROCESS),
    [OPERATION_WAIT] = CLASS(PROCESS),
    [OPERATION_KILL] = CLASS(PROCESS),
    [OPERATION_SIGNAL_SETUP] = CLASS(PROCESS),
    [OPERATION_SIGNAL_WAIT] = CLASS(PROCESS),
    [OPERATION_PROCESS_QUERY] = CLASS(PROCESS),
    [OPERATION_GROUP] = CLASS(PROCESS),
    [OPERATION_ADOPTION] = CLASS(PROCESS),
    [OPERATION_THREAD_EXIT] = CLASS(PROCESS) | CLASS(FUTEX) | CLASS(LOCK),
    [OPERATION_EXIT] = ENDING,
    [OPERATION_DEATH] = ENDING,
    [OPERATION_DELIVER] = ENDING, /* it may be the end */
    [OPERATION_EXEC] = ENDING,    /* closes descriptors */
    /* The last close ends a pipe, and any close frees file locks. */
    [OPERATION_CLOSE] = CLASS(CHANNEL) | CLASS(FILE_LOCK),
    /* A description's offset decides which bytes are read and written. */
    [OPERATION_SEEK] = CLASS(CONTENT) | CLASS(DESCRIPTION),
    /* Names: a change of one shows in listings; renaming and linking touch two. */
    [OPERATION_RENAME] = CLASS(NAME),
    [OPERATION_LINK] = CLASS(NAME),
    [OPERATION_UNLINK] = CLASS(NAME),
    [OPERATION_DIRECTORY] = CLASS(NAME),
    [OPERATION_LIST] = CLASS(NAME),
    /* Opening may truncate; stat tells the size. */
    [OPERATION_CREATE] = CLASS(CONTENT),
    [OPERATION_STAT] = CLASS(CONTENT),
    /* Several channels may be polled at once. */
    [OPERATION_POLL] = CLASS(CHANNEL),
    /* A futex belongs to a word in memory, which locks and queues are made of. */
    [OPERATION_FUTEX_WAIT] = CLASS(FUTEX) | CLASS(MEMORY) | CLASS(LOCK) | CLASS(CHANNEL),
    [OPERATION_FUTEX_WAKE] = CLASS(FUTEX) | CLASS(MEMORY) | CLASS(LOCK) | CLASS(CHANNEL),
    [OPERATION_IPC] = CLASS(IPC),
};

static unsigned class_of(const struct option *option)
{
    return 1u << operation_info(option->operation)->object;
}

static unsigned reach_of(const struct option *option)
{
    bool object_unknown = option->object == 0 && class_of(option) != CLASS(NONE);
    return reach[option->operation] | (object_unknown ? class_of(option) : 0);
}

/* Reading a file moves an offset that others may share, so two readings don't commute. */
static bool changes(const struct option *option)
{
    return option->access == ACCESS_WRITE || option->operation == OPERATION_READ;
}

/* The bytes of a word are places of their own; what doesn't tell its bytes means all of them. */
static bool same_place(const struct option *a, const struct option *b)
{
    bool told = a->part != 0 && b->part != 0;
    return a->object != 0 && a->object == b->object && (!told || memory_overlaps(a->part, b->part));
}

enum { LARGEST_LOCK = 64, FUTEX_SIZE = 4 }; /* bytes */

static uint64_t end_of(const struct option *option)
{
    enum object_class class = operation_info(option->operation)->object;
    uint64_t size = class == OBJECT_MEMORY ? (uint32_t)option->part
                    : class == OBJECT_LOCK ? LARGEST_LOCK
                                           : FUTEX_SIZE;
    return option->address + size;
}

/* Both in the own memory of processes, at addresses that have nothing in common. A thread's end has
 * one too, but two of them are about the process as well. */
static bool lie_apart(const struct option *a, const struct option *b)
{
    bool ends = class_of(a) == CLASS(PROCESS) && class_of(b) == CLASS(PROCESS);
    return !ends && a->address && b->address &&
           (end_of(a) <= b->address || end_of(b) <= a->address);
}

/* Time passes when nobody can run: whatever came before it, came before it. */
bool dependent(const struct option *a, const struct option *b)
{
    bool timed = a->operation == OPERATION_TIME_PASSES || b->operation == OPERATION_TIME_PASSES;
    if (a->task == b->task || timed || a->concerns_threads || b->concerns_threads)
        return true;
    if (!changes(a) && !changes(b))
        return false;
    bool reached = (reach_of(a) & class_of(b)) || (reach_of(b) & class_of(a));
    return same_place(a, b) || (reached && !lie_apart(a, b));
}

/* An access to more than a word may be to any. */
struct option dependence_of_step(const struct step *step)
{
    bool wide = memory_leaves_word(step->operation, step->argument);
    bool memory = operation_info(step->operation)->object == OBJECT_MEMORY;
    return (struct option){.kind = CHOICE_RUN,
                           .task = step->task,
                           .operation = step->operation,
                           .object = wide ? 0 : step->object,
                           .address = step->address,
                           .part = memory ? step->argument : 0,
                           .access = step->access,
                           .concerns_threads = step->concerns_threads};
}
