/* SPDX-License-Identifier: MIT */
/* Every misuse has its answer. A row makes the mistake and returns what the library said. */
#include "family.h"

#include <criterion/criterion.h>
#include <errno.h>

static int nothing(void *unused)
{
    (void)unused;
    return 0;
}

static mp_process *fresh(void)
{
    static mp_process process;
    mp_process_init(&process, nothing, NULL);
    return &process;
}

static mp_process *ended(void)
{
    mp_process *process = fresh();
    mp_process_start(process);
    mp_process_join(process, MP_FOREVER);
    return process;
}

static mp_process *closed(void)
{
    mp_process *process = ended();
    mp_process_close(process);
    return process;
}

static int start_twice(void)
{
    return mp_process_start(ended());
}

static int start_closed(void)
{
    return mp_process_start(closed());
}

static int start_yourself(void)
{
    return mp_process_start(mp_current_process());
}

static int join_unstarted(void)
{
    return mp_process_join(fresh(), 0);
}

static int join_closed(void)
{
    return mp_process_join(closed(), MP_FOREVER);
}

static int join_yourself(void)
{
    return mp_process_join(mp_current_process(), MP_FOREVER);
}

static int terminate_unstarted(void)
{
    return mp_process_terminate(fresh());
}

static int terminate_closed(void)
{
    return mp_process_terminate(closed());
}

static int kill_yourself(void)
{
    return mp_process_kill(mp_current_process());
}

static int kill_unstarted(void)
{
    return mp_process_kill(fresh());
}

static int terminate_ended(void)
{
    return mp_process_terminate(ended());
}

static int daemon_after_start(void)
{
    return mp_process_set_daemon(ended(), true);
}

static int daemon_closed(void)
{
    return mp_process_set_daemon(closed(), true);
}

static int daemon_yourself(void)
{
    return mp_process_set_daemon(mp_current_process(), true);
}

static int name_closed(void)
{
    return mp_process_set_name(closed(), "alice");
}

static int name_nothing(void)
{
    return mp_process_set_name(fresh(), NULL);
}

static int exitcode_unstarted(void)
{
    int code;
    return mp_process_exitcode(fresh(), &code);
}

static int exitcode_closed(void)
{
    int code;
    return mp_process_exitcode(closed(), &code);
}

static int close_yourself(void)
{
    return mp_process_close(mp_current_process());
}

static int close_unstarted(void)
{
    return mp_process_close(fresh());
}

static int close_twice(void)
{
    return mp_process_close(closed());
}

static int wait_for_parent(void *end)
{
    char byte;
    return mp_connection_recv(end, &byte, 1, NULL);
}

static int close_running(void)
{
    mp_connection *ends[2];
    mp_process process;
    mp_pipe(ends, false);
    mp_process_init(&process, wait_for_parent, ends[0]);
    mp_process_start(&process);
    int status = mp_process_close(&process);
    mp_connection_send(ends[1], "x", 1);
    mp_process_join(&process, MP_FOREVER);
    mp_process_close(&process);
    return status;
}

static int release_free_lock(void)
{
    return mp_lock_release(mp_lock_new());
}

static int release_free_rlock(void)
{
    return mp_rlock_release(mp_rlock_new());
}

static int release_full_semaphore(void)
{
    return mp_semaphore_release(mp_bounded_semaphore_new(1));
}

static int wait_without_lock(void)
{
    return mp_condition_wait(mp_condition_new(mp_lock_new()), 0);
}

static int notify_without_lock(void)
{
    return mp_condition_notify(mp_condition_new(mp_lock_new()), 1);
}

static int task_done_too_often(void)
{
    mp_queue *queue = mp_queue_new(1);
    int status = mp_queue_task_done(queue);
    mp_queue_free(queue);
    return status;
}

static int put_after_close(void)
{
    mp_queue *queue = mp_queue_new(1);
    mp_queue_close(queue);
    int status = mp_queue_put(queue, "x", 1, MP_FOREVER);
    mp_queue_free(queue);
    return status;
}

