/* SPDX-License-Identifier: MIT */
/* Accesses to memory that others see: other processes, or other threads.
 *
 * There are many, and most of them are ordered by the locks around them: whoever gets the lock
 * first, decides. So only a contested word, which the survey saw accessed in no order, is a choice;
 * accesses to the others are recorded where they come, for the detectors. Atomic operations order
 * others, and are always choices.
 *
 * A run in which very many accesses are nobody's business is spared the rest of them.
 *
 * A task that only reads what it has read before waits for somebody else; so does one that goes
 * round in a loop of reads, and one that has taken many accesses without a choice: all give way, or
 * a flag would be waited for in vain. */
#include "director/calls.h"

#include "contract/agent_call.h"

enum { OBJECT = 2, ARGUMENT = 3, FIRST = 1, SECOND = 2 };
enum { REREADS = 3, ROUNDS = 3, SILENT_ACCESSES = 100, TALKATIVE = 2000 };

static bool is_plain(enum operation operation)
{
    return operation == OPERATION_MEMORY_READ || operation == OPERATION_MEMORY_WRITE;
}

/* The first watched word that isn't below the address. */
static size_t position_of(const struct director *director, uint64_t address)
{
    size_t low = 0, high = director->watched_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (director->watched[middle].address < address)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* An access to `size` bytes from that word on. */
static bool is_contested(const struct director *director, uint64_t word, uint64_t size)
{
    for (size_t i = position_of(director, word); i < director->watched_count; i++) {
        if (director->watched[i].address >= word + size)
            return false;
        if (director->watched[i].contested)
            return true;
    }
    return false;
}

/* The rest is between the tasks that touch it. But who may be interrupted by a signal, or killed,
 * leaves what he shares with other processes as it is at that moment. */
static bool is_choice(const struct director *director, const struct live_task *task, bool shared,
                      const uint64_t key[2])
{
    uint64_t size = (task->call.args[OBJECT] % MEMORY_WORD) + (uint32_t)task->call.args[ARGUMENT];
    return !is_plain(task->announced.operation) || is_contested(director, key[0], size) ||
           (shared && (director->flight_count > 0 || director->faults & FAULT_KILL));
}

static bool rereads(const struct live_task *task)
{
    const struct announced *announced = &task->announced;
    return announced->operation == OPERATION_MEMORY_READ && task->last.times >= REREADS &&
           task->last.operation == announced->operation && task->last.object == announced->object;
}

/* It comes back to the same variable again and again while nobody comes further: a loop over
 * several of them. What it is compared with changes at each power of two, so some element of the
 * loop will be it (Brent's way to find a cycle). */
static bool looks_in_vain(const struct director *director, struct live_task *task)
{
    if (task->looks.since != director->progress_step)
        task->looks.count = 0;
    task->looks.since = director->progress_step;
    uint32_t count = ++task->looks.count;
    if ((count & (count - 1)) == 0) {
        task->looks.object = task->announced.object;
        task->looks.rounds = 0;
        return false;
    }
    task->looks.rounds += task->looks.object == task->announced.object;
    return task->looks.object == task->announced.object && task->looks.rounds >= ROUNDS;
}

/* No choice: it is nobody's business when it happens. */
static void silence(struct live_task *task)
{
    task->announced.transparent = true;
    task->announced.access = ACCESS_NONE;
    task->silent++;
}

void announce_access(struct director *director, struct live_task *task)
{
    struct announced *announced = &task->announced;
    uint64_t address = task->call.args[OBJECT], size = (uint32_t)task->call.args[ARGUMENT], key[2];
    announced->argument = memory_argument(address, (uint32_t)size);
    bool shared = mapping_key(director, task, address - address % MEMORY_WORD, key);
    announced->object = object_of(director, OBJECT_MEMORY, key[0], key[1], NULL);
    director->run->objects[announced->object].private_memory = !shared;
    announced->address = shared ? 0 : address;
    bool choice = is_choice(director, task, shared, key);
    bool reads = operation_info(announced->operation)->access == ACCESS_READ;
    bool waits = rereads(task) || task->silent >= SILENT_ACCESSES ||
                 (choice && reads && looks_in_vain(director, task));
    announced->yields = waits;
    if (waits)
        task->silent = 0;
    else if (!choice)
        silence(task);
}

static void announce_unseen(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.transparent = true;
    task->announced.unrecorded = true;
}

static void tell_watched(struct director *director, struct live_task *task)
{
    size_t count = 0;
    uint64_t words[WATCHED_WORDS], room = task->call.args[SECOND];
    for (size_t i = 0; i < director->watched_count && count < WATCHED_WORDS && count < room; i++)
        if (!director->watched[i].processes)
            words[count++] = director->watched[i].address |
                             (director->watched[i].contested ? WATCHED_CONTESTED : 0);
    task_write(task->os, task->call.args[FIRST], words, count * sizeof *words);
    grant_answer(director, task, (int64_t)count);
}

/* So much of it is nobody's business that the rest is taken to be, too. */
int64_t answer_to_access(struct director *director, const struct live_task *task)
{
    bool silent = task->announced.transparent;
    director->silent_accesses += silent;
    return silent && director->silent_accesses > TALKATIVE ? ANSWER_HUSH : 0;
}

const struct call_class call_watch = {announce_unseen, NULL, tell_watched, NULL};

static void forget(struct director *director, struct live_task *task)
{
    uint64_t low = task->call.args[FIRST], high = low + task->call.args[SECOND];
    mapping_gone(director, task, low, high);
    objects_forget(director, OBJECT_MEMORY, low - low % MEMORY_WORD, high, task->process + 1);
    objects_forget(director, OBJECT_LOCK, low, high, task->process + 1);
    grant_answer(director, task, 0);
}

const struct call_class call_forget = {announce_unseen, NULL, forget, NULL};
