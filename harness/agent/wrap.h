/* SPDX-License-Identifier: MIT */
/* Defines what the linker puts in place of a function of the C library (link-options). */
#ifndef HARNESS_AGENT_WRAP_H
#define HARNESS_AGENT_WRAP_H

#define WRAP(type, name, ...)                                                                      \
    type __wrap_##name(__VA_ARGS__);                                                               \
    type __real_##name(__VA_ARGS__);                                                               \
    type __wrap_##name(__VA_ARGS__)

/* The libraries use the same functions for purposes of their own. */
#define UNLESS_LIBRARY(announcement)                                                               \
    do {                                                                                           \
        if (!CALLED_BY_LIBRARY)                                                                    \
            announcement;                                                                          \
    } while (0)

#endif
