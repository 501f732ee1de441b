/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_AGENT_PAGE_TABLES_H
#define HARNESS_AGENT_PAGE_TABLES_H

/* Makes later forks of this process copy the page tables of its code. */
void page_tables_fill(void);

#endif
