/* SPDX-License-Identifier: MIT */
/* What grading found out, as plain data: between judge.c and score.c, which fill it, and result.c,
 * which writes it down. */
#ifndef GRADER_GRADED_H
#define GRADER_GRADED_H

#include "assignment.h"
#include "base/text.h"
#include "experiment.h"
#include "source.h"

enum check_verdict {
    VERDICT_PASS,
    VERDICT_FAIL,
    VERDICT_INCONCLUSIVE,
    VERDICT_SKIPPED, /* nothing could be run */
    VERDICT_ERROR,   /* the grader failed */
};

enum { FAILURE_ID_SIZE = 13 };

enum assignment_status { STATUS_GRADED, STATUS_MISSING, STATUS_BUILD_FAILED, STATUS_ERROR };

struct graded_check {
    const struct check *check;
    enum check_verdict verdict;
    double earned;
    char *message; /* NULL for a pass */
    struct evidence evidence;
    size_t runs;                     /* scenarios in which it was judged */
    const struct scenario *scenario; /* of the failure */
    struct failure_record *failure;  /* NULL if there is none */
    char failure_id[FAILURE_ID_SIZE];
};

struct usage {
    double cpu_seconds, wall_seconds;
    uint64_t schedules, peak_memory; /* bytes */
};

struct graded_assignment {
    const struct assignment *assignment;
    enum assignment_status status;
    char *message; /* why it is missing, doesn't build, or failed; NULL when graded */
    double score, penalty;
    struct build_result build;
    struct program *program;     /* the failures' locations belong to it */
    struct graded_check *checks; /* one per check of the assignment */
    struct finding *findings;    /* sorted by kind and message, each once */
    size_t finding_count, finding_capacity;
    struct usage usage;
};

struct graded_submission {
    const struct submission *submission;
    struct commit commit; /* id is empty for a folder */
    bool is_git;
    int64_t late_seconds; /* of the commit graded; 0: in time, or no deadline */
    char *message;        /* why nothing could be read; NULL if it could */
    struct graded_assignment *assignments;
    size_t assignment_count;
};

void graded_assignment_begin(struct graded_assignment *graded, const struct assignment *assignment);
void graded_assignment_clear(struct graded_assignment *graded);
void graded_submission_clear(struct graded_submission *graded);

/* Gives every check the same verdict, without running anything, and keeps the reason. */
void graded_assignment_stop(struct graded_assignment *graded, enum assignment_status status,
                            const char *message);

/* The name of a failure, from everything that makes it what it is. */
void failure_id_of(const struct text *key, char id[FAILURE_ID_SIZE]);

const char *verdict_name(enum check_verdict verdict);
const char *status_name(enum assignment_status status);

#endif
