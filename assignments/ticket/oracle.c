/* SPDX-License-Identifier: MIT */
/* ticket: what is judged of a sale. Lines count whoever prints them; what a buyer read, wrote and
 * when it slept is taken from its steps. Purchases may be put in order by anything that makes one
 * happen before the other; a file that tells a reader what was written makes no order. */
#include "oracle.h"
#include "oracle_file.h"
#include "oracle_process.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "detect/happens_before.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char path[] = "tickets.txt";
static const uint64_t thinking = 100000000; /* 0.1 s */

enum { MOST_BUYERS = 64 };

#define NO_COUNT LONG_MIN

/* The number in `{"count": N}`; NO_COUNT when the text is anything else. */
static long parse_count(const char *text)
{
    long count = NO_COUNT;
    int end = 0;
    if (sscanf(text, " { \"count\" : %ld } %n", &count, &end) != 1 || !end || text[end] != '\0')
        return NO_COUNT;
    return count;
}

static long initial_count(const struct oracle *oracle)
{
    static const struct {
        const char *scenario;
        long count;
    } sales[] = {{"last-ticket", 3}, {"plenty", 10}, {"late-sleeps", 1}};
    for (size_t i = 0; i < sizeof sales / sizeof *sales; i++) {
        if (strcmp(sales[i].scenario, oracle->scenario) == 0)
            return sales[i].count;
    }
    return 0;
}

static long final_count(const struct oracle *oracle)
{
    const struct file_image *image = oracle_file_final(oracle, path);
    return image ? parse_count(image->data) : NO_COUNT;
}

/* What the line says: the buyer's number if it ends like `what` (with one number in place of %ld),
 * else 0. */
static long buyer_of(const struct oracle_line *line, const char *what)
{
    long buyer = 0, left;
    int begin = 0, end = 0;
    if (sscanf(line->text, "user%ld: %n", &buyer, &begin) != 1 || !begin)
        return 0;
    if (strchr(what, '%'))
        return sscanf(line->text + begin, "%ld left%n", &left, &end) == 1 && end &&
                       line->text[begin + end] == '\0'
                   ? buyer
                   : 0;
    return strcmp(line->text + begin, what) == 0 ? buyer : 0;
}

static size_t count_lines(const struct oracle *oracle, long buyer, const char *what)
{
    size_t count = 0;
    for (size_t i = 0; i < oracle->line_count; i++) {
        long who = buyer_of(&oracle->lines[i], what);
        count += who != 0 && (buyer == 0 || who == buyer);
    }
    return count;
}

/* A purchase that was printed, and the last look at the file before it. */
struct purchase {
    long buyer;
    const struct oracle_reading *reading;
};

static size_t purchases(const struct oracle *oracle, const struct oracle_readings *readings,
                        struct purchase found[MOST_BUYERS])
{
    size_t count = 0;
    for (size_t i = 0; i < oracle->line_count && count < MOST_BUYERS; i++) {
        const struct oracle_line *line = &oracle->lines[i];
        long buyer = buyer_of(line, "bought");
        if (!buyer)
            continue;
        found[count] = (struct purchase){buyer, NULL};
        for (size_t j = 0; j < readings->count; j++) {
            const struct oracle_reading *reading = &readings->items[j];
            if (reading->process == line->process && reading->last < line->step)
                found[count].reading = reading;
        }
        count++;
    }
    return count;
}

/* Fails when there are fewer processes than buyers: nobody alone can sell a ticket twice. */
static bool buyers_exist(const struct oracle *oracle, struct verdict *verdict)
{
    size_t started = 0, buyers = (size_t)oracle_argument(oracle, 0);
    for (uint32_t i = 1; i < oracle->run->task_count; i++)
        started += oracle_is_process(oracle, i);
    if (started < buyers && oracle->run->end == RUN_COMPLETED)
        fail(verdict, FAILURE_ASSERTION,
             "main started %zu processes for %zu buyers: each is to be a process of its own",
             started, buyers);
    return !verdict->failed;
}

/* Two buyers who bought after having read the same number, by name. */
static void blame_pair(const struct oracle *oracle, struct verdict *verdict)
{
    struct oracle_readings readings cleanup_with(oracle_readings_free) =
        oracle_file_readings(oracle, path);
    struct purchase found[MOST_BUYERS];
    size_t count = purchases(oracle, &readings, found);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            const struct oracle_reading *a = found[j].reading, *b = found[i].reading;
            long left = a && b ? parse_count(a->text) : NO_COUNT;
            if (left <= 0 || left != parse_count(b->text) || a->process == b->process)
                continue;
            fail_between(verdict, FAILURE_ASSERTION, (size_t[]){a->last, b->last},
                         "user%ld and user%ld both bought %s: each had read that %ld %s left",
                         found[j].buyer, found[i].buyer,
                         left == 1 ? "the last ticket" : "the same ticket", left,
                         left == 1 ? "was" : "were");
        }
    }
}