static int get_after_close(void)
{
    char byte;
    mp_queue *queue = mp_queue_new(1);
    mp_queue_close(queue);
    int status = mp_queue_get(queue, &byte, 1, NULL, MP_FOREVER);
    mp_queue_free(queue);
    return status;
}

static int put_nowait_after_close(void)
{
    mp_queue *queue = mp_queue_new(1);
    mp_queue_close(queue);
    int status = mp_queue_put_nowait(queue, "x", 1);
    mp_queue_free(queue);
    return status;
}

static int get_nowait_after_close(void)
{
    char byte;
    mp_queue *queue = mp_queue_new(1);
    mp_queue_close(queue);
    int status = mp_queue_get_nowait(queue, &byte, 1, NULL);
    mp_queue_free(queue);
    return status;
}

static int put_too_much(void)
{
    mp_queue *queue = mp_queue_new(1);
    int status = mp_queue_put(queue, "x", (size_t)1 << 40, MP_FOREVER);
    mp_queue_free(queue);
    return status;
}

static int get_too_little(void)
{
    char byte;
    mp_queue *queue = mp_queue_new(1);
    mp_queue_put(queue, "abc", 3, 0);
    int status = mp_queue_get(queue, &byte, 1, NULL, MP_FOREVER);
    mp_queue_free(queue);
    return status;
}

static int notify_all_without_lock(void)
{
    return mp_condition_notify_all(mp_condition_new(mp_lock_new()));
}

static int wait_at_a_broken_barrier(void)
{
    mp_barrier *barrier = mp_barrier_new(2);
    mp_barrier_abort(barrier);
    return mp_barrier_wait(barrier, MP_FOREVER, NULL);
}

static mp_connection *pipe_end(int which)
{
    static mp_connection *ends[2];
    mp_pipe(ends, false);
    return ends[which];
}

static mp_connection *closed_end(int which)
{
    mp_connection *end = pipe_end(which);
    mp_connection_close(end);
    return end;
}

static int send_to_the_sender(void)
{
    return mp_connection_send(pipe_end(0), "x", 1);
}

static int send_after_close(void)
{
    return mp_connection_send(closed_end(1), "x", 1);
}

static int send_too_much(void)
{
    return mp_connection_send(pipe_end(1), "x", (size_t)1 << 40);
}

static int receive_from_the_receiver(void)
{
    char byte;
    return mp_connection_recv(pipe_end(1), &byte, 1, NULL);
}

static int receive_after_close(void)
{
    char byte;
    return mp_connection_recv(closed_end(0), &byte, 1, NULL);
}

static int poll_the_wrong_end(void)
{
    return mp_connection_poll(pipe_end(1), 0);
}

static int poll_after_close(void)
{
    return mp_connection_poll(closed_end(0), MP_FOREVER);
}

/* Mistakes that only a child can make: the status is its exit code. */
static int release_it(void *lock)
{
    return mp_rlock_release(lock);
}

static int release_the_parents_rlock(void)
{
    mp_rlock *lock = mp_rlock_new();
    mp_rlock_acquire(lock, MP_FOREVER);
    return run(release_it, lock);
}

static int start_it(void *process)
{
    return mp_process_start(process);
}

static int join_it(void *process)
{
    return mp_process_join(process, MP_FOREVER);
}

static int terminate_it(void *process)
{
    return mp_process_terminate(process);
}

static int kill_it(void *process)
{
    return mp_process_kill(process);
}

static int ask_for_its_code(void *process)
{
    int code;
    return mp_process_exitcode(process, &code);
}

static int start_for_another(void)
{
    return run(start_it, fresh());
}

static int join_a_sibling(void)
{
    return run(join_it, ended());
}

static int terminate_a_sibling(void)
{
    return run(terminate_it, ended());
}

static int kill_a_sibling(void)
{
    return run(kill_it, ended());
}

static int exitcode_of_a_sibling(void)
{
    return run(ask_for_its_code, ended());
}

static int start_one(void *unused)
{
    (void)unused;
    return mp_process_start(fresh());
}

static int start_in_a_daemon(void)
{
    mp_process daemon;
    mp_process_init(&daemon, start_one, NULL);
    mp_process_set_daemon(&daemon, true);
    mp_process_start(&daemon);
    return end(&daemon);
}

