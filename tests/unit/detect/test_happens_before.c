/* SPDX-License-Identifier: MIT */
/* Each edge, and for each the case in which it must not be there. */
#include "detect/happens_before.h"

#include "trace.h"

#include <criterion/criterion.h>

static struct trace trace;
static uint32_t first, second;

static void two_children(void)
{
    trace_begin(&trace);
    first = trace_fork(&trace, 0);
    second = trace_fork(&trace, 0);
}

static void expect_order(size_t a, size_t b, bool ordered)
{
    struct happens_before *hb = hb_new(&trace.run);
    cr_expect_eq(hb_ordered(hb, a, b), ordered, "step %zu before step %zu", a, b);
    cr_expect_not(hb_ordered(hb, b, a), "step %zu before step %zu", b, a);
    hb_free(hb);
}

static void clear_trace(void)
{
    trace_end(&trace);
}

TestSuite(happens_before, .init = two_children, .fini = clear_trace);

Test(happens_before, a_task_is_ordered_in_itself)
{
    size_t a = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    size_t b = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    expect_order(a, b, true);
}

Test(happens_before, siblings_are_not_ordered)
{
    size_t a = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    size_t b = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    expect_order(a, b, false);
}

Test(happens_before, fork_comes_before_the_child_and_what_follows_it_does_not)
{
    size_t fork = trace.run.step_count - 1; /* of second */
    size_t after = trace_step(&trace, 0, OPERATION_COMPUTE, 0);
    size_t child = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    expect_order(fork, child, true);
    expect_order(after, child, false);
    size_t elder = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    expect_order(fork, elder, false);
}

Test(happens_before, a_wait_comes_after_the_child_that_it_reaps_only)
{
    size_t mine = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    size_t other = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    trace_exit(&trace, first);
    trace_exit(&trace, second);
    size_t wait = trace_wait(&trace, 0, first);
    expect_order(mine, wait, true);
    expect_order(other, wait, false);
}

Test(happens_before, a_lock_orders_what_was_done_before_its_release)
{
    uint32_t lock = trace_object(&trace, OBJECT_LOCK, "lock 1");
    trace_step(&trace, first, OPERATION_LOCK, lock);
    size_t inside = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    trace_step(&trace, first, OPERATION_UNLOCK, lock);
    size_t outside = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    size_t before = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    trace_step(&trace, second, OPERATION_LOCK, lock);
    size_t after = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    expect_order(inside, after, true);
    expect_order(outside, after, false);
    expect_order(inside, before, false);
}

Test(happens_before, another_lock_orders_nothing)
{
    uint32_t lock = trace_object(&trace, OBJECT_LOCK, "lock 1");
    uint32_t wrong = trace_object(&trace, OBJECT_LOCK, "lock 2");
    size_t inside = trace_step(&trace, first, OPERATION_LOCK, lock);
    trace_step(&trace, first, OPERATION_UNLOCK, lock);
    trace_step(&trace, second, OPERATION_LOCK, wrong);
    size_t after = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    expect_order(inside, after, false);
}

Test(happens_before, bytes_order_through_a_pipe_but_not_through_a_file)
{
    uint32_t pipe = trace_object(&trace, OBJECT_CHANNEL, "pipe 1");
    uint32_t file = trace_object(&trace, OBJECT_CONTENT, "tickets.txt");
    size_t into_file = trace_step(&trace, first, OPERATION_WRITE, file);
    size_t from_file = trace_step(&trace, second, OPERATION_READ, file);
    expect_order(into_file, from_file, false);
    size_t into_pipe = trace_step(&trace, first, OPERATION_WRITE, pipe);
    size_t from_pipe = trace_step(&trace, second, OPERATION_READ, pipe);
    expect_order(into_pipe, from_pipe, true);
}

Test(happens_before, a_failed_read_learns_nothing)
{
    uint32_t pipe = trace_object(&trace, OBJECT_CHANNEL, "pipe 1");
    size_t sent = trace_step(&trace, first, OPERATION_WRITE, pipe);
    size_t got = trace_step(&trace, second, OPERATION_READ, pipe);
    trace.run.steps[got].result = -11;
    expect_order(sent, got, false);
}

Test(happens_before, end_of_file_comes_after_the_closing)
{
    uint32_t pipe = trace_object(&trace, OBJECT_CHANNEL, "pipe 1");
    size_t work = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    trace_step(&trace, first, OPERATION_CLOSE, 0);
    size_t data = trace_step(&trace, second, OPERATION_READ, pipe);
    expect_order(work, data, false);
    size_t end = trace_step(&trace, second, OPERATION_READ, pipe);
    trace.run.steps[end].result = 0;
    expect_order(work, end, true);
}

Test(happens_before, a_signal_comes_before_its_delivery_only)
{
    size_t early = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    size_t kill = trace_step(&trace, first, OPERATION_KILL, 0);
    trace.run.steps[kill].other = second;
    size_t undisturbed = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    size_t delivery = trace_step(&trace, second, OPERATION_DELIVER, 0);
    expect_order(kill, undisturbed, false);
    expect_order(kill, delivery, true);
    expect_order(early, kill, false);
}

