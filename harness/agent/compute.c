/* SPDX-License-Identifier: MIT */
/* Computation: the compiler calls this hook at every basic block of the student's code
 * (-fsanitize-coverage=trace-pc). It counts, and announces a step each so many blocks, so that a
 * loop without any call can still be preempted, killed and outlived by the clock, at a place that
 * is the same in every run. */
#include "agent.h"

enum { BLOCKS_PER_STEP = 20000 };

static __thread unsigned blocks;

void __sanitizer_cov_trace_pc(void);

void __sanitizer_cov_trace_pc(void)
{
    if (++blocks < BLOCKS_PER_STEP)
        return;
    blocks = 0;
    agent_point(OPERATION_COMPUTE, (void *)0, BLOCKS_PER_STEP);
}
