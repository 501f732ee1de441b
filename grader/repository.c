/* SPDX-License-Identifier: MIT */
/* The only user of libgit2, and of it only the object database.
 *
 * A student's repository is hostile: its configuration, hooks, attributes and index are never read.
 * What is read of the git folder: HEAD, the reference it names, packed-refs (all through folder.h)
 * and `objects`. Before libgit2 sees that folder it was walked: a link, a device or an alternates
 * file anywhere in it would reach another repository's objects, so each is refused. Objects are
 * asked for their size before they are inflated. */
#include "repository.h"

#include "base/allocate.h"

#include <git2.h>
#include <git2/sys/repository.h>
#include <string.h>
#include <sys/stat.h>

enum {
    LARGEST_OBJECT = 4 << 20, /* bytes of a commit or a tree */
    LARGEST_REFERENCES = 4 << 20,
    LONGEST_HISTORY = 100000,
    DEEPEST_REFERENCE = 5,
    DEEPEST_OBJECTS = 3,
};

struct repository {
    int folder; /* the git folder */
    git_odb *objects;
    git_repository *wrapped; /* objects, and nothing else of the repository */
    git_oid tree;            /* of the selected commit */
};

static void start_library(void)
{
    static bool started;
    if (!started)
        git_libgit2_init();
    started = true;
}

void object_digest(const void *data, size_t size, char digest[DIGEST_SIZE])
{
    git_oid id;
    start_library();
    git_odb_hash(&id, data, size, GIT_OBJECT_BLOB);
    git_oid_tostr(digest, DIGEST_SIZE, &id);
}

static int bad(struct error *err, const char *reason)
{
    return error_set(err, ERROR_USAGE, "the git repository can't be used: %s", reason);
}

const char *repository_detect(int folder, const char **problem)
{
    *problem = NULL;
    mode_t inner = folder_type(folder, ".git");
    if (inner == S_IFDIR)
        return ".git";
    if (inner)
        *problem = "its .git is no folder, and what it points to is never followed";
    bool bare = folder_type(folder, "HEAD") == S_IFREG &&
                folder_type(folder, "objects") == S_IFDIR && folder_type(folder, "refs") == S_IFDIR;
    return bare && !inner ? "." : NULL;
}

/* Refuses everything below `objects` that isn't a plain file or folder of this repository. */
static int check_objects(int folder, int depth, struct error *err)
{
    cleanup_with(names_clear) struct names names = {0};
    bool all;
    if (folder_names(folder, &names, &all, err) < 0)
        return -1;
    if (!all)
        return bad(err, "it has too many objects");
    for (size_t i = 0; i < names.count; i++) {
        mode_t type = folder_type(folder, names.items[i]);
        if (type == S_IFREG)
            continue;
        if (type != S_IFDIR || depth == DEEPEST_OBJECTS)
            return bad(err, "its objects folder has a link or another thing that isn't git's");
        cleanup_fd int inner = folder_open_below(folder, names.items[i]);
        if (inner < 0)
            return bad(err, "its objects can't be read");
        if (check_objects(inner, depth + 1, err) < 0)
            return -1;
    }
    return 0;
}

static int check_git_folder(int folder, struct error *err)
{
    static const char *const borrowing[] = {"commondir", "gitdir", "objects/info/alternates",
                                            "objects/info/http-alternates"};
    for (size_t i = 0; i < sizeof borrowing / sizeof *borrowing; i++)
        if (folder_type(folder, borrowing[i]))
            return bad(err, "it borrows another repository's objects");
    if (folder_type(folder, "reftable"))
        return bad(err, "its references are in a format that isn't read (reftable)");
    cleanup_fd int objects = folder_open_below(folder, "objects");
    if (objects < 0)
        return bad(err, "it has no objects folder of its own");
    return check_objects(objects, 0, err);
}

static int open_objects(struct repository *repository, struct error *err)
{
    cleanup_free char *path = format_string("/proc/self/fd/%d/objects", repository->folder);
    start_library();
    if (git_odb_open(&repository->objects, path) < 0 ||
        git_repository_wrap_odb(&repository->wrapped, repository->objects) < 0)
        return bad(err, "its objects can't be opened");
    return 0;
}

