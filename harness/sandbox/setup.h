/* SPDX-License-Identifier: MIT */
/* How the three processes of a sandbox speak while it is made: steps that can fail, and the
 * messages of the control channel (a SOCK_SEQPACKET pair between worker and keeper). */
#ifndef HARNESS_SANDBOX_SETUP_H
#define HARNESS_SANDBOX_SETUP_H

#include "sandbox/filter.h"
#include "sandbox/sandbox.h"

enum setup_step {
    STEP_NONE,
#define STEP(identifier, feature, kind, failure, remedy) STEP_##identifier,
#include "sandbox/setup.def"
#undef STEP
    STEP_COUNT
};

enum message_kind {
    MESSAGE_GO,     /* worker: identity is mapped */
    MESSAGE_FOLDER, /* keeper, with a descriptor: the working folder */
    MESSAGE_READY,  /* program, with its credentials: installs its filter now */
    MESSAGE_FAILED, /* keeper or program: `step` failed with errno `error` */
    MESSAGE_ENDED,  /* keeper of a command: the program ended with wait status `status` */
    MESSAGE_RESET,  /* worker: restore everything; answered by itself or by FAILED */
};

struct message {
    enum message_kind kind;
    enum setup_step step;
    int error;
    int status;
    bool fixed_pids;     /* with FOLDER: process ids can be repeated */
    bool bounded_memory; /* with FOLDER: a control group bounds the memory of all together */
};

/* Everything that keeper and program need, prepared by the worker before the clone, so that no
 * memory has to be allocated afterwards. */
struct setup {
    const struct sandbox_spec *spec;
    struct limits limits;
    enum filter_profile profile;
    const struct sock_fprog *filter;
    int control;      /* the keeper's end */
    int streams[2];   /* what becomes fd 1 and 2 */
    int memory_entry; /* of the memory group; -1: there is none */
};

enum { SANDBOX_USER = 1000 }; /* user and group id inside */

/* Fixed descriptors: of the keeper, and of the program until exec. */
enum { KEEPER_CONTROL = 3, PROGRAM_LISTENER = 4 };

/* Whose fault a failed step is, in one line with the remedy; returns -1. */
int setup_error(struct error *err, enum setup_step step, int error);

const char *setup_feature(enum setup_step step);
const char *setup_remedy(enum setup_step step);

#endif
