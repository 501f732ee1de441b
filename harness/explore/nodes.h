/* SPDX-License-Identifier: MIT */
/* The path that a depth-first search is on: one node for each decision of the current run. */
#ifndef HARNESS_EXPLORE_NODES_H
#define HARNESS_EXPLORE_NODES_H

#include "contract/choice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum branch {
    BRANCH_IDLE,   /* nothing asks for it */
    BRANCH_ASLEEP, /* whatever it leads to was seen from elsewhere */
    BRANCH_WANTED, /* to be taken */
    BRANCH_DONE,   /* taken, now or before */
};

struct node {
    struct option *options;
    enum branch *branches; /* one for each option */
    size_t count;
    size_t chosen;
    uint64_t step; /* steps taken before it */
};

struct nodes {
    struct node *items;
    size_t count, capacity;
};

/* Adds a node with all branches idle; valid until the next call. */
struct node *nodes_push(struct nodes *nodes, const struct decision *decision);
void nodes_cut(struct nodes *nodes, size_t count); /* keeps the first `count` */
/* Moves on to the deepest branch that is wanted, and cuts what was below; false: none is left. */
bool nodes_advance(struct nodes *nodes);
bool node_fits(const struct node *node, const struct decision *decision);
void node_choose(struct node *node, size_t option); /* marks it done */
bool node_orders(const struct node *node); /* it is about who goes next, not about an outcome */
/* Index of the plain step, or the signal, of that actor; -1 if it isn't open. */
long node_find(const struct node *node, uint64_t actor);
/* True if the option was explored, or needn't be, and what is chosen doesn't depend on it: it
 * sleeps from here on. */
bool node_puts_to_sleep(const struct node *node, size_t option);
void nodes_free(struct nodes *nodes);

#endif
