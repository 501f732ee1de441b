/* SPDX-License-Identifier: MIT */
/* Theory: the root is a small file system in memory that holds the program and the input and is
 * then made read-only, so that a submission can't replace its own binary. Only the working
 * folder, /tmp, /dev/shm and /dev/mqueue can be written, each a file system of its own with size
 * and number of files bounded, and nothing in them can be executed. Views are detached clones of
 * folders of the machine, read-only, without set-user-id and devices, attached below the new root.
 * There is no /proc, but for a link to the program where programs look for themselves, and no /sys.
 *
 * Relies on: a mount namespace owned by the keeper's user namespace; open_tree, move_mount and
 * mount_setattr (Linux 5.12). The old root is detached whole at the end, so that no path leads
 * back; descriptors that lead back are closed before the program starts (confine.c). */
#define _GNU_SOURCE
#include "sandbox/root.h"

#include "base/scope.h"
#include "sandbox/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { QUEUES = ROOT_SCRATCH_COUNT - 1 };
static const char *const scratch_folders[ROOT_SCRATCH_COUNT] = {"tmp", "dev/shm", "dev/mqueue"};
static const char *const devices[] = {"null", "zero", "full", "random", "urandom"};

/* A detached clone of the mount at an absolute path, restricted by `attributes`. */
static int take_mount(const char *path, uint64_t attributes)
{
    cleanup_fd int tree = open_tree(
        AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE | AT_SYMLINK_NOFOLLOW);
    if (tree < 0)
        return -1;
    struct mount_attr restriction = {.attr_set = attributes, .propagation = MS_PRIVATE};
    if (mount_setattr(tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &restriction, sizeof restriction) < 0)
        return -1;
    return steal_fd(&tree);
}

enum setup_step root_take_views(const struct setup *setup, struct root *root)
{
    for (size_t i = 0; i < setup->spec->view_count; i++) {
        struct stat status;
        root->views[i] = -1;
        if (lstat(setup->spec->views[i].source, &status) < 0)
            return STEP_VIEWS;
        if (S_ISLNK(status.st_mode))
            continue;
        root->views[i] = take_mount(setup->spec->views[i].source,
                                    MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
        if (root->views[i] < 0)
            return STEP_VIEWS;
    }
    return STEP_NONE;
}

/* Puts a detached mount at a path below the working folder, making an empty file or folder for it
 * to cover. */
static int attach(int tree, const char *path)
{
    struct stat status;
    if (fstat(tree, &status) < 0 || folder_make_parents(AT_FDCWD, path) < 0)
        return -1;
    if (S_ISDIR(status.st_mode)) {
        if (mkdir(path, 0755) < 0 && errno != EEXIST)
            return -1;
    } else {
        cleanup_fd int file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0444);
        if (file < 0)
            return -1;
    }
    return move_mount(tree, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH);
}

/* A view whose source is a link (/lib on a merged /usr) becomes the same link. */
static int copy_link(const char *source, const char *path)
{
    char destination[PATH_MAX];
    ssize_t length = readlink(source, destination, sizeof destination - 1);
    if (length < 0 || folder_make_parents(AT_FDCWD, path) < 0)
        return -1;
    destination[length] = '\0';
    return symlink(destination, path);
}

static int attach_views(const struct setup *setup, const struct root *root)
{
    for (size_t i = 0; i < setup->spec->view_count; i++) {
        const struct sandbox_view *view = &setup->spec->views[i];
        const char *path = folder_relative(view->target);
        int failed =
            root->views[i] < 0 ? copy_link(view->source, path) : attach(root->views[i], path);
        if (failed)
            return -1;
    }
    return 0;
}

static int attach_devices(void)
{
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        char path[32];
        snprintf(path, sizeof path, "/dev/%s", devices[i]);
        cleanup_fd int tree =
            take_mount(path, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
        if (tree < 0 || attach(tree, path + 1) < 0)
            return -1;
    }
    return 0;
}

static int mount_memory(const char *path, uint64_t bytes, uint64_t files, const char *more,
                        unsigned long flags)
{
    char options[96];
    snprintf(options, sizeof options, "size=%llu,nr_inodes=%llu,%s", (unsigned long long)bytes,
             (unsigned long long)files, more);
    return mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV | flags, options);
}

