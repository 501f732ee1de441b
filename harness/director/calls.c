/* SPDX-License-Identifier: MIT */
/* Which model each system call has: one table. A scheduled call without a row is a step that the
 * kernel carries out; if it then sleeps there, wait.c notices and names it. */
#include "director/calls.h"

#include "contract/agent_call.h"
#include "contract/syscall.h"

#include <sys/syscall.h>

enum { NUMBERS = 512 };

static const struct call_class call_plain = {announce_default, NULL, perform_continue, NULL};

static const struct call_class *const classes[NUMBERS] = {
    [SYS_fork] = &call_fork,
    [SYS_vfork] = &call_fork,
    [SYS_clone] = &call_fork,
    [SYS_execve] = &call_exec,
    [SYS_execveat] = &call_exec,
    [SYS_exit] = &call_thread_exit,
    [SYS_exit_group] = &call_exit,
    [SYS_wait4] = &call_wait,
    [SYS_waitid] = &call_wait,
    [SYS_setpgid] = &call_group,
    [SYS_setsid] = &call_group,
    [SYS_kill] = &call_kill,
    [SYS_tkill] = &call_kill,
    [SYS_tgkill] = &call_kill,
    [SYS_rt_sigqueueinfo] = &call_kill,
    [SYS_rt_tgsigqueueinfo] = &call_kill,
    [SYS_pidfd_send_signal] = &call_kill,
    [SYS_pidfd_open] = &call_quiet,
    [SYS_rt_sigaction] = &call_action,
    [SYS_rt_sigprocmask] = &call_mask,
    [SYS_prctl] = &call_prctl,
    [SYS_signalfd] = &call_quiet,
    [SYS_signalfd4] = &call_quiet,
    [SYS_pause] = &call_pause,
    [SYS_rt_sigsuspend] = &call_suspend,
    [SYS_rt_sigtimedwait] = &call_take,
    [SYS_read] = &call_read,
    [SYS_readv] = &call_read,
    [SYS_pread64] = &call_read,
    [SYS_preadv] = &call_read,
    [SYS_preadv2] = &call_read,
    [SYS_write] = &call_write,
    [SYS_writev] = &call_write,
    [SYS_pwrite64] = &call_write,
    [SYS_pwritev] = &call_write,
    [SYS_pwritev2] = &call_write,
    [SYS_sendto] = &call_message,
    [SYS_sendmsg] = &call_message,
    [SYS_recvfrom] = &call_message,
    [SYS_recvmsg] = &call_message,
    [SYS_poll] = &call_poll,
    [SYS_ppoll] = &call_poll,
    [SYS_select] = &call_select,
    [SYS_pselect6] = &call_select,
    [SYS_epoll_wait] = &call_epoll,
    [SYS_epoll_pwait] = &call_epoll,
    [SYS_epoll_ctl] = &call_quiet,
    [SYS_open] = &call_open,
    [SYS_openat] = &call_open,
    [SYS_creat] = &call_open,
    [SYS_close] = &call_close,
    [SYS_close_range] = &call_close_range,
    [SYS_dup] = &call_quiet,
    [SYS_dup2] = &call_duplicate,
    [SYS_dup3] = &call_duplicate,
    [SYS_fcntl] = &call_control,
    [SYS_lseek] = &call_seek,
    [SYS_fstat] = &call_size,
    [SYS_newfstatat] = &call_stat,
    [SYS_statx] = &call_stat,
    [SYS_stat] = &call_path,
    [SYS_lstat] = &call_path,
    [SYS_access] = &call_path,
    [SYS_faccessat] = &call_stat,
    [SYS_faccessat2] = &call_stat,
    [SYS_truncate] = &call_path,
    [SYS_ftruncate] = &call_truncate,
    [SYS_rename] = &call_two_paths,
    [SYS_renameat] = &call_two_paths,
    [SYS_renameat2] = &call_two_paths,
    [SYS_link] = &call_two_paths,
    [SYS_linkat] = &call_two_paths,
    [SYS_symlink] = &call_two_paths,
    [SYS_unlink] = &call_path,
    [SYS_unlinkat] = &call_path,
    [SYS_rmdir] = &call_path,
    [SYS_readlink] = &call_path,
    [SYS_readlinkat] = &call_path,
    [SYS_symlinkat] = &call_two_paths,
    [SYS_mknod] = &call_make,
    [SYS_mknodat] = &call_make,
    [SYS_mkdir] = &call_path,
    [SYS_mkdirat] = &call_path,
    [SYS_chdir] = &call_move,
    [SYS_fchdir] = &call_move,
    [SYS_flock] = &call_flock,
    [SYS_pipe] = &call_quiet,
    [SYS_pipe2] = &call_quiet,
    [SYS_socketpair] = &call_pair,
    [SYS_eventfd] = &call_quiet,
    [SYS_eventfd2] = &call_quiet,
    [SYS_epoll_create] = &call_quiet,
    [SYS_epoll_create1] = &call_quiet,
    [SYS_memfd_create] = &call_memory_file,
    [SYS_mmap] = &call_map,
    [SYS_futex] = &call_futex,
    [SYS_nanosleep] = &call_sleep,
    [SYS_clock_nanosleep] = &call_sleep,
    [SYS_clock_gettime] = &call_clock,
    [SYS_gettimeofday] = &call_clock,
    [SYS_time] = &call_clock,
    [SYS_times] = &call_clock,
    [SYS_semget] = &call_ipc,
    [SYS_semop] = &call_ipc,
    [SYS_semtimedop] = &call_ipc,
    [SYS_semctl] = &call_ipc,
    [SYS_msgget] = &call_ipc,
    [SYS_msgsnd] = &call_ipc,
    [SYS_msgrcv] = &call_ipc,
    [SYS_msgctl] = &call_ipc,
    [SYS_mq_timedsend] = &call_queue,
    [SYS_mq_timedreceive] = &call_queue,
    [SYS_timer_create] = &call_posix_timer,
    [SYS_timer_settime] = &call_posix_timer,
    [SYS_timer_gettime] = &call_posix_timer,
    [SYS_timer_getoverrun] = &call_posix_timer,
    [SYS_timer_delete] = &call_posix_timer,
    [SYS_timerfd_create] = &call_timer_descriptor,
    [SYS_timerfd_settime] = &call_timer_descriptor,
    [SYS_timerfd_gettime] = &call_timer_descriptor,
    [SYS_alarm] = &call_alarm,
    [SYS_setitimer] = &call_interval,
    [SYS_sched_yield] = &call_yield,
    [SYS_getrandom] = &call_random,
};

