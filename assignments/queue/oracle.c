/* SPDX-License-Identifier: MIT */
/* queue: what is judged of the calls that a driver made on a student's queue. Every judgement is by
 * intervals: a call took effect somewhere between its beginning and its end. Waiting for the
 * queue's own short lock isn't waiting as long as no time passes. */
#include "oracle.h"
#include "oracle_process.h"
#include "oracle_queue.h"

#include "base/scope.h"

#include <stdio.h>
#include <string.h>

static const uint64_t second = 1000000000;
static const uint64_t tolerance = 50000000; /* time that may pass where none should: 50 ms */

enum {
    BUSY_STEPS = 40, /* a call that waited once needs about ten */
};

#define HISTORY(oracle)                                                                            \
    struct queue_history history cleanup_with(oracle_queue_free) = oracle_queue_history(oracle)

static const char *name(const struct queue_call *call)
{
    static const char *const names[][3] = {
        [QUEUE_PUT] = {"put", "put_nowait", "put with a timeout"},
        [QUEUE_GET] = {"get", "get_nowait", "get with a timeout"},
        [QUEUE_SIZE] = {"size", "size", "size"},
        [QUEUE_CLOSE] = {"close", "close", "close"},
    };
    return names[call->operation][call->timeout < 0 ? 0 : call->timeout == 0 ? 1 : 2];
}

static bool pending(const struct queue_call *call)
{
    return strcmp(call->status, "pending") == 0;
}

static bool is_transfer(const struct queue_call *call)
{
    return call->operation == QUEUE_PUT || call->operation == QUEUE_GET;
}

/* The first call of close; NULL: none. */
static const struct queue_call *closing(const struct queue_history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        if (history->calls[i].operation == QUEUE_CLOSE)
            return &history->calls[i];
    }
    return NULL;
}

static const char *process_path(const struct oracle *oracle, const struct queue_call *call)
{
    return oracle->run->tasks[call->process].path;
}

static void fifo(const struct oracle *oracle, struct verdict *verdict)
{
    HISTORY(oracle);
    const struct queue_call *first, *later;
    if (oracle_queue_disorder(&history, &first, &later))
        fail_between(verdict, FAILURE_ASSERTION, (size_t[]){later->end, first->begin},
                     "item %ld was put before item %ld, but %s got it only after %s had got the "
                     "later one",
                     first->item, later->item, process_path(oracle, first),
                     process_path(oracle, later));
}

static void judge_item(const struct oracle *oracle, const struct queue_history *history,
                       const struct queue_call *get, struct verdict *verdict)
{
    bool was_put = false;
    for (size_t i = 0; i < history->count; i++) {
        const struct queue_call *call = &history->calls[i];
        was_put |= call->operation == QUEUE_PUT && call->item == get->item &&
                   (pending(call) || strcmp(call->status, "ok") == 0);
        if (call != get && oracle_queue_is(call, QUEUE_GET, "ok") && call->item == get->item)
            fail_between(verdict, FAILURE_ASSERTION, (size_t[]){call->end, get->end},
                         "item %ld came out twice: %s and %s got it", get->item,
                         process_path(oracle, call), process_path(oracle, get));
    }
    if (!was_put)
        fail_at(verdict, FAILURE_ASSERTION, get->end,
                "%s got item %ld, which nobody put with success", process_path(oracle, get),
                get->item);
}

/* Without descriptors anything may crash: destroy-frees has it. */
static bool is_renewal(const struct oracle *oracle)
{
    return strcmp(oracle->scenario, "renewed") == 0;
}

static void judge_users(const struct oracle *oracle, struct verdict *verdict)
{
    char fate[64];
    if (is_renewal(oracle))
        return;
    for (uint32_t i = 0; i < oracle->run->task_count; i++) {
        const struct task *task = &oracle->run->tasks[i];
        if (oracle_is_process(oracle, i) && task->fate == FATE_SIGNALLED)
            fail_at(verdict, FAILURE_CRASH, oracle_process_end(oracle, i), "process %s crashed: %s",
                    task->path, oracle_process_fate(oracle, i, fate));
    }
    if (oracle->run->tasks[0].fate == FATE_EXITED && oracle->run->tasks[0].status != 0)
        fail(verdict, FAILURE_ASSERTION,
             "bounded_queue_create gave no queue, or a process ended "
             "in the middle of its work");
}

