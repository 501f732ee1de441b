/* SPDX-License-Identifier: MIT */
/* How fast libmp is: each operation against what one would write by hand, and queues also against
 * Python's, alternating in the same run so that a slow or busy machine slows both. Usage:
 * runtime PYTHON_QUEUE.PY [PART-OF-A-NAME]; prints a row per comparison, or per one whose name has
 * that part, and fails when one is out of its bound.
 *
 * Where the time goes is in docs/runtime.md, "What it costs". The rows with 64 KiB depend on the
 * two processors' caches most: whether they share one, and whether other work empties it. */
#define _GNU_SOURCE
#include <mp.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 9, LARGE = 65536, STARTS = 200, LOCKINGS = 1000000 };

static const char *queue_script;

/* A load on a queue: so many putters, as many getters, and messages in all. */
struct load {
    int pairs;
    size_t size;
    int messages;
    size_t maxsize;
};

/* The hand-written queue: a pipe, and a semaphore at each of its ends. */
struct pipe_queue {
    sem_t *locks; /* of the readers, of the writers */
    int ends[2];
};

/* Either; a transfer moves one message. */
struct channel {
    const struct load *load;
    mp_queue *queue;
    struct pipe_queue pipe;
    bool (*put)(struct channel *channel, char *message);
    bool (*get)(struct channel *channel, char *message);
};

static bool queue_put(struct channel *channel, char *message)
{
    return mp_queue_put(channel->queue, message, channel->load->size, MP_FOREVER) == MP_OK;
}

static bool queue_get(struct channel *channel, char *message)
{
    return mp_queue_get(channel->queue, message, channel->load->size, NULL, MP_FOREVER) == MP_OK;
}

static bool pipe_put(struct channel *channel, char *message)
{
    size_t done = 0;
    sem_wait(&channel->pipe.locks[1]);
    while (done < channel->load->size)
        done += (size_t)write(channel->pipe.ends[1], message + done, channel->load->size - done);
    sem_post(&channel->pipe.locks[1]);
    return true;
}

static bool pipe_get(struct channel *channel, char *message)
{
    size_t done = 0;
    sem_wait(&channel->pipe.locks[0]);
    while (done < channel->load->size)
        done += (size_t)read(channel->pipe.ends[0], message + done, channel->load->size - done);
    sem_post(&channel->pipe.locks[0]);
    return true;
}

static void transfer(struct channel *channel, bool (*move)(struct channel *channel, char *message))
{
    static char message[LARGE];
    int share = channel->load->messages / channel->load->pairs;
    for (int i = 0; i < share; i++)
        if (!move(channel, message))
            _exit(1);
    _exit(0);
}

/* Seconds that it takes to move the whole load. */
static double run_load(struct channel *channel)
{
    double before = mp_time();
    for (int i = 0; i < channel->load->pairs; i++) {
        if (fork() == 0)
            transfer(channel, channel->put);
        if (fork() == 0)
            transfer(channel, channel->get);
    }
    for (int status; wait(&status) > 0;)
        if (status != 0)
            exit(2);
    return mp_time() - before;
}

static double mp_queue_load(const struct load *load)
{
    struct channel channel = {load, .queue = mp_queue_new(load->maxsize), .put = queue_put,
                              .get = queue_get};
    double seconds = run_load(&channel);
    mp_queue_free(channel.queue);
    return seconds;
}

static double pipe_queue_load(const struct load *load)
{
    struct channel channel = {load, .put = pipe_put, .get = pipe_get};
    channel.pipe.locks = mp_shared_new(2 * sizeof(sem_t));
    for (int i = 0; i < 2; i++)
        sem_init(&channel.pipe.locks[i], 1, 1);
    if (pipe(channel.pipe.ends) < 0)
        exit(2);
    double seconds = run_load(&channel);
    close(channel.pipe.ends[0]);
    close(channel.pipe.ends[1]);
    mp_shared_free(channel.pipe.locks);
    return seconds;
}

/* Python moves a twentieth of the messages, and its figure is scaled. */
static double python_queue_load(const struct load *load)
{
    char command[512];
    snprintf(command, sizeof command, "python3 '%s' %d %zu %d %zu", queue_script, load->pairs,
             load->size, load->messages / 20, load->maxsize);
    FILE *output = popen(command, "r");
    double seconds = 0;
    if (!output || fscanf(output, "%lf", &seconds) != 1)
        exit(2);
    pclose(output);
    return seconds * 20;
}