static void announce_quiet(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.transparent = true;
    task->announced.unrecorded = true;
}

const struct call_class call_quiet = {announce_quiet, NULL, perform_continue, NULL};

static void perform_map(struct director *director, struct live_task *task)
{
    mapping_forget(director, task);
    perform_continue(director, task);
}

const struct call_class call_map = {announce_quiet, NULL, perform_map, NULL};

static void perform_move(struct director *director, struct live_task *task)
{
    process_of(director, task)->moved = true;
    perform_continue(director, task);
}

const struct call_class call_move = {announce_quiet, NULL, perform_move, NULL};

const struct call_class *call_class_of(const struct seccomp_data *call)
{
    if (call->nr == AGENT_CALL)
        return call->args[0] == AGENT_BORN     ? &call_born
               : call->args[0] == AGENT_READY  ? &call_ready
               : call->args[0] == AGENT_AWAIT  ? &call_await
               : call->args[0] == AGENT_WATCH  ? &call_watch
               : call->args[0] == AGENT_FORGET ? &call_forget
                                               : &call_agent;
    if (is_refused(call))
        return &call_refused;
    bool inside = call->nr >= 0 && call->nr < NUMBERS;
    return inside && classes[call->nr] ? classes[call->nr] : &call_plain;
}

void announce_default(struct director *director, struct live_task *task)
{
    (void)director;
    const struct syscall_rule *rule = syscall_rule(task->call.nr);
    enum operation operation = rule ? rule->operation : OPERATION_OTHER;
    task->announced = (struct announced){
        .operation = operation, .access = operation_info(operation)->access, .other = NO_TASK};
}

void perform_continue(struct director *director, struct live_task *task)
{
    if (!task->announced.unrecorded)
        record_step(director, task, 0);
    grant_continue(director, task);
}