static int null_instead_of_an_object(void)
{
    char byte;
    const int answers[] = {
        mp_process_init(NULL, nothing, NULL),
        mp_process_set_name(NULL, "alice"),
        mp_process_set_daemon(NULL, true),
        mp_process_start(NULL),
        mp_process_join(NULL, 0),
        mp_process_terminate(NULL),
        mp_process_kill(NULL),
        mp_process_exitcode(NULL, NULL),
        mp_process_close(NULL),
        mp_pipe(NULL, false),
        mp_lock_acquire(NULL, 0),
        mp_lock_release(NULL),
        mp_rlock_acquire(NULL, 0),
        mp_rlock_release(NULL),
        mp_semaphore_acquire(NULL, 0),
        mp_semaphore_release(NULL),
        mp_event_wait(NULL, 0),
        mp_condition_wait(NULL, 0),
        mp_condition_notify(NULL, 1),
        mp_condition_notify_all(NULL),
        mp_barrier_wait(NULL, 0, NULL),
        mp_connection_send(NULL, "", 0),
        mp_connection_recv(NULL, &byte, 1, NULL),
        mp_connection_poll(NULL, 0),
        mp_queue_put(NULL, "", 0, 0),
        mp_queue_put_nowait(NULL, "", 0),
        mp_queue_get(NULL, &byte, 1, NULL, 0),
        mp_queue_get_nowait(NULL, &byte, 1, NULL),
        mp_queue_task_done(NULL),
        mp_queue_join(NULL, 0),
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (answers[i] != MP_STATE)
            return (int)i + 100;
    return MP_STATE;
}

static const struct {
    const char *mistake;
    int (*make)(void);
    int expected;
} mistakes[] = {
    {"start twice", start_twice, MP_STATE},
    {"start after close", start_closed, MP_STATE},
    {"start the running process", start_yourself, MP_STATE},
    {"join before start", join_unstarted, MP_STATE},
    {"join after close", join_closed, MP_STATE},
    {"join yourself", join_yourself, MP_STATE},
    {"terminate before start", terminate_unstarted, MP_STATE},
    {"terminate after close", terminate_closed, MP_STATE},
    {"terminate what has ended", terminate_ended, MP_OK},
    {"kill before start", kill_unstarted, MP_STATE},
    {"kill yourself", kill_yourself, MP_STATE},
    {"daemon after start", daemon_after_start, MP_STATE},
    {"daemon after close", daemon_closed, MP_STATE},
    {"daemon yourself", daemon_yourself, MP_STATE},
    {"name after close", name_closed, MP_STATE},
    {"no name", name_nothing, MP_STATE},
    {"exit code before start", exitcode_unstarted, MP_STATE},
    {"exit code after close", exitcode_closed, MP_STATE},
    {"close yourself", close_yourself, MP_STATE},
    {"close before start", close_unstarted, MP_OK},
    {"close twice", close_twice, MP_OK},
    {"close while it runs", close_running, MP_STATE},
    {"release a free lock", release_free_lock, MP_OWNER},
    {"release a free recursive lock", release_free_rlock, MP_OWNER},
    {"release a full bounded semaphore", release_full_semaphore, MP_OWNER},
    {"wait without the lock", wait_without_lock, MP_OWNER},
    {"notify without the lock", notify_without_lock, MP_OWNER},
    {"task_done too often", task_done_too_often, MP_OWNER},
    {"put after close", put_after_close, MP_STATE},
    {"get after close", get_after_close, MP_STATE},
    {"put without waiting after close", put_nowait_after_close, MP_STATE},
    {"get without waiting after close", get_nowait_after_close, MP_STATE},
    {"put more than the queue can hold", put_too_much, MP_TOO_BIG},
    {"get into too small a buffer", get_too_little, MP_TOO_BIG},
    {"notify all without the lock", notify_all_without_lock, MP_OWNER},
    {"wait at a broken barrier", wait_at_a_broken_barrier, MP_BROKEN},
    {"send on the receiving end", send_to_the_sender, MP_STATE},
    {"send after close", send_after_close, MP_STATE},
    {"send more than a message can hold", send_too_much, MP_TOO_BIG},
    {"receive on the sending end", receive_from_the_receiver, MP_STATE},
    {"receive after close", receive_after_close, MP_STATE},
    {"poll the sending end", poll_the_wrong_end, MP_STATE},
    {"poll after close", poll_after_close, MP_STATE},
    {"release the parent's recursive lock", release_the_parents_rlock, MP_OWNER},
    {"start what the parent initialised", start_for_another, MP_STATE},
    {"join a sibling", join_a_sibling, MP_STATE},
    {"terminate a sibling", terminate_a_sibling, MP_STATE},
    {"kill a sibling", kill_a_sibling, MP_STATE},
    {"ask for a sibling's exit code", exitcode_of_a_sibling, MP_STATE},
    {"start a process in a daemon", start_in_a_daemon, MP_DAEMON},
    {"null instead of an object", null_instead_of_an_object, MP_STATE},
};

Test(misuse, has_its_answer)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        int status = mistakes[i].make();
        cr_expect_eq(status, mistakes[i].expected, "%s: %s", mistakes[i].mistake,
                     mp_strerror(status));
    }
}