static void no_oversell(const struct oracle *oracle, struct verdict *verdict)
{
    long bought = (long)count_lines(oracle, 0, "bought");
    long before = initial_count(oracle), after = final_count(oracle);
    bool balanced =
        oracle->run->end != RUN_COMPLETED || after == NO_COUNT || bought == before - after;
    if (!buyers_exist(oracle, verdict) || (bought <= before && balanced))
        return;
    blame_pair(oracle, verdict);
    if (bought > before)
        fail(verdict, FAILURE_ASSERTION, "%ld tickets were sold, but there were only %ld", bought,
             before);
    fail(verdict, FAILURE_ASSERTION,
         "%ld purchases were printed, but the count went from %ld to %ld", bought, before, after);
}

static void judge_buyer(const struct oracle *oracle, long buyer, struct verdict *verdict)
{
    size_t searches = count_lines(oracle, buyer, "%ld left");
    size_t answers = count_lines(oracle, buyer, "bought") + count_lines(oracle, buyer, "sold out");
    if (searches != 1)
        fail(verdict, FAILURE_ASSERTION, "user%ld printed `user%ld: N left` %zu times", buyer,
             buyer, searches);
    if (answers != 1)
        fail(verdict, FAILURE_ASSERTION,
             "user%ld printed `bought` or `sold out` %zu times instead of once", buyer, answers);
}

static void all_sold(const struct oracle *oracle, struct verdict *verdict)
{
    long buyers = oracle_argument(oracle, 0), tickets = initial_count(oracle);
    long expected = buyers < tickets ? buyers : tickets;
    long bought = (long)count_lines(oracle, 0, "bought"), after = final_count(oracle);
    if (!buyers_exist(oracle, verdict) || (bought <= expected && !oracle_tells(oracle, verdict)))
        return;
    for (long buyer = 1; buyer <= buyers; buyer++)
        judge_buyer(oracle, buyer, verdict);
    if (bought != expected)
        fail(verdict, FAILURE_ASSERTION, "%ld of %ld tickets were sold to %ld buyers", bought,
             tickets, buyers);
    if (after != NO_COUNT && after != tickets - expected)
        fail(verdict, FAILURE_ASSERTION, "in the end %s should say %ld, but says %ld", path,
             tickets - expected, after);
}

static void file_stays_valid(const struct oracle *oracle, struct verdict *verdict)
{
    struct oracle_readings readings cleanup_with(oracle_readings_free) =
        oracle_file_readings(oracle, path);
    const struct file_image *image = oracle_file_final(oracle, path);
    for (size_t i = 0; i < readings.count; i++) {
        const struct oracle_reading *reading = &readings.items[i];
        if (reading->whole && parse_count(reading->text) == NO_COUNT)
            fail_at(verdict, FAILURE_ASSERTION, reading->last,
                    "process %s read %s while it held no whole count: `%s`",
                    oracle->run->tasks[reading->process].path, path, reading->text);
    }
    if (oracle->run->end == RUN_COMPLETED && final_count(oracle) == NO_COUNT)
        fail(verdict, FAILURE_ASSERTION, "in the end %s holds no count: `%.40s`", path,
             image ? image->data : "");
}

static void no_deadlock(const struct oracle *oracle, struct verdict *verdict)
{
    oracle_completed(oracle, verdict);
}

/* A change of the file, and the look at it on which it rests (itself if there was none). */
struct change {
    size_t read, write;
    uint32_t process;
};

static size_t changes(const struct oracle *oracle, struct change **found)
{
    const struct run *run = oracle->run;
    size_t count = 0, capacity = 0;
    size_t *last = allocate(run->task_count * sizeof *last);
    *found = NULL;
    for (size_t i = 0; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        uint32_t process = run->tasks[step->task].process;
        if (strcmp(oracle_object(oracle, step), path) != 0 || step->result < 0)
            continue;
        if (step->operation == OPERATION_READ)
            last[process] = i;
        bool writes = step->operation == OPERATION_WRITE || step->operation == OPERATION_APPEND;
        if (!writes || process == 0)
            continue;
        array_reserve(*found, count, capacity);
        (*found)[count++] = (struct change){last[process] ? last[process] : i, i, process};
    }
    free(last);
    return count;
}