static void nothing_lost_or_invented(const struct oracle *oracle, struct verdict *verdict)
{
    HISTORY(oracle);
    judge_users(oracle, verdict);
    for (size_t i = 0; i < history.count; i++) {
        const struct queue_call *call = &history.calls[i];
        if (oracle_queue_is(call, QUEUE_GET, "ok") && call->item > 0)
            judge_item(oracle, &history, call, verdict);
    }
    for (size_t i = 0; i < history.count && oracle->run->end == RUN_COMPLETED; i++) {
        const struct queue_call *call = &history.calls[i];
        if (oracle_queue_is(call, QUEUE_PUT, "ok") &&
            !oracle_queue_of_item(&history, QUEUE_GET, call->item))
            fail_at(verdict, FAILURE_ASSERTION, call->end,
                    "%s put item %ld with success, but it never came out",
                    process_path(oracle, call), call->item);
    }
}

static long slots(const struct oracle *oracle)
{
    return oracle_argument(oracle, 0);
}

/* Items that were certainly in the queue when `put` had ended. */
static long items_after(const struct queue_history *history, const struct queue_call *put)
{
    long items = 0;
    for (size_t i = 0; i < history->count; i++) {
        const struct queue_call *call = &history->calls[i];
        items += oracle_queue_is(call, QUEUE_PUT, "ok") && call->end <= put->end;
        items -= call->operation == QUEUE_GET && call->begin < put->end &&
                 (pending(call) || strcmp(call->status, "ok") == 0);
    }
    return items;
}

static void judge_size(const struct oracle *oracle, const struct queue_history *history,
                       const struct queue_call *call, struct verdict *verdict)
{
    long least, most;
    oracle_queue_bounds(history, call, &least, &most);
    least = least < 0 ? 0 : least;
    most = most > slots(oracle) ? slots(oracle) : most;
    if (!pending(call) && (call->item < least || call->item > most))
        fail_at(verdict, FAILURE_ASSERTION, call->end,
                "size answered %ld when there were between %ld and %ld items in the queue",
                call->item, least, most);
}

static bool is_answer(const struct queue_call *call)
{
    static const char *const answers[][3] = {
        [QUEUE_PUT] = {"ok", "broken", "full"},
        [QUEUE_GET] = {"ok", "eof", "empty"},
    };
    int count = call->timeout < 0 ? 2 : 3; /* who waits for ever is never refused */
    for (int i = 0; i < count; i++) {
        if (strcmp(answers[call->operation][i], call->status) == 0)
            return true;
    }
    return false;
}

/* Did the call see a close? What it answers then is close-wakes' to judge. */
static bool saw_close(const struct queue_history *history, const struct queue_call *call)
{
    const struct queue_call *close = closing(history);
    return close && close->begin < call->end;
}

static void judge_patience(const struct oracle *oracle, const struct queue_history *history,
                           const struct queue_call *call, struct verdict *verdict)
{
    if (call->timeout < 0 && !pending(call) && !is_answer(call) && !saw_close(history, call))
        fail_at(verdict, FAILURE_ASSERTION, call->end,
                "%s of %s should wait as long as it takes, but answered `%s`", name(call),
                process_path(oracle, call), call->status);
}

static void capacity(const struct oracle *oracle, struct verdict *verdict)
{
    HISTORY(oracle);
    for (size_t i = 0; i < history.count; i++) {
        const struct queue_call *call = &history.calls[i];
        if (oracle_queue_is(call, QUEUE_PUT, "ok") && items_after(&history, call) > slots(oracle))
            fail_at(verdict, FAILURE_ASSERTION, call->end,
                    "with item %ld there were %ld items in a queue for %ld", call->item,
                    items_after(&history, call), slots(oracle));
        if (call->operation == QUEUE_SIZE)
            judge_size(oracle, &history, call, verdict);
        if (is_transfer(call))
            judge_patience(oracle, &history, call, verdict);
    }
}

