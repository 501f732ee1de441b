/* SPDX-License-Identifier: MIT */
/* Signals on their way. A signal that one process sends to another is in flight until its delivery
 * is chosen: an event of its own, so that `terminate` really is asynchronous. The rules of a real
 * kernel hold:
 *   - standard signals coalesce while in flight; real-time ones keep their order;
 *   - the target may take at most one more step before the delivery (the call that it was in);
 *   - one that a process sends to itself is delivered before kill returns (calls_signal.c).
 * The kernel sends SIGCHLD by itself, past the director: such a flight is only known of. Its
 * handler runs when the task next goes on, whatever lets it. What a delivery does: delivery.c. */
#include "director/delivery.h"
#include "director/record.h"
#include "director/state.h"

#include "director/calls.h"

#include <signal.h>
#include <string.h>

static bool same_way(const struct flight *flight, const struct flight *other)
{
    return flight->target == other->target && flight->signal == other->signal;
}

void signal_send(struct director *director, struct flight flight)
{
    for (size_t i = 0; flight.signal < SIGRTMIN && i < director->flight_count; i++)
        if (same_way(&director->flights[i], &flight))
            return;
    if (director->flight_count < FLIGHTS)
        director->flights[director->flight_count++] = flight;
}

bool signal_must_come_first(const struct director *director, const struct live_task *task)
{
    for (size_t i = 0; i < director->flight_count; i++) {
        const struct flight *flight = &director->flights[i];
        /* The kernel lets nobody fork who has a signal to handle: it starts the call again. */
        bool forks = flight->sent && task->class == &call_fork;
        if (flight->target == task->index && (flight->target_steps > 0 || forks))
            return true;
    }
    return false;
}

void signal_after_step(struct director *director, const struct live_task *task)
{
    for (size_t i = 0; i < director->flight_count; i++)
        director->flights[i].target_steps += director->flights[i].target == task->index;
}

static struct flight take_off(struct director *director, size_t index)
{
    struct flight taken = director->flights[index];
    memmove(&director->flights[index], &director->flights[index + 1],
            (--director->flight_count - index) * sizeof director->flights[0]);
    return taken;
}

static void record_delivery(struct director *director, const struct flight *flight)
{
    struct step *step = record_event(director, flight->target, OPERATION_DELIVER);
    step->argument = flight->signal;
    step->result = !delivery_lets_in(&director->tasks[flight->target], flight->signal);
    step->other = flight->sender;
    director->progress_step = director->run->step_count;
    if (director->locator.locate)
        director->locator.locate(director->locator.context, director->tasks[flight->target].os,
                                 &step->where);
}

void signal_deliver(struct director *director, size_t flight)
{
    struct flight taken = take_off(director, flight);
    record_delivery(director, &taken);
    delivery_act(director, &taken, NULL);
}

void signal_kill(struct director *director, struct live_task *task)
{
    struct flight flight = {.target = task->index, .sender = task->index, .signal = SIGKILL};
    record_delivery(director, &flight);
    delivery_act(director, &flight, NULL);
}

void signal_child(struct director *director, uint32_t parent)
{
    if (delivery_catches(director, &director->tasks[parent], SIGCHLD))
        signal_send(director, (struct flight){.target = parent,
                                              .sender = parent,
                                              .signal = SIGCHLD,
                                              .for_thread = true,
                                              .sent = true});
}

void signal_orphans(struct director *director, uint32_t guardian)
{
    for (size_t i = 0; i < director->process_count; i++) {
        const struct live_process *child = &director->processes[i];
        if (!child->ended && child->parent_death_signal &&
            director->run->tasks[child->leader].guardian == guardian)
            signal_send(director, (struct flight){.target = child->leader,
                                                  .sender = guardian,
                                                  .signal = child->parent_death_signal});
    }
}

void signal_arrives(struct director *director, const struct live_task *task)
{
    for (size_t i = 0; i < director->flight_count;)
        if (director->flights[i].sent && director->flights[i].target == task->index) {
            struct flight taken = take_off(director, i);
            record_delivery(director, &taken);
        } else {
            i++;
        }
}