/* Room for what the spec puts outside the working folder, and for the tree that holds the views. */
static uint64_t root_bytes(const struct sandbox_spec *spec)
{
    uint64_t bytes = 4u << 20;
    for (size_t i = 0; i < spec->file_count; i++)
        bytes += spec->files[i].size;
    return bytes + spec->input_size;
}

/* Every schedule's processes copy the page tables of the program, which is cheaper where they are
 * of a few large folios; a kernel without these refuses the option. */
static int mount_root(const struct sandbox_spec *spec, const char *path)
{
    enum { FILES = 1024 };
    uint64_t bytes = root_bytes(spec);
    if (mount_memory(path, bytes, FILES, "mode=0755,huge=within_size", 0) == 0)
        return 0;
    return mount_memory(path, bytes, FILES, "mode=0755", 0);
}

static int mount_writable(const struct limits *limits, const char *path, bool queues)
{
    uint64_t files = limits->files + 1; /* the folder itself counts */
    if (folder_make_parents(AT_FDCWD, path) < 0 || mkdir(path, 0755) < 0)
        return -1;
    if (queues && mount("mqueue", path, "mqueue", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == 0)
        return 0;
    if (queues && errno != ENODEV) /* a kernel without queues needs no folder for them */
        return -1;
    return mount_memory(path, limits->file_bytes, files, "mode=0777", MS_NOEXEC);
}

static int open_folder(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static enum setup_step make_writable(const struct setup *setup, struct root *root)
{
    const char *folder = folder_relative(SANDBOX_FOLDER);
    if (mount_writable(&setup->limits, folder, false) < 0)
        return STEP_ROOT;
    root->folder = open_folder(folder);
    for (int i = 0; i < ROOT_SCRATCH_COUNT; i++) {
        if (mount_writable(&setup->limits, scratch_folders[i], i == QUEUES) < 0)
            return STEP_ROOT;
        root->scratch[i] = open_folder(scratch_folders[i]);
    }
    return STEP_NONE;
}

static int link_program(const char *program)
{
    static const char self[] = "proc/self/exe";
    return folder_make_parents(AT_FDCWD, self) < 0 ? -1 : symlink(program, self);
}

static int write_files(const struct sandbox_spec *spec, const struct root *root)
{
    if (spec->input && folder_write_file(AT_FDCWD, "stdin", spec->input, spec->input_size, 0444))
        return -1;
    if (spec->knows_itself && link_program(spec->argv[0]) < 0)
        return -1;
    for (size_t i = 0; i < spec->file_count; i++) {
        const struct sandbox_file *file = &spec->files[i];
        if (file->path[0] == '/' && folder_write_file(AT_FDCWD, folder_relative(file->path),
                                                      file->data, file->size, 0555) < 0)
            return -1;
    }
    return folder_fill(root->folder, spec->files, spec->file_count);
}

/* The root becomes the keeper's; what the machine has is no longer reachable by any path. */
static int leave_machine(void)
{
    struct mount_attr restriction = {.attr_set = MOUNT_ATTR_RDONLY};
    if (mount_setattr(AT_FDCWD, "", AT_EMPTY_PATH, &restriction, sizeof restriction) < 0)
        return -1;
    if (syscall(SYS_pivot_root, ".", ".") < 0 || umount2(".", MNT_DETACH) < 0)
        return -1;
    return chdir("/");
}

enum setup_step root_make(const struct setup *setup, struct root *root)
{
    umask(0);
    if (mount(NULL, "/", NULL, MS_PRIVATE | MS_REC, NULL) < 0 ||
        mount_root(setup->spec, "/tmp") < 0 || chdir("/tmp") < 0)
        return STEP_ROOT;
    enum setup_step failed = make_writable(setup, root);
    if (failed)
        return failed;
    if (attach_devices() < 0)
        return STEP_DEVICES;
    if (write_files(setup->spec, root) < 0)
        return STEP_FILES;
    if (attach_views(setup, root) < 0)
        return STEP_VIEWS;
    return leave_machine() < 0 ? STEP_PIVOT : STEP_NONE;
}