/* Fails when a call said `full` beside a free slot, or `empty` beside an item. */
static void judge_refusal(const struct oracle *oracle, const struct queue_history *history,
                          const struct queue_call *call, struct verdict *verdict)
{
    long least, most;
    oracle_queue_bounds(history, call, &least, &most);
    if (oracle_queue_is(call, QUEUE_PUT, "full") && most < slots(oracle))
        fail_at(verdict, FAILURE_ASSERTION, call->end,
                "%s answered MP_FULL, but there were at most %ld items in a queue for %ld",
                name(call), most < 0 ? 0 : most, slots(oracle));
    if (oracle_queue_is(call, QUEUE_GET, "empty") && least > 0)
        fail_at(verdict, FAILURE_ASSERTION, call->end,
                "%s answered MP_EMPTY, but there %s at least %ld item%s in the queue all the time",
                name(call), least == 1 ? "was" : "were", least, least == 1 ? "" : "s");
}

static void judge_answer(const struct queue_history *history, const struct queue_call *call,
                         struct verdict *verdict)
{
    if (!is_answer(call) && !saw_close(history, call))
        fail_at(verdict, FAILURE_ASSERTION, call->end,
                "%s answered `%s`, which isn't one of its answers", name(call), call->status);
}

static void nowait(const struct oracle *oracle, struct verdict *verdict)
{
    HISTORY(oracle);
    for (size_t i = 0; i < history.count; i++) {
        const struct queue_call *call = &history.calls[i];
        if (!is_transfer(call) || call->timeout != 0)
            continue;
        uint64_t took = call->end_time - call->begin_time;
        if (pending(call) && oracle->run->end == RUN_DEADLOCK)
            fail_at(verdict, FAILURE_DEADLOCK, call->begin, "%s of %s waits for ever", name(call),
                    process_path(oracle, call));
        if (pending(call))
            continue;
        if (took > tolerance)
            fail_at(verdict, FAILURE_ASSERTION, call->end, "%s of %s waited for %.2f s", name(call),
                    process_path(oracle, call), (double)took / (double)second);
        judge_answer(&history, call, verdict);
        judge_refusal(oracle, &history, call, verdict);
    }
}

/* Whose fault a standstill is: the check that owns the most telling of the calls that hang. */
enum blame { BLAME_WAKEUP, BLAME_NOWAIT, BLAME_CLOSE, BLAME_TIMEOUT };

static enum blame blame_of(const struct oracle *oracle, const struct queue_history *history)
{
    const struct queue_call *close = closing(history);
    bool timed = false;
    for (size_t i = 0; i < history->count; i++) {
        const struct queue_call *call = &history->calls[i];
        if (is_transfer(call) && pending(call) && call->timeout == 0)
            return BLAME_NOWAIT;
        timed |= is_transfer(call) && pending(call) && call->timeout > 0;
    }
    if (close && close->end < oracle->run->step_count)
        return BLAME_CLOSE;
    return timed ? BLAME_TIMEOUT : BLAME_WAKEUP;
}

/* Do all that wait do so rightly: getters of an empty queue, or putters of a full one? Then the
 * standstill comes of an earlier answer, and whoever judges answers has it. */
static bool all_wait_rightly(const struct oracle *oracle, const struct queue_history *history)
{
    long items = 0;
    size_t getters = 0, putters = 0;
    for (size_t i = 0; i < history->count; i++) {
        const struct queue_call *call = &history->calls[i];
        if (pending(call) && !is_transfer(call))
            return false;
        items += oracle_queue_is(call, QUEUE_PUT, "ok");
        items -= oracle_queue_is(call, QUEUE_GET, "ok");
        putters += pending(call) && call->operation == QUEUE_PUT;
        getters += pending(call) && call->operation == QUEUE_GET;
    }
    return getters + putters > 0 && (!getters || items == 0) &&
           (!putters || items == slots(oracle));
}

static void no_lost_wakeup(const struct oracle *oracle, struct verdict *verdict)
{
    HISTORY(oracle);
    enum run_end end = oracle->run->end;
    if (end == RUN_LIVELOCK || end == RUN_STEP_LIMIT)
        return; /* no-busy-wait's */
    if (end != RUN_DEADLOCK ||
        (blame_of(oracle, &history) == BLAME_WAKEUP && !all_wait_rightly(oracle, &history)))
        oracle_completed(oracle, verdict);
}

