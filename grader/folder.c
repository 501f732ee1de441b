/* SPDX-License-Identifier: MIT */
/* Reading what a student left, writing what we found.
 *
 * Reading resolves every path with openat2 beneath the folder and without links (RESOLVE_*), looks
 * at the file through an O_PATH descriptor first, so that a device is never opened, and then opens
 * it without blocking and compares: what was looked at is what is read. */
#define _GNU_SOURCE
#include "folder.h"

#include "base/allocate.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

void entry_clear(struct entry *entry)
{
    free(entry->data);
    *entry = (struct entry){.state = ENTRY_ABSENT};
}

const char *entry_reason(enum entry_state state)
{
    static const char *const reasons[] = {
        [ENTRY_FILE] = "is there",
        [ENTRY_ABSENT] = "is not there",
        [ENTRY_LINK] = "is a symbolic link (or lies behind one), which is never followed",
        [ENTRY_FOLDER] = "is a folder, not a file",
        [ENTRY_SPECIAL] = "is no regular file and was not opened",
        [ENTRY_TOO_LARGE] = "is larger than 1 MiB",
        [ENTRY_UNREADABLE] = "can't be read",
    };
    return reasons[state];
}

void names_add(struct names *names, const char *name)
{
    array_reserve(names->items, names->count, names->capacity);
    names->items[names->count++] = copy_string(name);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void names_sort(struct names *names)
{
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, compare_names);
}

void names_clear(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
    *names = (struct names){0};
}

int folder_open(const char *path, struct error *err)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return error_set(err, ERROR_USAGE, "%s: %s", path, strerror(errno));
    return folder;
}

static int open_below(int folder, const char *path, uint64_t flags)
{
    struct open_how how = {
        .flags = flags | O_CLOEXEC | O_NOFOLLOW,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
    };
    return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

int folder_open_below(int folder, const char *path)
{
    return open_below(folder, path, O_RDONLY | O_DIRECTORY);
}

static enum entry_state state_of_error(int error)
{
    if (error == ELOOP)
        return ENTRY_LINK;
    return error == ENOENT || error == ENOTDIR ? ENTRY_ABSENT : ENTRY_UNREADABLE;
}

static enum entry_state state_of_mode(mode_t mode)
{
    if (S_ISREG(mode))
        return ENTRY_FILE;
    if (S_ISLNK(mode))
        return ENTRY_LINK;
    return S_ISDIR(mode) ? ENTRY_FOLDER : ENTRY_SPECIAL;
}

/* Opens the regular file at path; -1 with *state telling why not. */
static int open_regular(int folder, const char *path, size_t cap, enum entry_state *state)
{
    struct stat looked, opened;
    cleanup_fd int shadow = open_below(folder, path, O_PATH);
    if (shadow < 0 || fstat(shadow, &looked) < 0) {
        *state = state_of_error(errno);
        return -1;
    }
    *state = state_of_mode(looked.st_mode);
    if (*state == ENTRY_FILE && (uintmax_t)looked.st_size > cap)
        *state = ENTRY_TOO_LARGE;
    if (*state != ENTRY_FILE)
        return -1;
    cleanup_fd int file = open_below(folder, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    bool same = file >= 0 && fstat(file, &opened) == 0 && opened.st_ino == looked.st_ino &&
                opened.st_dev == looked.st_dev;
    if (!same) {
        *state = ENTRY_UNREADABLE;
        return -1;
    }
    return steal_fd(&file);
}

void folder_read(int folder, const char *path, size_t cap, struct entry *entry)
{
    *entry = (struct entry){0};
    cleanup_fd int file = open_regular(folder, path, cap, &entry->state);
    if (file < 0)
        return;
    entry->data = allocate(cap + 2);
    ssize_t got = 0;
    while (entry->size <= cap &&
           (got = read(file, entry->data + entry->size, cap + 1 - entry->size)) > 0)
        entry->size += (size_t)got;
    enum entry_state state = got < 0             ? ENTRY_UNREADABLE
                             : entry->size > cap ? ENTRY_TOO_LARGE
                                                 : ENTRY_FILE;
    if (state != ENTRY_FILE)
        entry_clear(entry);
    else
        entry->data = reallocate(entry->data, entry->size + 1, 1);
    if (entry->data)
        entry->data[entry->size] = '\0';
    entry->state = state;
}

int folder_names(int folder, struct names *names, bool *all, struct error *err)
{
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listing = again < 0 ? NULL : fdopendir(again);
    if (!listing) {
        int result = error_errno(err, "a folder can't be listed");
        if (again >= 0)
            close(again);
        return result;
    }
    struct dirent *item;
    *all = true;
    while ((item = readdir(listing)) && *all) {
        if (strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0)
            continue;
        if (names->count < MOST_NAMES)
            names_add(names, item->d_name);
        else
            *all = false;
    }
    closedir(listing);
    names_sort(names);
    return 0;
}

mode_t folder_type(int folder, const char *name)
{
    struct stat status;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
        return 0;
    return status.st_mode & S_IFMT;
}

static int write_all(int file, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t written = write(file, data, size);
        if (written < 0 && errno != EINTR)
            return -1;
        if (written > 0) {
            data += written;
            size -= (size_t)written;
        }
    }
    return 0;
}

int folder_replace(int folder, const char *name, const void *data, size_t size, struct error *err)
{
    cleanup_free char *beside = format_string(".%s.new", name);
    cleanup_fd int file =
        openat(folder, beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (file < 0 || write_all(file, data, size) < 0 || fsync(file) < 0 ||
        renameat(folder, beside, folder, name) < 0 || fsync(folder) < 0)
        return error_errno(err, "%s can't be written", name);
    return 0;
}

int file_replace(const char *path, const void *data, size_t size, struct error *err)
{
    cleanup_free char *parent = copy_string(path), *last = copy_string(path);
    cleanup_fd int folder = folder_open(dirname(parent), err);
    return folder < 0 ? -1 : folder_replace(folder, basename(last), data, size, err);
}

int folder_make(const char *path, struct error *err)
{
    cleanup_free char *copy = copy_string(path);
    for (char *slash = copy + 1; *copy && (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(copy, 0777);
        *slash = '/';
    }
    struct stat status;
    if (mkdir(copy, 0777) < 0 && errno != EEXIST)
        return error_set(err, ERROR_USAGE, "%s can't be made: %s", path, strerror(errno));
    if (stat(copy, &status) < 0 || !S_ISDIR(status.st_mode))
        return error_set(err, ERROR_USAGE, "%s is no folder", path);
    return 0;
}
