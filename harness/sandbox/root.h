/* SPDX-License-Identifier: MIT */
/* The file system that a confined program sees. Used by the keeper only, in its own mount
 * namespace, with working folder and root of the keeper changed on the way. */
#ifndef HARNESS_SANDBOX_ROOT_H
#define HARNESS_SANDBOX_ROOT_H

#include "sandbox/setup.h"

enum {
    ROOT_VIEWS_MAX = 32,
    ROOT_SCRATCH_COUNT = 3, /* /tmp, /dev/shm and /dev/mqueue */
};

struct root {
    int views[ROOT_VIEWS_MAX];       /* detached mounts; -1 for a link */
    int folder;                      /* SANDBOX_FOLDER */
    int scratch[ROOT_SCRATCH_COUNT]; /* emptied by every reset */
};

/* Both return STEP_NONE, or the step that failed with its reason in errno. root_take_views runs
 * while the keeper still has the identity of the worker, which may look into folders that the
 * sandbox's user mayn't. */
enum setup_step root_take_views(const struct setup *setup, struct root *root);
enum setup_step root_make(const struct setup *setup, struct root *root);

#endif