static void no_torn_messages(const struct oracle *oracle, struct verdict *verdict)
{
    HISTORY(oracle);
    for (size_t i = 0; i < history.count; i++) {
        const struct queue_call *call = &history.calls[i];
        if (oracle_queue_is(call, QUEUE_GET, "ok") && call->item < 0)
            fail_at(verdict, FAILURE_ASSERTION, call->end,
                    "%s got %ld bytes that are no whole item: pieces of several, or not all of one",
                    process_path(oracle, call), oracle_argument(oracle, 1));
    }
}

static void judge_duration(const struct oracle *oracle, const struct queue_call *call,
                           struct verdict *verdict)
{
    double took = (double)(call->end_time - call->begin_time) / (double)second;
    bool refused = strcmp(call->status, "full") == 0 || strcmp(call->status, "empty") == 0;
    if (refused && took < call->timeout - 0.001)
        fail_at(verdict, FAILURE_ASSERTION, call->end,
                "%s of %s gave up after %.3f s instead of %.3f s", name(call),
                process_path(oracle, call), took, call->timeout);
    if (took > call->timeout + (double)tolerance / (double)second)
        fail_at(verdict, FAILURE_ASSERTION, call->end,
                "%s of %s took %.3f s with a timeout of %.3f s", name(call),
                process_path(oracle, call), took, call->timeout);
}

static void timeouts(const struct oracle *oracle, struct verdict *verdict)
{
    HISTORY(oracle);
    for (size_t i = 0; i < history.count; i++) {
        const struct queue_call *call = &history.calls[i];
        if (!is_transfer(call) || call->timeout <= 0)
            continue;
        if (pending(call)) {
            if (oracle->run->end == RUN_DEADLOCK && blame_of(oracle, &history) == BLAME_TIMEOUT)
                fail_at(verdict, FAILURE_DEADLOCK, call->begin,
                        "%s of %s waits for ever, with a timeout of %.1f s", name(call),
                        process_path(oracle, call), call->timeout);
            continue;
        }
        judge_answer(&history, call, verdict);
        judge_duration(oracle, call, verdict);
        judge_refusal(oracle, &history, call, verdict);
    }
}

/* Who closes and drains a queue stops at the first MP_EOF: nothing may come out after it. */
static void judge_end(const struct oracle *oracle, const struct queue_history *history,
                      const struct queue_call *eof, struct verdict *verdict)
{
    for (size_t i = 0; i < history->count; i++) {
        const struct queue_call *get = &history->calls[i];
        if (oracle_queue_is(get, QUEUE_GET, "ok") && get->begin > eof->end)
            fail_between(verdict, FAILURE_ASSERTION, (size_t[]){eof->end, get->end},
                         "%s of %s answered MP_EOF, but %s got item %ld after it", name(eof),
                         process_path(oracle, eof), process_path(oracle, get), get->item);
    }
}

static void judge_closed(const struct queue_history *history, const struct queue_call *close,
                         const struct queue_call *call, struct verdict *verdict)
{
    const char *end = call->operation == QUEUE_PUT ? "broken" : "eof";
    bool ended = strcmp(call->status, end) == 0;
    bool after = close && close->end < call->begin;
    long least, most;
    oracle_queue_bounds(history, call, &least, &most);
    if (ended && (!close || close->begin > call->end))
        fail_at(verdict, FAILURE_ASSERTION, call->end, "%s answered `%s`, but nobody had closed",
                name(call), end);
    if (ended && call->operation == QUEUE_GET && least > 0)
        fail_at(verdict, FAILURE_ASSERTION, call->end,
                "%s answered MP_EOF with at least %ld item%s still in the queue", name(call), least,
                least == 1 ? "" : "s");
    if (after && !ended && !pending(call) && !oracle_queue_is(call, QUEUE_GET, "ok"))
        fail_at(verdict, FAILURE_ASSERTION, call->end,
                "%s answered `%s` on a queue that was closed before", name(call), call->status);
    if (saw_close(history, call) && !pending(call) && !is_answer(call))
        fail_at(verdict, FAILURE_ASSERTION, call->end,
                "%s answered `%s` when the queue was closed: it should be `ok` or `%s`", name(call),
                call->status, end);
    if (ended && close && call->end_time > close->end_time + tolerance &&
        call->end_time > call->begin_time + tolerance)
        fail_at(verdict, FAILURE_ASSERTION, call->end, "%s was woken only %.1f s after close",
                name(call), (double)(call->end_time - close->end_time) / (double)second);
}

