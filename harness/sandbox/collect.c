/* SPDX-License-Identifier: MIT */
/* Theory: judges have been escaped from by links that the host followed. So every name is opened
 * relative to the folder it was listed in, by openat2 with RESOLVE_BENEATH, NO_SYMLINKS,
 * NO_MAGICLINKS and NO_XDEV; without blocking (a FIFO); and what was opened is asked again what it
 * is. Bytes, number, depth and length of paths are bounded: sizes that a file claims are not
 * believed. Nobody inside runs meanwhile, but nothing here rests on that.
 *
 * A file without read permission is ours (or we are root): its mode is opened up, through a
 * descriptor that can't be a link. The folder is thrown away or refilled afterwards. */
#define _GNU_SOURCE
#include "sandbox/collect.h"

#include "base/allocate.h"
#include "base/scope.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { DEPTH_MAX = 32 };

struct collection {
    struct file_image *files;
    size_t count, capacity;
    uint64_t bytes_left, files_left;
    bool truncated;
};

static int open_beneath(int folder, const char *name, int flags)
{
    struct open_how how = {
        .flags = (uint64_t)(flags | O_NOFOLLOW | O_CLOEXEC),
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
    };
    return (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
}

static void open_up(int folder, const char *name)
{
    cleanup_fd int entry = open_beneath(folder, name, O_PATH);
    char path[48];
    struct stat status;
    if (entry < 0 || fstat(entry, &status) < 0 ||
        !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)))
        return;
    snprintf(path, sizeof path, "/proc/self/fd/%d", entry);
    chmod(path, 0700); /* where it fails, so does the next open */
}

static int open_for_reading(int folder, const char *name, int flags)
{
    int entry = open_beneath(folder, name, O_RDONLY | O_NONBLOCK | flags);
    if (entry >= 0 || errno != EACCES)
        return entry;
    open_up(folder, name);
    return open_beneath(folder, name, O_RDONLY | O_NONBLOCK | flags);
}

static struct file_image *add_image(struct collection *collection, const char *prefix,
                                    const char *name)
{
    if (!collection->files_left) {
        collection->truncated = true;
        return NULL;
    }
    collection->files_left--;
    array_reserve(collection->files, collection->count, collection->capacity);
    struct file_image *image = &collection->files[collection->count++];
    *image = (struct file_image){.path = format_string("%s%s", prefix, name)};
    return image;
}

static void read_file(struct collection *collection, int folder, const char *name,
                      struct file_image *image)
{
    cleanup_fd int file = open_for_reading(folder, name, 0);
    struct stat status;
    if (file < 0 || fstat(file, &status) < 0 || !S_ISREG(status.st_mode))
        return;
    uint64_t wanted = status.st_size < 0 ? 0 : (uint64_t)status.st_size;
    if (wanted > collection->bytes_left) {
        wanted = collection->bytes_left;
        collection->truncated = true;
    }
    image->regular = true;
    image->data = allocate(wanted + 1);
    while (image->size < wanted) {
        ssize_t size = read(file, image->data + image->size, wanted - image->size);
        if (size <= 0)
            break;
        image->size += (size_t)size;
    }
    collection->bytes_left -= image->size;
}

static void read_folder(struct collection *collection, int folder, const char *prefix, int depth);

static void read_entry(struct collection *collection, int folder, const char *prefix,
                       const struct dirent *entry, int depth)
{
    struct file_image *image = add_image(collection, prefix, entry->d_name);
    if (image && entry->d_type == DT_REG)
        read_file(collection, folder, entry->d_name, image);
    if (!image || entry->d_type != DT_DIR)
        return;
    if (depth == DEPTH_MAX) {
        collection->truncated = true;
        return;
    }
    cleanup_fd int inner = open_for_reading(folder, entry->d_name, O_DIRECTORY);
    cleanup_free char *path = format_string("%s%s/", prefix, entry->d_name);
    if (inner >= 0)
        read_folder(collection, steal_fd(&inner), path, depth + 1);
}

/* Owns `folder`. */
static void read_folder(struct collection *collection, int folder, const char *prefix, int depth)
{
    DIR *stream = fdopendir(folder);
    if (!stream) {
        close(folder);
        return;
    }
    for (struct dirent *entry; (entry = readdir(stream));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            read_entry(collection, folder, prefix, entry, depth);
    closedir(stream);
}

static int by_path(const void *left, const void *right)
{
    return strcmp(((const struct file_image *)left)->path,
                  ((const struct file_image *)right)->path);
}

int collect_folder(int folder, const struct limits *limits, struct file_image **files,
                   size_t *count, bool *truncated, struct error *err)
{
    struct collection collection = {.bytes_left = limits->file_bytes, .files_left = limits->files};
    int top = open_for_reading(folder, ".", O_DIRECTORY);
    if (top < 0)
        return error_errno(err, "sandbox: the working folder can't be read");
    read_folder(&collection, top, "", 0);
    if (collection.count)
        qsort(collection.files, collection.count, sizeof *collection.files, by_path);
    *files = collection.files;
    *count = collection.count;
    *truncated = collection.truncated;
    return 0;
}
