/* SPDX-License-Identifier: MIT */
/* memfd_create: a file without a name. The kernel's own would be memory that nobody bounds, for it
 * is the director who writes; so the task is given an unnamed file in the sandbox's /dev/shm, which
 * has a size. It behaves the same, but for seals, which it refuses.
 *
 * In a file system that belongs to the sandbox only users that exist there may make files, and so
 * the director borrows that of the folder for a moment. */
#define _GNU_SOURCE
#include "director/calls.h"
#include "director/path.h"

#include "base/scope.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/fsuid.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef MFD_NOEXEC_SEAL /* Linux 6.3 */
#define MFD_NOEXEC_SEAL 8U
#define MFD_EXEC 0x10U
#endif

static const char shared_memory[PATH_LIMIT] = "/dev/shm";

static int open_unnamed(const struct director *director)
{
    struct stat about;
    cleanup_fd int folder = path_find(director, shared_memory);
    if (folder < 0 || fstat(folder, &about) < 0)
        return -1;
    setfsuid(about.st_uid);
    setfsgid(about.st_gid);
    int file = openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    int error = errno;
    setfsuid(geteuid());
    setfsgid(getegid());
    errno = error;
    return file;
}

static int64_t create(struct director *director, const struct live_task *task)
{
    const uint64_t known = MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL | MFD_EXEC;
    if (task->call.args[1] & ~known)
        return -EINVAL;
    cleanup_fd int file = open_unnamed(director);
    if (file < 0)
        return -errno;
    return transport_give(director->target.listener, task->id, file,
                          task->call.args[1] & MFD_CLOEXEC);
}

static void announce_memory_file(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.transparent = true;
}

static void perform_memory_file(struct director *director, struct live_task *task)
{
    int64_t given = create(director, task);
    process_of(director, task)->unseen += given >= 0;
    record_step(director, task, given);
    grant_answer(director, task, given);
}

const struct call_class call_memory_file = {announce_memory_file, NULL, perform_memory_file, NULL};
