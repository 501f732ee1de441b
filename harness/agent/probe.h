/* SPDX-License-Identifier: MIT */
/* For the driver of a library assignment: remarks that its oracle finds in the run as NOTE steps,
 * in their place among the other steps. Outside the harness they vanish. */
#ifndef HARNESS_AGENT_PROBE_H
#define HARNESS_AGENT_PROBE_H

void probe_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
