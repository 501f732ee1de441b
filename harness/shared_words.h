/* SPDX-License-Identifier: MIT */
/* Which words of memory tasks share, as runs have shown. Pure. */
#ifndef HARNESS_SHARED_WORDS_H
#define HARNESS_SHARED_WORDS_H

#include "contract/run.h"
#include "director/director.h"

#include <stdbool.h>
#include <stddef.h>

struct shared_words { /* sorted by address */
    struct watched_word *words;
    size_t count, capacity;
};

/* Adds what the run shows; true when that is more than was known. */
bool shared_words_add(struct shared_words *words, const struct run *run);
/* What a run would add, in the order of its weight. */
enum shared_words_news { NEWS_NONE, NEWS_SHARED, NEWS_CONTESTED };
enum shared_words_news shared_words_news(const struct shared_words *words, const struct run *run);
void shared_words_clear(struct shared_words *words);

#endif
