/* SPDX-License-Identifier: MIT */
/* Errors as values: a function that can fail returns 0, or a negative value with *err filled.
 *
 * The law: err is the last parameter; it is filled exactly when the result is negative; nobody but
 * main (and a forked child before exec) turns an error into an exit. The kind decides the exit
 * status of the program, so that a fault of the machine never looks like a fault of a student. */
#ifndef HARNESS_BASE_ERROR_H
#define HARNESS_BASE_ERROR_H

enum error_kind {
    ERROR_NONE = 0,
    ERROR_USAGE,    /* the caller asked for something that isn't there: exit status 2 */
    ERROR_MACHINE,  /* this machine can't do it; the message names the remedy: exit status 3 */
    ERROR_INTERNAL, /* mpgrade itself failed: exit status 4, verdict `error` */
};

struct error {
    enum error_kind kind;
    char message[512]; /* one line, no newline at its end */
};

#define MUST_CHECK __attribute__((warn_unused_result))

/* Fills *err and returns -1, so that `return error_set(err, …)` reads as one thought. */
int error_set(struct error *err, enum error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with ": strerror(errno)" appended; kind ERROR_INTERNAL. */
int error_errno(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts "context: " in front of a message that is already there; returns -1. */
int error_wrap(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Exit status of the program for an error of this kind. */
int error_exit_status(enum error_kind kind);

#endif
