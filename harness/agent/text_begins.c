/* SPDX-License-Identifier: MIT */
/* The first of the agent's text, which is the first that is linked into a submission: what comes
 * before it only starts the program. */
#include "agent.h"

void agent_text_begins(void)
{
}
