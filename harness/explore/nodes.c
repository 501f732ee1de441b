/* SPDX-License-Identifier: MIT */
/* Nodes and their branches. Sleep sets are Godefroid's (LNCS 1032, 1996): an option that was
 * explored at a node sleeps in what follows the others, until something that it depends on happens;
 * taking it before that would only repeat an equivalent run. */
#include "explore/nodes.h"

#include "base/allocate.h"
#include "explore/chance.h"
#include "explore/dependence.h"
#include "explore/partial_order.h"

#include <stdlib.h>

struct node *nodes_push(struct nodes *nodes, const struct decision *decision)
{
    array_reserve(nodes->items, nodes->count, nodes->capacity);
    struct node *node = &nodes->items[nodes->count++];
    *node = (struct node){
        .options = copy_memory(decision->options, decision->count * sizeof *decision->options),
        .branches = allocate(decision->count * sizeof *node->branches),
        .count = decision->count,
        .step = decision->step};
    return node;
}

void nodes_cut(struct nodes *nodes, size_t count)
{
    while (nodes->count > count) {
        struct node *node = &nodes->items[--nodes->count];
        free(node->options);
        free(node->branches);
    }
}

bool nodes_advance(struct nodes *nodes)
{
    while (nodes->count > 0) {
        struct node *node = &nodes->items[nodes->count - 1];
        for (size_t i = 0; i < node->count; i++)
            if (node->branches[i] == BRANCH_WANTED) {
                node_choose(node, i);
                return true;
            }
        nodes_cut(nodes, nodes->count - 1);
    }
    return false;
}

bool node_fits(const struct node *node, const struct decision *decision)
{
    if (node->count != decision->count || node->step != decision->step)
        return false;
    for (size_t i = 0; i < node->count; i++) {
        const struct option *kept = &node->options[i], *now = &decision->options[i];
        if (kept->kind != now->kind || kept->task != now->task || kept->value != now->value ||
            kept->operation != now->operation)
            return false;
    }
    return true;
}

void node_choose(struct node *node, size_t option)
{
    node->chosen = option;
    node->branches[option] = BRANCH_DONE;
}

bool node_orders(const struct node *node)
{
    return node->options[0].kind != CHOICE_VALUE;
}

long node_find(const struct node *node, uint64_t actor)
{
    for (size_t i = 0; i < node->count; i++) {
        const struct option *option = &node->options[i];
        if (chance_is_order(option) && actor_of(option->task, option->operation) == actor)
            return (long)i;
    }
    return -1;
}

bool node_puts_to_sleep(const struct node *node, size_t option)
{
    bool explored =
        node->branches[option] == BRANCH_DONE || node->branches[option] == BRANCH_ASLEEP;
    return explored && option != node->chosen && chance_is_order(&node->options[option]) &&
           !dependent(&node->options[option], &node->options[node->chosen]);
}

void nodes_free(struct nodes *nodes)
{
    nodes_cut(nodes, 0);
    free(nodes->items);
    *nodes = (struct nodes){0};
}
