/* SPDX-License-Identifier: MIT */
/* What a fork has to do with the buffers of stdio. */
#ifndef REFERENCE_BUFFERS_H
#define REFERENCE_BUFFERS_H

#pragma GCC visibility push(hidden)

/* Writes what is in the buffers of all streams. */
void mp_buffers_flush_(void);

/* In a forked child: its standard input is empty. */
void mp_buffers_empty_input_(void);

#pragma GCC visibility pop

#endif