static void close_wakes(const struct oracle *oracle, struct verdict *verdict)
{
    HISTORY(oracle);
    const struct queue_call *close = closing(&history);
    bool stuck = oracle->run->end == RUN_DEADLOCK && blame_of(oracle, &history) == BLAME_CLOSE;
    for (size_t i = 0; i < history.count; i++) {
        const struct queue_call *call = &history.calls[i];
        if (!is_transfer(call))
            continue;
        if (pending(call) && stuck)
            fail_at(verdict, FAILURE_DEADLOCK, call->begin,
                    "%s of %s waits for ever, though the queue is closed", name(call),
                    process_path(oracle, call));
        judge_closed(&history, close, call, verdict);
        if (oracle_queue_is(call, QUEUE_GET, "eof"))
            judge_end(oracle, &history, call, verdict);
    }
    if (stuck)
        oracle_completed(oracle, verdict);
}

static size_t steps_of(const struct oracle *oracle, const struct queue_call *call)
{
    size_t count = 0;
    for (size_t i = call->begin; i < call->end; i++)
        count += oracle->run->tasks[oracle->run->steps[i].task].process == call->process;
    return count;
}

static void no_busy_wait(const struct oracle *oracle, struct verdict *verdict)
{
    HISTORY(oracle);
    enum run_end end = oracle->run->end;
    for (size_t i = 0; i < history.count; i++) {
        const struct queue_call *call = &history.calls[i];
        uint64_t took = call->end_time - call->begin_time;
        size_t steps = steps_of(oracle, call);
        if (is_transfer(call) && took > tolerance && steps > BUSY_STEPS)
            fail_at(verdict, FAILURE_LIVELOCK, call->begin,
                    "%s of %s made %zu operations in %.1f s of waiting", name(call),
                    process_path(oracle, call), steps, (double)took / (double)second);
    }
    if (end == RUN_LIVELOCK || end == RUN_STEP_LIMIT)
        oracle_completed(oracle, verdict);
}

/* How many queues were made and destroyed, and how many of them should have been; false: it broke
 * off before that was known. */
static bool read_renewal(const struct oracle *oracle, int *made, int *wanted)
{
    const struct run *run = oracle->run;
    char text[64];
    for (size_t i = 0; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        if (step->operation != OPERATION_NOTE)
            continue;
        snprintf(text, sizeof text, "%.*s", (int)step->size, oracle_bytes(oracle, step));
        if (sscanf(text, "renewed %d %d", made, wanted) == 2)
            return true;
    }
    return false;
}

static void destroy_frees(const struct oracle *oracle, struct verdict *verdict)
{
    int made, wanted;
    if (!oracle_completed(oracle, verdict))
        return;
    if (!read_renewal(oracle, &made, &wanted))
        fail(verdict, FAILURE_CRASH,
             "the process crashed while it made and destroyed queues, one after the other");
    else if (made < wanted)
        fail(verdict, FAILURE_LEAK,
             "after %d queues that were made and destroyed, one after the other, "
             "bounded_queue_create gave no further one: something of each is still open",
             made);
}

const struct oracle_check oracle_checks[] = {
    {"fifo", fifo},
    {"nothing-lost-or-invented", nothing_lost_or_invented},
    {"capacity", capacity},
    {"nowait", nowait},
    {"no-lost-wakeup", no_lost_wakeup},
    {"no-torn-messages", no_torn_messages},
    {"timeouts", timeouts},
    {"close-wakes", close_wakes},
    {"no-busy-wait", no_busy_wait},
    {"destroy-frees", destroy_frees},
    {0},
};
