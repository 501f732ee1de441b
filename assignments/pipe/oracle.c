/* SPDX-License-Identifier: MIT */
/* pipe: what is judged of two producers' messages and of the consumer's end. The consumer is
 * whichever process prints; that it stopped at end-of-file shows in a read of nothing from a pipe.
 */
#include "oracle.h"
#include "oracle_process.h"

#include <stdio.h>
#include <string.h>

static const char last_line[] = "end of file";

enum { PRODUCERS = 2, MESSAGES = 3, ATOMIC = 4096 }; /* PIPE_BUF */

static bool is_message(const struct oracle_line *line, int *producer, int *number, long *length)
{
    int end = 0;
    return sscanf(line->text, "producer %d: message %d: %ld bytes%n", producer, number, length,
                  &end) == 3 &&
           end && line->text[end] == '\0';
}

static void whole_messages(const struct oracle *oracle, struct verdict *verdict)
{
    int next[PRODUCERS + 1] = {0}, producer, number;
    long length, longest[PRODUCERS + 1] = {0};
    for (size_t i = 0; i < oracle->line_count; i++) {
        const struct oracle_line *line = &oracle->lines[i];
        if (!is_message(line, &producer, &number, &length))
            continue;
        if (producer < 1 || producer > PRODUCERS || number != next[producer])
            fail_at(verdict, FAILURE_ASSERTION, line->step, "`%.60s` is out of place", line->text);
        if (verdict->failed)
            return;
        next[producer]++;
        longest[producer] = length > longest[producer] ? length : longest[producer];
    }
    for (producer = 1; producer <= PRODUCERS; producer++) {
        if (next[producer] < MESSAGES && !oracle_tells(oracle, verdict))
            return;
        if (next[producer] != MESSAGES)
            fail(verdict, FAILURE_ASSERTION, "%d messages of producer %d arrived whole, of %d",
                 next[producer], producer, MESSAGES);
        if (longest[producer] <= ATOMIC)
            fail(verdict, FAILURE_ASSERTION,
                 "the longest message of producer %d has %ld bytes; one should have more than %d",
                 producer, longest[producer], ATOMIC);
    }
}

/* Did the process meet the end of a pipe before that step? It read nothing; or it asked poll last,
 * and after the answer it didn't read any more: there was nothing left but the end. */
static bool saw_the_end(const struct oracle *oracle, uint32_t process, size_t before)
{
    const struct run *run = oracle->run;
    bool told = false;
    for (size_t i = 0; i < before; i++) {
        const struct step *step = &run->steps[i];
        bool reads = step->operation == OPERATION_READ || step->operation == OPERATION_RECEIVE;
        if (run->tasks[step->task].process != process)
            continue;
        if (step->operation == OPERATION_POLL)
            told = step->result >= 0;
        if (!reads || run->objects[step->object].class != OBJECT_CHANNEL)
            continue;
        if (step->result == 0)
            return true;
        told = false;
    }
    return told;
}

static void end_of_file(const struct oracle *oracle, struct verdict *verdict)
{
    const struct oracle_line *found = NULL;
    int producer, number;
    long length;
    for (size_t i = 0; i < oracle->line_count; i++) {
        const struct oracle_line *line = &oracle->lines[i];
        if (found && is_message(line, &producer, &number, &length))
            fail_at(verdict, FAILURE_ASSERTION, line->step, "a message came after `%s`", last_line);
        if (strcmp(line->text, last_line) != 0)
            continue;
        if (found)
            fail_at(verdict, FAILURE_ASSERTION, line->step, "`%s` was printed more than once",
                    last_line);
        found = line;
    }
    if (!found && oracle_tells(oracle, verdict))
        fail(verdict, FAILURE_ASSERTION, "`%s` was never printed", last_line);
    if (found && !saw_the_end(oracle, found->process, found->begin))
        fail_at(verdict, FAILURE_ASSERTION, found->begin,
                "the consumer printed `%s` without having met it", last_line);
}

static void no_deadlock(const struct oracle *oracle, struct verdict *verdict)
{
    oracle_completed(oracle, verdict);
}

static void clean_exit(const struct oracle *oracle, struct verdict *verdict)
{
    if (oracle->run->task_count <= PRODUCERS)
        fail(verdict, FAILURE_ASSERTION, "the two producers were never started as processes");
    else if (oracle_tells(oracle, verdict))
        oracle_process_clean_exit(oracle, verdict);
}

const struct oracle_check oracle_checks[] = {
    {"whole-messages", whole_messages},
    {"end-of-file", end_of_file},
    {"no-deadlock", no_deadlock},
    {"clean-exit", clean_exit},
    {0},
};