int repository_open(int folder, const char *name, struct repository **opened, struct error *err)
{
    int inner = folder_open_below(folder, name);
    if (inner < 0)
        return bad(err, "it can't be opened");
    struct repository *repository = allocate(sizeof *repository);
    repository->folder = inner;
    if (check_git_folder(inner, err) < 0 || open_objects(repository, err) < 0) {
        repository_close(repository);
        return -1;
    }
    *opened = repository;
    return 0;
}

void repository_close(struct repository *repository)
{
    if (!repository)
        return;
    git_repository_free(repository->wrapped);
    git_odb_free(repository->objects);
    close(repository->folder);
    free(repository);
}

/* Whether `name` is a reference below refs/ that can be looked up as a path. */
static bool is_reference(const char *name)
{
    return strncmp(name, "refs/", 5) == 0 && !strstr(name, "..") && !strstr(name, "//");
}

/* Looks `name` up in packed-refs: lines "<id> <name>". */
static int find_packed(const struct repository *repository, const char *name, git_oid *id,
                       struct error *err)
{
    cleanup_with(entry_clear) struct entry packed = {0};
    folder_read(repository->folder, "packed-refs", LARGEST_REFERENCES, &packed);
    for (char *line = packed.data, *rest = NULL; line && *line; line = rest) {
        rest = strchr(line, '\n');
        if (rest)
            *rest++ = '\0';
        if (strlen(line) > GIT_OID_HEXSZ + 1 && strcmp(line + GIT_OID_HEXSZ + 1, name) == 0 &&
            git_oid_fromstrn(id, line, GIT_OID_HEXSZ) == 0)
            return 0;
    }
    return bad(err, "it has no commit yet");
}

/* The commit that a reference file leads to, over at most DEEPEST_REFERENCE symbolic ones. */
static int resolve(const struct repository *repository, const char *first, git_oid *id,
                   struct error *err)
{
    cleanup_free char *name = copy_string(first);
    for (int depth = 0; depth < DEEPEST_REFERENCE; depth++) {
        cleanup_with(entry_clear) struct entry entry = {0};
        folder_read(repository->folder, name, LARGEST_OBJECT, &entry);
        if (entry.state == ENTRY_ABSENT && depth > 0)
            return find_packed(repository, name, id, err);
        if (entry.state != ENTRY_FILE)
            return bad(err, "a reference of it can't be read");
        entry.data[strcspn(entry.data, "\r\n")] = '\0';
        if (strncmp(entry.data, "ref: ", 5) != 0)
            return git_oid_fromstr(id, entry.data) < 0 ? bad(err, "HEAD names no commit") : 0;
        if (!is_reference(entry.data + 5))
            return bad(err, "HEAD names no reference");
        free(name);
        name = copy_string(entry.data + 5);
    }
    return bad(err, "its references lead in a circle");
}

/* Whether an object is of this type and small enough to be looked at. */
static bool is_sound(const struct repository *repository, const git_oid *id, git_object_t wanted,
                     size_t cap)
{
    size_t size;
    git_object_t type;
    return git_odb_read_header(&size, &type, repository->objects, id) == 0 && type == wanted &&
           size <= cap;
}

static git_commit *find_commit(const struct repository *repository, const git_oid *id)
{
    git_commit *commit = NULL;
    if (!is_sound(repository, id, GIT_OBJECT_COMMIT, LARGEST_OBJECT) ||
        git_commit_lookup(&commit, repository->wrapped, id) < 0)
        return NULL;
    return commit;
}

static void select_commit(struct repository *repository, git_commit *found, struct commit *commit)
{
    git_oid_tostr(commit->id, sizeof commit->id, git_commit_id(found));
    commit->time = git_commit_time(found);
    repository->tree = *git_commit_tree_id(found);
    git_commit_free(found);
}

