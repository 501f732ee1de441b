/* SPDX-License-Identifier: MIT */
/* Theory: between two runs the working folder must be equal to what it was, to the order in which
 * names are listed; and most runs change one small file or none. So the raw listing (names, inode
 * numbers, positions) taken after filling is compared first, then the bytes and modes of the files;
 * any difference empties and refills the whole folder, which brings the order back too.
 *
 * Emptying flattens: a folder that isn't empty gives its entries to the top under fresh names, so a
 * tree of any depth needs one descriptor and no recursion. Nobody else runs at that time, and no
 * call here follows a link. The keeper's capabilities (over its own user namespace) overrule modes.
 */
#define _GNU_SOURCE
#include "sandbox/folder.h"

#include "base/scope.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

enum { FILE_MODE = 0644, FOLDER_MODE = 0755 };

const char *folder_relative(const char *path)
{
    return path + strspn(path, "/");
}

int folder_make_parents(int folder, const char *path)
{
    char part[PATH_MAX];
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        size_t length = (size_t)(slash - path);
        if (length >= sizeof part) {
            errno = ENAMETOOLONG;
            return -1;
        }
        memcpy(part, path, length);
        part[length] = '\0';
        if (length && mkdirat(folder, part, FOLDER_MODE) < 0 && errno != EEXIST)
            return -1;
    }
    return 0;
}

static int write_all(int file, const char *data, size_t size)
{
    while (size) {
        ssize_t written = write(file, data, size);
        if (written < 0)
            return -1;
        data += written;
        size -= (size_t)written;
    }
    return 0;
}

int folder_write_file(int folder, const char *path, const char *data, size_t size, mode_t mode)
{
    if (folder_make_parents(folder, path) < 0)
        return -1;
    cleanup_fd int file =
        openat(folder, path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, mode);
    if (file < 0)
        return -1;
    return write_all(file, data, size);
}

int folder_fill(int folder, const struct sandbox_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (files[i].path[0] != '/' &&
            folder_write_file(folder, files[i].path, files[i].data, files[i].size, FILE_MODE) < 0)
            return -1;
    return 0;
}

static ssize_t list_entries(int folder, char *buffer, size_t size)
{
    return syscall(SYS_getdents64, folder, buffer, size);
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Gives the entries of one folder to the top of the tree, under names that nobody uses there. */
static int flatten(int top, int inner, unsigned long *serial)
{
    char buffer[4096] __attribute__((aligned(8)));
    for (;;) {
        if (lseek(inner, 0, SEEK_SET) < 0)
            return -1;
        ssize_t size = list_entries(inner, buffer, sizeof buffer);
        if (size < 0)
            return -1;
        bool found = false;
        for (ssize_t at = 0; at < size;) {
            struct dirent64 *entry = (struct dirent64 *)(buffer + at);
            at += entry->d_reclen;
            if (is_dots(entry->d_name))
                continue;
            char name[64];
            snprintf(name, sizeof name, ".flattened-%lu", (*serial)++);
            found = true; /* a name that is taken: the next round has another */
            if (renameat2(inner, entry->d_name, top, name, RENAME_NOREPLACE) < 0 && errno != EEXIST)
                return -1;
        }
        if (!found)
            return 0;
    }
}

static int remove_folder(int top, const char *name, unsigned long *serial)
{
    if (unlinkat(top, name, AT_REMOVEDIR) == 0)
        return 0;
    cleanup_fd int inner = openat(top, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (inner < 0 || flatten(top, inner, serial) < 0)
        return -1;
    return unlinkat(top, name, AT_REMOVEDIR);
}

int folder_clear(int folder)
{
    char buffer[4096] __attribute__((aligned(8)));
    unsigned long serial = 0;
    for (;;) {
        if (lseek(folder, 0, SEEK_SET) < 0)
            return -1;
        ssize_t size = list_entries(folder, buffer, sizeof buffer);
        if (size < 0)
            return -1;
        bool found = false;
        for (ssize_t at = 0; at < size;) {
            struct dirent64 *entry = (struct dirent64 *)(buffer + at);
            at += entry->d_reclen;
            if (is_dots(entry->d_name))
                continue;
            found = true;
            if (unlinkat(folder, entry->d_name, 0) < 0 &&
                remove_folder(folder, entry->d_name, &serial) < 0)
                return -1;
        }
        if (!found)
            return 0;
    }
}

void folder_list(int folder, struct folder_listing *listing)
{
    enum { LONGEST_ENTRY = 512 }; /* with room for it, there would have been another */
    listing->size = 0;
    if (lseek(folder, 0, SEEK_SET) < 0)
        return;
    ssize_t size = list_entries(folder, listing->entries, sizeof listing->entries);
    if (size > 0 && (size_t)size < sizeof listing->entries - LONGEST_ENTRY)
        listing->size = (size_t)size;
}

static bool has_content(int file, const struct sandbox_file *wanted)
{
    char buffer[16384];
    for (size_t at = 0; at < wanted->size;) {
        ssize_t size = read(file, buffer, sizeof buffer);
        if (size <= 0 || memcmp(buffer, wanted->data + at, (size_t)size) != 0)
            return false;
        at += (size_t)size;
    }
    return true;
}

/* The listing shows that this still is the same file. False when it isn't for itself alone. */
static bool restore_file(int folder, const struct sandbox_file *wanted)
{
    cleanup_fd int file = openat(folder, wanted->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    struct stat status;
    if (file < 0 || fstat(file, &status) < 0 || status.st_mode != (S_IFREG | FILE_MODE) ||
        status.st_nlink != 1)
        return false;
    if ((size_t)status.st_size == wanted->size && has_content(file, wanted))
        return true;
    return ftruncate(file, 0) == 0 && lseek(file, 0, SEEK_SET) == 0 &&
           write_all(file, wanted->data, wanted->size) == 0;
}

bool folder_restore(int folder, const struct sandbox_file *files, size_t count,
                    const struct folder_listing *listing)
{
    static struct folder_listing now;
    folder_list(folder, &now);
    if (!now.size || now.size != listing->size ||
        memcmp(now.entries, listing->entries, now.size) != 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (files[i].path[0] == '/')
            continue;
        if (strchr(files[i].path, '/') || !restore_file(folder, &files[i]))
            return false;
    }
    return true;
}
