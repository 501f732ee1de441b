/* SPDX-License-Identifier: MIT */
/* Starts many processes and moves many messages, and leaves nothing: no descriptor, no child, no
 * memory, no mapping; and nothing of it ever has a name in /dev/shm. Usage: endurance STARTS
 * MESSAGES; fails, and says where, if something is left. Run by hand, by a test, and under
 * valgrind. */
#include <mp.h>

#include <dirent.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { MAPPINGS_SLACK = 4 }; /* valgrind makes some of its own */

/* What may not grow. */
enum {
    SLACK = 8192
}; /* bytes that malloc holds back; a leak per start is more, from 300 starts on */

struct holdings {
    const char *when;
    size_t descriptors, allocated, mappings;
};

static size_t entries(const char *path)
{
    size_t count = 0;
    DIR *folder = opendir(path);
    if (!folder)
        return 0;
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

/* Mappings of this process, or (`name`) those of what has that in its name. */
static size_t mappings(const char *name)
{
    char line[512];
    size_t count = 0;
    FILE *file = fopen("/proc/self/maps", "r");
    if (!file)
        return 0;
    while (fgets(line, sizeof line, file))
        count += strstr(line, name) != NULL;
    fclose(file);
    return count;
}

static struct holdings take_stock(const char *when)
{
    return (struct holdings){when, entries("/proc/self/fd"), mallinfo2().uordblks, mappings("")};
}

static bool compare(struct holdings before, struct holdings after)
{
    bool equal = after.descriptors <= before.descriptors &&
                 after.allocated <= before.allocated + SLACK &&
                 after.mappings <= before.mappings + MAPPINGS_SLACK;
    if (!equal)
        printf("%s: descriptors %zu -> %zu, bytes %zu -> %zu, mappings %zu -> "
               "%zu\n",
               after.when, before.descriptors, after.descriptors, before.allocated, after.allocated,
               before.mappings, after.mappings);
    return equal;
}

static int add_one(void *counter)
{
    ++*(long *)counter;
    return 7;
}

static bool start_many(long starts)
{
    long *counter = mp_shared_new(sizeof *counter);
    for (long i = 0; i < starts; i++) {
        int code = 0;
        mp_process process;
        if (mp_process_init(&process, add_one, counter) != MP_OK ||
            mp_process_start(&process) != MP_OK || mp_process_join(&process, MP_FOREVER) != MP_OK ||
            mp_process_exitcode(&process, &code) != MP_OK || code != 7 ||
            mp_process_close(&process) != MP_OK)
            return false;
    }
    bool complete = *counter == starts;
    mp_shared_free(counter);
    return complete;
}

struct load {
    mp_queue *queue;
    long messages;
};

static int put_many(void *argument)
{
    const struct load *load = argument;
    for (long i = 0; i < load->messages; i++)
        if (mp_queue_put(load->queue, &i, sizeof i, MP_FOREVER) != MP_OK)
            return 1;
    return 0;
}

static bool move_many(long messages)
{
    bool complete = true;
    struct load load = {mp_queue_new(0), messages};
    mp_process process;
    mp_process_init(&process, put_many, &load);
    mp_process_start(&process);
    for (long i = 0, got; i < messages && complete; i++)
        complete =
            mp_queue_get(load.queue, &got, sizeof got, NULL, MP_FOREVER) == MP_OK && got == i;
    mp_process_join(&process, MP_FOREVER);
    mp_process_close(&process);
    mp_queue_free(load.queue);
    return complete;
}

/* Each kind of object, made and freed. */
static bool make_many(long rounds)
{
    for (long i = 0; i < rounds; i++) {
        mp_connection *ends[2];
        mp_lock *lock = mp_lock_new();
        mp_condition *condition = mp_condition_new(lock);
        mp_rlock *rlock = mp_rlock_new();
        mp_semaphore *semaphore = mp_semaphore_new(1);
        mp_event *event = mp_event_new();
        mp_barrier *barrier = mp_barrier_new(1);
        if (mappings("/dev/shm") || !condition || !rlock || !semaphore || !event || !barrier ||
            mp_pipe(ends, i % 2) != MP_OK)
            return false;
        mp_connection_close(ends[0]);
        mp_connection_close(ends[1]);
        mp_barrier_free(barrier);
        mp_event_free(event);
        mp_semaphore_free(semaphore);
        mp_rlock_free(rlock);
        mp_condition_free(condition);
        mp_lock_free(lock);
    }
    return true;
}

/* The first of each kind may set up what lasts as long as the program. */
int main(int count, char *arguments[])
{
    if (count != 3)
        return 2;
    long starts = atol(arguments[1]), messages = atol(arguments[2]);
    if (!start_many(2) || !move_many(2) || !make_many(2))
        return 1;
    struct holdings before = take_stock("before");
    bool good = start_many(starts);
    good &= compare(before, take_stock("after the starts"));
    good &= move_many(messages);
    good &= compare(before, take_stock("after the messages"));
    good &= make_many(starts);
    good &= compare(before, take_stock("after making objects"));
    if (waitpid(-1, NULL, WNOHANG) != -1) {
        puts("a child is left");
        good = false;
    }
    return good ? 0 : 1;
}