static const char *process_path(const struct oracle *oracle, uint32_t process)
{
    return oracle->run->tasks[process].path;
}

static void lock_is_shared(const struct oracle *oracle, struct verdict *verdict)
{
    struct change *found cleanup_free = NULL;
    size_t count = buyers_exist(oracle, verdict) ? changes(oracle, &found) : 0;
    struct happens_before *order = hb_new(oracle->run);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            const struct change *a = &found[j], *b = &found[i];
            if (a->process == b->process || hb_ordered(order, a->write, b->read) ||
                hb_ordered(order, b->write, a->read))
                continue;
            fail_between(verdict, FAILURE_RACE, (size_t[]){a->write, b->read},
                         "nothing puts the purchases of processes %s and %s in an order: only "
                         "chance kept them apart, if anything did",
                         process_path(oracle, a->process), process_path(oracle, b->process));
        }
    }
    hb_free(order);
}

struct thought {
    uint64_t begin, end;
    uint32_t process;
};

/* Is the step a pause, not a wait for somebody? Whatever ended by its timeout was one. */
static bool is_pause(const struct oracle *oracle, const struct step *step)
{
    switch (step->operation) {
    case OPERATION_SLEEP:
        return true;
    case OPERATION_POLL:
        return step->result == 0;
    case OPERATION_SIGNAL_WAIT:
        return step->blocked;
    case OPERATION_FUTEX_WAIT:
        return step->result == -ETIMEDOUT;
    case OPERATION_RECEIVE:
        return strncmp(oracle_object(oracle, step), "timer", strlen("timer")) == 0;
    default:
        return false;
    }
}

/* The time in which a process paused: its longest pause, or all of them together when none was long
 * enough alone. A pause begins with the step before it. */
static struct thought thought_of(const struct oracle *oracle, uint32_t process)
{
    const struct run *run = oracle->run;
    struct thought longest = {0, 0, process}, all = {UINT64_MAX, 0, process};
    uint64_t before = 0;
    for (size_t i = oracle_process_birth(oracle, process); i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        if (run->tasks[step->task].process != process)
            continue;
        if (is_pause(oracle, step)) {
            if (step->time - before > longest.end - longest.begin)
                longest = (struct thought){before, step->time, process};
            all.begin = all.end ? all.begin : before;
            all.end = step->time;
        }
        before = step->time;
    }
    return longest.end - longest.begin >= thinking || !all.end ? longest : all;
}

static bool overlaps_another(const struct thought *thoughts, size_t count, size_t which)
{
    for (size_t i = 0; i < count; i++) {
        if (i != which && thoughts[i].begin < thoughts[which].end &&
            thoughts[which].begin < thoughts[i].end)
            return true;
    }
    return false;
}

static void search_is_concurrent(const struct oracle *oracle, struct verdict *verdict)
{
    const struct run *run = oracle->run;
    struct thought thoughts[MOST_BUYERS];
    size_t count = 0, buyers = (size_t)oracle_argument(oracle, 0);
    if (run->end != RUN_COMPLETED)
        return;
    for (uint32_t i = 1; i < run->task_count && count < MOST_BUYERS; i++) {
        struct thought thought = thought_of(oracle, run->tasks[i].process);
        if (oracle_is_process(oracle, i) && thought.end - thought.begin >= thinking)
            thoughts[count++] = thought;
    }
    if (count < buyers)
        fail(verdict, FAILURE_ASSERTION,
             "only %zu of %zu buyers thought for 0.1 s between search and purchase", count, buyers);
    for (size_t i = 0; i < count && count > 1; i++) {
        if (!overlaps_another(thoughts, count, i))
            fail(verdict, FAILURE_ASSERTION,
                 "process %s had to think alone, from %.1f s to %.1f s: nobody else could in that "
                 "time",
                 process_path(oracle, thoughts[i].process), (double)thoughts[i].begin / 1e9,
                 (double)thoughts[i].end / 1e9);
    }
}

const struct oracle_check oracle_checks[] = {
    {"no-oversell", no_oversell},
    {"all-sold", all_sold},
    {"file-stays-valid", file_stays_valid},
    {"no-deadlock", no_deadlock},
    {"lock-is-shared", lock_is_shared},
    {"search-is-concurrent", search_is_concurrent},
    {0},
};