int repository_select(struct repository *repository, int64_t cutoff, struct commit *commit,
                      struct error *err)
{
    git_oid id;
    if (resolve(repository, "HEAD", &id, err) < 0)
        return -1;
    for (int length = 0; length < LONGEST_HISTORY; length++) {
        git_commit *found = find_commit(repository, &id);
        if (!found)
            return bad(err, "a commit of it is missing or damaged");
        if (git_commit_time(found) <= cutoff) {
            select_commit(repository, found, commit);
            return 0;
        }
        const git_oid *parent = git_commit_parent_id(found, 0);
        bool more = parent != NULL;
        if (more)
            id = *parent;
        git_commit_free(found);
        if (!more)
            return error_set(err, ERROR_USAGE, "there is no commit before the deadline");
    }
    return bad(err, "its history is too long");
}

int repository_select_id(struct repository *repository, const char *id, struct commit *commit,
                         struct error *err)
{
    git_oid wanted;
    git_commit *found = NULL;
    if (git_oid_fromstr(&wanted, id) == 0)
        found = find_commit(repository, &wanted);
    if (!found)
        return bad(err, "the recorded commit is no longer in it");
    select_commit(repository, found, commit);
    return 0;
}

static git_tree *find_tree(const struct repository *repository, const git_oid *id)
{
    git_tree *tree = NULL;
    if (!is_sound(repository, id, GIT_OBJECT_TREE, LARGEST_OBJECT) ||
        git_tree_lookup(&tree, repository->wrapped, id) < 0)
        return NULL;
    return tree;
}

static enum entry_state state_of(git_filemode_t mode)
{
    switch (mode) {
    case GIT_FILEMODE_BLOB:
    case GIT_FILEMODE_BLOB_EXECUTABLE:
        return ENTRY_FILE;
    case GIT_FILEMODE_LINK:
        return ENTRY_LINK;
    case GIT_FILEMODE_TREE:
        return ENTRY_FOLDER;
    default:
        return ENTRY_SPECIAL;
    }
}

/* Finds what lies at path from the selected tree on; ENTRY_ABSENT when nothing does. */
static enum entry_state find_path(const struct repository *repository, const char *path,
                                  git_oid *id)
{
    enum entry_state state = ENTRY_FOLDER;
    *id = repository->tree;
    for (const char *at = path; *at;) {
        if (state != ENTRY_FOLDER)
            return state == ENTRY_LINK ? ENTRY_LINK : ENTRY_ABSENT;
        size_t length = strcspn(at, "/");
        cleanup_free char *name = format_string("%.*s", (int)length, at);
        git_tree *tree = find_tree(repository, id);
        const git_tree_entry *found = tree ? git_tree_entry_byname(tree, name) : NULL;
        state = !tree   ? ENTRY_UNREADABLE
                : found ? state_of(git_tree_entry_filemode(found))
                        : ENTRY_ABSENT;
        if (found)
            *id = *git_tree_entry_id(found);
        git_tree_free(tree);
        if (!found)
            return state;
        at += length + (at[length] == '/');
    }
    return state;
}

void repository_read(struct repository *repository, const char *path, size_t cap,
                     struct entry *entry)
{
    git_oid id;
    *entry = (struct entry){.state = find_path(repository, path, &id)};
    if (entry->state != ENTRY_FILE)
        return;
    size_t size;
    git_object_t type;
    git_odb_object *object = NULL;
    if (git_odb_read_header(&size, &type, repository->objects, &id) < 0 || type != GIT_OBJECT_BLOB)
        entry->state = ENTRY_UNREADABLE;
    else if (size > cap)
        entry->state = ENTRY_TOO_LARGE;
    else if (git_odb_read(&object, repository->objects, &id) < 0)
        entry->state = ENTRY_UNREADABLE;
    if (entry->state != ENTRY_FILE)
        return;
    entry->size = git_odb_object_size(object);
    entry->data = allocate(entry->size + 1);
    memcpy(entry->data, git_odb_object_data(object), entry->size);
    git_odb_object_free(object);
}

void repository_names(struct repository *repository, const char *path, struct names *names)
{
    git_oid id;
    if (find_path(repository, path, &id) != ENTRY_FOLDER)
        return;
    git_tree *tree = find_tree(repository, &id);
    size_t count = tree ? git_tree_entrycount(tree) : 0;
    for (size_t i = 0; i < count && i < MOST_NAMES; i++)
        names_add(names, git_tree_entry_name(git_tree_entry_byindex(tree, i)));
    git_tree_free(tree);
    names_sort(names);
}