static double mp_lock_load(const struct load *unused)
{
    (void)unused;
    mp_lock *lock = mp_lock_new();
    double before = mp_time();
    for (int i = 0; i < LOCKINGS; i++) {
        mp_lock_acquire(lock, MP_FOREVER);
        mp_lock_release(lock);
    }
    double seconds = mp_time() - before;
    mp_lock_free(lock);
    return seconds;
}

static double sem_load(const struct load *unused)
{
    (void)unused;
    sem_t *semaphore = mp_shared_new(sizeof *semaphore);
    sem_init(semaphore, 1, 1);
    double before = mp_time();
    for (int i = 0; i < LOCKINGS; i++) {
        sem_wait(semaphore);
        sem_post(semaphore);
    }
    double seconds = mp_time() - before;
    mp_shared_free(semaphore);
    return seconds;
}

static int nothing(void *unused)
{
    (void)unused;
    return 0;
}

static double mp_process_load(const struct load *unused)
{
    (void)unused;
    double before = mp_time();
    for (int i = 0; i < STARTS; i++) {
        mp_process process;
        mp_process_init(&process, nothing, NULL);
        mp_process_start(&process);
        mp_process_join(&process, MP_FOREVER);
        mp_process_close(&process);
    }
    return mp_time() - before;
}

static double fork_load(const struct load *unused)
{
    (void)unused;
    double before = mp_time();
    for (int i = 0; i < STARTS; i++) {
        pid_t child = fork();
        if (child == 0)
            _exit(0);
        waitpid(child, NULL, 0);
    }
    return mp_time() - before;
}

static const struct load small_one = {1, 8, 200000, 0}, small_four = {4, 8, 200000, 0},
                         large_one = {1, LARGE, 10000, 0}, large_four = {4, LARGE, 10000, 0},
                         bounded_one = {1, LARGE, 10000, 64};

/* `most`: how much longer than the other ours may take. */
static const struct comparison {
    const char *what;
    double (*ours)(const struct load *load), (*other)(const struct load *load);
    const struct load *load;
    double most;
} comparisons[] = {
    {"lock / sem_t", mp_lock_load, sem_load, NULL, 1.5},
    {"start+join / fork+waitpid", mp_process_load, fork_load, NULL, 1.15},
    {"queue 8 B 1:1 / pipe", mp_queue_load, pipe_queue_load, &small_one, 1.0},
    {"queue 8 B 4:4 / pipe", mp_queue_load, pipe_queue_load, &small_four, 1.0},
    {"queue 64 KiB 1:1 / pipe", mp_queue_load, pipe_queue_load, &large_one, 1 / 0.7},
    {"queue 64 KiB 4:4 / pipe", mp_queue_load, pipe_queue_load, &large_four, 1 / 0.7},
    {"queue(64) 64 KiB 1:1 / pipe", mp_queue_load, pipe_queue_load, &bounded_one, 1 / 0.7},
    {"queue 8 B 1:1 / Python", mp_queue_load, python_queue_load, &small_one, 1 / 20.0},
    {"queue 8 B 4:4 / Python", mp_queue_load, python_queue_load, &small_four, 1 / 20.0},
    {"queue 64 KiB 1:1 / Python", mp_queue_load, python_queue_load, &large_one, 1 / 20.0},
    {"queue 64 KiB 4:4 / Python", mp_queue_load, python_queue_load, &large_four, 1 / 20.0},
};

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The median of the ratios; whether it is within the bound. */
static bool run_comparison(const struct comparison *comparison)
{
    double ratios[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        double ours = comparison->ours(comparison->load);
        ratios[round] = ours / comparison->other(comparison->load);
    }
    qsort(ratios, ROUNDS, sizeof *ratios, compare);
    double ratio = ratios[ROUNDS / 2];
    bool good = ratio <= comparison->most;
    printf("%-28s %6.3f  at most %5.3f  %s\n", comparison->what, ratio, comparison->most,
           good ? "" : "TOO SLOW");
    fflush(stdout);
    return good;
}

int main(int count, char *arguments[])
{
    if (count < 2)
        return 2;
    queue_script = arguments[1];
    const char *part = count > 2 ? arguments[2] : "";
    bool good = true;
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
        if (strstr(comparisons[i].what, part))
            good &= run_comparison(&comparisons[i]);
    return good ? 0 : 1;
}