Test(misuse, a_closed_process_has_no_name_and_no_pid)
{
    mp_process *process = closed();
    cr_assert_str_eq(mp_process_name(process), "");
    cr_assert_not(mp_process_daemon(process));
    cr_assert_not(mp_process_is_alive(process));
    cr_assert_eq(mp_process_pid(process), 0);
}

Test(misuse, null_takes_no_answer)
{
    mp_connection *ends[2];
    mp_process process;
    mp_pipe(ends, false);
    mp_process_init(&process, wait_for_parent, ends[0]);
    mp_process_start(&process);
    cr_assert_eq(mp_active_children(NULL, 5), 1);
    mp_connection_send(ends[1], "x", 1);
    mp_process_join(&process, MP_FOREVER);
    cr_assert_eq(mp_process_exitcode(&process, NULL), MP_OK);
    mp_process_close(&process);
}

Test(misuse, null_can_be_freed)
{
    mp_lock_free(NULL);
    mp_rlock_free(NULL);
    mp_semaphore_free(NULL);
    mp_event_free(NULL);
    mp_condition_free(NULL);
    mp_barrier_free(NULL);
    mp_queue_free(NULL);
    mp_queue_close(NULL);
    mp_shared_free(NULL);
    mp_connection_close(NULL);
}

Test(misuse, null_does_nothing)
{
    cr_assert_str_eq(mp_process_name(NULL), "");
    cr_assert_not(mp_process_daemon(NULL));
    cr_assert_not(mp_process_is_alive(NULL));
    cr_assert_eq(mp_process_pid(NULL), 0);
    mp_event_set(NULL);
    mp_event_clear(NULL);
    cr_assert_not(mp_event_is_set(NULL));
    mp_barrier_abort(NULL);
    cr_assert(mp_queue_empty(NULL));
    cr_assert(mp_queue_full(NULL));
    cr_assert_eq(mp_queue_qsize(NULL), 0);
    cr_assert_eq(mp_connection_fileno(NULL), -1);
}

/* What can't be made isn't, with the cause in errno. */
static void expect_refused(const void *object)
{
    cr_expect_null(object);
    cr_expect_eq(errno, EINVAL);
    errno = 0;
}

Test(misuse, what_makes_no_sense_is_not_made)
{
    expect_refused(mp_condition_new(NULL));
    expect_refused(mp_barrier_new(0));
    expect_refused(mp_semaphore_new(0x80000000u));
    expect_refused(mp_bounded_semaphore_new(0x80000000u));
    expect_refused(mp_shared_new(0));
    expect_refused(mp_shared_new((size_t)-1));
}

Test(misuse, every_status_has_a_sentence)
{
    for (int status = MP_OK; status <= MP_SYSTEM; status++)
        for (int other = MP_OK; other < status; other++)
            cr_assert_str_neq(mp_strerror(status), mp_strerror(other));
    cr_assert_str_eq(mp_strerror(-1), "unknown status");
    cr_assert_str_eq(mp_strerror(MP_SYSTEM + 1), "unknown status");
}