Test(happens_before, a_file_lock_is_freed_by_closing_too)
{
    uint32_t lock = trace_object(&trace, OBJECT_FILE_LOCK, "tickets.lock");
    trace_step(&trace, first, OPERATION_FILE_LOCK, lock);
    size_t inside = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    trace_step(&trace, first, OPERATION_CLOSE, 0);
    trace_step(&trace, second, OPERATION_FILE_LOCK, lock);
    size_t after = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    expect_order(inside, after, true);
}

Test(happens_before, a_futex_waiter_learns_from_the_waker)
{
    uint32_t futex = trace_object(&trace, OBJECT_FUTEX, "futex 1");
    size_t wait = trace_step(&trace, first, OPERATION_FUTEX_WAIT, futex);
    size_t wake = trace_step(&trace, second, OPERATION_FUTEX_WAKE, futex);
    size_t woken = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    expect_order(wake, woken, true);
    expect_order(wait, wake, false);
}

Test(happens_before, order_is_transitive)
{
    uint32_t pipe = trace_object(&trace, OBJECT_CHANNEL, "pipe 1");
    uint32_t lock = trace_object(&trace, OBJECT_LOCK, "lock 1");
    size_t start = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    trace_step(&trace, first, OPERATION_SEND, pipe);
    trace_step(&trace, second, OPERATION_RECEIVE, pipe);
    trace_step(&trace, second, OPERATION_UNLOCK, lock);
    trace_step(&trace, 0, OPERATION_LOCK, lock);
    size_t end = trace_step(&trace, 0, OPERATION_COMPUTE, 0);
    expect_order(start, end, true);
}

Test(happens_before, lifetimes_leave_locks_out)
{
    uint32_t lock = trace_object(&trace, OBJECT_LOCK, "lock 1");
    size_t unlock = trace_step(&trace, first, OPERATION_UNLOCK, lock);
    size_t locked = trace_step(&trace, second, OPERATION_LOCK, lock);
    trace_exit(&trace, first);
    size_t wait = trace_wait(&trace, 0, first);
    struct happens_before *hb = hb_new_lifetimes(&trace.run);
    cr_expect_not(hb_ordered(hb, unlock, locked));
    cr_expect(hb_ordered(hb, unlock, wait));
    hb_free(hb);
}

static size_t fence(uint32_t task, int64_t argument)
{
    size_t step = trace_step(&trace, task, OPERATION_FENCE, 0);
    trace.run.steps[step].argument = argument;
    return step;
}

Test(happens_before, relaxed_atomics_order_nothing)
{
    uint32_t flag = trace_object(&trace, OBJECT_MEMORY, "flag");
    size_t before = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    trace_step(&trace, first, OPERATION_RELAXED_WRITE, flag);
    trace_step(&trace, second, OPERATION_ATOMIC_READ, flag);
    size_t after = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    expect_order(before, after, false);
}

Test(happens_before, a_relaxed_update_keeps_what_was_published)
{
    uint32_t flag = trace_object(&trace, OBJECT_MEMORY, "flag");
    size_t before = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    trace_step(&trace, first, OPERATION_ATOMIC_WRITE, flag);
    trace_step(&trace, 0, OPERATION_RELAXED_UPDATE, flag);
    trace_step(&trace, second, OPERATION_ATOMIC_READ, flag);
    size_t after = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    expect_order(before, after, true);
}

/* What an update publishes, and what it learns. */
static void expect_update(enum operation operation, bool publishes, bool learns)
{
    uint32_t flag = trace_object(&trace, OBJECT_MEMORY, "flag");
    size_t before = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    trace_step(&trace, first, OPERATION_ATOMIC_WRITE, flag);
    size_t middle = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    trace_step(&trace, second, operation, flag);
    size_t between = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    trace_step(&trace, 0, OPERATION_ATOMIC_READ, flag);
    size_t after = trace_step(&trace, 0, OPERATION_COMPUTE, 0);
    expect_order(before, after, true); /* it goes on with what was published */
    expect_order(before, between, learns);
    expect_order(middle, after, publishes);
}

Test(happens_before, an_update_that_acquires_publishes_nothing)
{
    expect_update(OPERATION_ACQUIRE_UPDATE, false, true);
}

Test(happens_before, an_update_that_releases_learns_nothing)
{
    expect_update(OPERATION_RELEASE_UPDATE, true, false);
}

Test(happens_before, fences_order_what_is_before_one_and_behind_the_other)
{
    uint32_t flag = trace_object(&trace, OBJECT_MEMORY, "flag");
    size_t before = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    fence(first, FENCE_RELEASES);
    size_t behind = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    trace_step(&trace, first, OPERATION_RELAXED_WRITE, flag);
    trace_step(&trace, second, OPERATION_RELAXED_READ, flag);
    size_t early = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    fence(second, FENCE_ACQUIRES);
    size_t after = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    expect_order(before, after, true);
    expect_order(before, early, false);
    expect_order(behind, after, false);
}

Test(happens_before, a_fence_of_the_wrong_kind_orders_nothing)
{
    uint32_t flag = trace_object(&trace, OBJECT_MEMORY, "flag");
    size_t before = trace_step(&trace, first, OPERATION_COMPUTE, 0);
    fence(first, FENCE_ACQUIRES);
    trace_step(&trace, first, OPERATION_RELAXED_WRITE, flag);
    trace_step(&trace, second, OPERATION_RELAXED_READ, flag);
    fence(second, FENCE_RELEASES);
    size_t after = trace_step(&trace, second, OPERATION_COMPUTE, 0);
    expect_order(before, after, false);
}
