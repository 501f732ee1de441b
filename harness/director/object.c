/* SPDX-License-Identifier: MIT */
/* Naming what steps touch. An object is known by its class and two numbers (device and inode, or an
 * address); its name, which results show, is made of paths and of counters in order of first use,
 * so that addresses and inodes never leave the director. */
#define _GNU_SOURCE
#include "director/state.h"

#include "base/allocate.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const class_titles[] = {
    [OBJECT_NONE] = "nothing",
    [OBJECT_PROCESS] = "process",
    [OBJECT_NAME] = "name",
    [OBJECT_CONTENT] = "file",
    [OBJECT_DESCRIPTION] = "position",
    [OBJECT_CHANNEL] = "pipe",
    [OBJECT_FILE_LOCK] = "file lock",
    [OBJECT_LOCK] = "lock",
    [OBJECT_FUTEX] = "futex",
    [OBJECT_MEMORY] = "shared memory",
    [OBJECT_CLOCK] = "clock",
    [OBJECT_IPC] = "ipc",
    [OBJECT_OUTPUT] = "output",
};

static char *numbered_name(struct director *director, enum object_class class)
{
    unsigned number = 1;
    for (size_t i = 0; i < director->run->object_count; i++)
        number += director->run->objects[i].class == class;
    return format_string("%s %u", class_titles[class], number);
}

static uint64_t hash_of(const char *text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    return hash;
}

/* What lies in memory is known by where it lies (inodes and process numbers aren't the same in
 * every run, and are left out); all else by its name. */
static uint64_t identity_of(const struct object *object, uint64_t first)
{
    bool lies = object->class == OBJECT_MEMORY || object->class == OBJECT_LOCK ||
                object->class == OBJECT_FUTEX;
    uint64_t hash = lies ? first * UINT64_C(0x9e3779b97f4a7c15) : hash_of(object->name);
    return (hash ^ object->class) | 1;
}

static uint32_t add(struct director *director, enum object_class class, uint64_t first,
                    uint64_t second, const char *name)
{
    struct run *run = director->run;
    array_reserve(run->objects, run->object_count, director->object_capacity);
    if (run->object_count >= director->key_capacity) {
        director->key_capacity = director->object_capacity;
        director->keys = reallocate(director->keys, director->key_capacity, sizeof *director->keys);
    }
    uint32_t index = (uint32_t)run->object_count;
    char *owned = name ? copy_string(name) : numbered_name(director, class);
    run->objects[index] = (struct object){.class = class, .name = owned};
    run->objects[index].identity = identity_of(&run->objects[index], first);
    if (class == OBJECT_MEMORY) {
        run->objects[index].space = second;
        run->objects[index].position = first;
    }
    director->keys[index] = (struct object_key){class, first, second, NO_TASK, 0};
    run->object_count++;
    return index;
}

static uint32_t find(const struct director *director, enum object_class class, uint64_t first,
                     uint64_t second)
{
    for (size_t i = 1; i < director->run->object_count; i++) {
        const struct object_key *key = &director->keys[i];
        if (key->class == class && key->first == first && key->second == second)
            return (uint32_t)i;
    }
    return 0;
}

uint32_t object_of(struct director *director, enum object_class class, uint64_t first,
                   uint64_t second, const char *name)
{
    if (director->run->object_count == 0)
        add(director, OBJECT_NONE, 0, 0, "");
    uint32_t known = find(director, class, first, second);
    return known || class == OBJECT_NONE ? known : add(director, class, first, second, name);
}

enum { LIFE_SHIFT = 32 }; /* spaces of private memory are below */

void objects_forget(struct director *director, enum object_class class, uint64_t low, uint64_t high,
                    uint64_t second)
{
    uint64_t life = ++director->lives << LIFE_SHIFT;
    for (size_t i = 1; i < director->run->object_count; i++) {
        struct object_key *key = &director->keys[i];
        if (key->class != class || key->second != second || key->first < low || key->first >= high)
            continue;
        key->class = OBJECT_NONE;
        director->run->objects[i].space += life; /* beside the others of its life, and no others */
    }
}

/* Lexical: "./a//b/../c" below the working folder becomes "a/c"; other absolute paths stay. */
static void normalise(const struct director *director, const char *path, char *out, size_t size)
{
    char copy[1024];
    size_t used = 0;
    const char *folder = director->target.folder;
    snprintf(copy, sizeof copy, "%s%s%s", path[0] == '/' ? "" : folder, path[0] == '/' ? "" : "/",
             path);
    out[0] = '\0';
    char *rest = NULL;
    for (char *part = strtok_r(copy, "/", &rest); part; part = strtok_r(NULL, "/", &rest)) {
        if (strcmp(part, ".") == 0)
            continue;
        if (strcmp(part, "..") == 0) {
            char *slash = strrchr(out, '/');
            used = slash ? (size_t)(slash - out) : 0;
            out[used] = '\0';
        } else {
            used += (size_t)snprintf(out + used, size - used, "/%s", part);
        }
    }
    size_t prefix = strlen(folder);
    if (strncmp(out, folder, prefix) == 0 && out[prefix] == '/')
        memmove(out, out + prefix + 1, strlen(out + prefix + 1) + 1);
}

uint32_t object_of_path(struct director *director, const char *path)
{
    char clean[2048];
    normalise(director, path, clean, sizeof clean);
    return object_of(director, OBJECT_NAME, hash_of(clean), 0, clean);
}

void object_rename(struct director *director, const char *from, const char *to)
{
    char old[2048], new[2048];
    normalise(director, from, old, sizeof old);
    normalise(director, to, new, sizeof new);
    struct run *run = director->run;
    for (size_t i = 1; i < run->object_count; i++)
        if (run->objects[i].class == OBJECT_CONTENT && strcmp(run->objects[i].name, old) == 0) {
            free(run->objects[i].name);
            run->objects[i].name = copy_string(new);
        }
}

uint32_t object_of_file(struct director *director, const struct stat *about, int copy)
{
    uint32_t known = find(director, OBJECT_CONTENT, about->st_dev, about->st_ino);
    if (known)
        return known;
    char link[64], path[1024], clean[2048];
    snprintf(link, sizeof link, "/proc/self/fd/%d", copy);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    char *deleted = strstr(path, " (deleted)");
    if (deleted)
        *deleted = '\0';
    const char *slash = strrchr(path, '/');
    if (deleted && slash && slash[1] == '#') /* made without a name: the kernel shows its number */
        return object_of(director, OBJECT_CONTENT, about->st_dev, about->st_ino, NULL);
    normalise(director, path, clean, sizeof clean);
    return object_of(director, OBJECT_CONTENT, about->st_dev, about->st_ino, clean);
}
