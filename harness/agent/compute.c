/* SPDX-License-Identifier: MIT */
/* Computation: the compiler calls the hook at every basic block of the student's code
 * (-fsanitize-coverage=trace-pc). It counts, and announces a step each so many blocks, so that a
 * loop without any call can still be preempted, killed and outlived by the clock, at a place that
 * is the same in every run. Where the code goes through our assembler (build/assembler.c), it
 * counts by itself, and calls when the count is over. */
#include "agent.h"

enum { BLOCKS_PER_STEP = 20000 };

extern __thread int agent_blocks_left;
__thread int agent_blocks_left = BLOCKS_PER_STEP - 1;

void agent_blocks_over(void);
void __sanitizer_cov_trace_pc(void);

void agent_blocks_over(void)
{
    agent_blocks_left = BLOCKS_PER_STEP - 1;
    agent_point(OPERATION_COMPUTE, (void *)0, BLOCKS_PER_STEP);
}

void __sanitizer_cov_trace_pc(void)
{
    if (--agent_blocks_left < 0)
        agent_blocks_over();
}
