/* SPDX-License-Identifier: MIT */
/* The tokens of a C source text. Comments and preprocessor lines are left out. */
#ifndef GRADER_LEXER_H
#define GRADER_LEXER_H

#include <stdbool.h>
#include <stddef.h>

enum token_kind { TOKEN_WORD, TOKEN_LITERAL, TOKEN_MARK };

struct token {
    enum token_kind kind;
    const char *at; /* into the text */
    size_t length;
    unsigned line;
};

struct tokens {
    struct token *items;
    size_t count, capacity;
};

/* Never fails: a text that is no C still has tokens. The text must outlive them. */
void tokens_read(const char *text, size_t size, struct tokens *tokens);
void tokens_clear(struct tokens *tokens);

/* Is token `index` there, and is it `spelling`? */
bool token_is(const struct tokens *tokens, size_t index, const char *spelling);

#endif
