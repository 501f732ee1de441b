/* SPDX-License-Identifier: MIT */
/* What C11 6.4 calls preprocessing tokens, as far as it matters where one ends: marks are single
 * characters, a number takes in whatever letters and dots follow. */
#include "lexer.h"

#include "base/allocate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const char *at, *end;
    unsigned line;
    bool line_begins; /* nothing but blanks since the last newline */
};

static void step(struct reader *reader)
{
    if (*reader->at == '\n') {
        reader->line++;
        reader->line_begins = true;
    }
    reader->at++;
}

static bool sees(const struct reader *reader, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(reader->end - reader->at) >= length && memcmp(reader->at, text, length) == 0;
}

/* Goes on behind the next `stop`, or to the end. A backslash hides what follows it. */
static void skip_past(struct reader *reader, const char *stop)
{
    while (reader->at < reader->end && !sees(reader, stop)) {
        if (*reader->at == '\\' && reader->at + 1 < reader->end)
            step(reader);
        step(reader);
    }
    for (size_t i = 0; i < strlen(stop) && reader->at < reader->end; i++)
        step(reader);
}

/* True if something was skipped. */
static bool skip_between(struct reader *reader)
{
    if (sees(reader, "//") || (*reader->at == '#' && reader->line_begins))
        skip_past(reader, "\n");
    else if (sees(reader, "/*"))
        skip_past(reader, "*/");
    else if (isspace((unsigned char)*reader->at))
        step(reader);
    else
        return false;
    return true;
}

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static enum token_kind read_one(struct reader *reader)
{
    char first = *reader->at;
    step(reader);
    if (first == '"' || first == '\'') {
        skip_past(reader, first == '"' ? "\"" : "'");
        return TOKEN_LITERAL;
    }
    if (!in_word(first))
        return TOKEN_MARK;
    bool number = isdigit((unsigned char)first);
    while (reader->at < reader->end && (in_word(*reader->at) || (number && *reader->at == '.')))
        step(reader);
    return number ? TOKEN_LITERAL : TOKEN_WORD;
}

void tokens_read(const char *text, size_t size, struct tokens *tokens)
{
    struct reader reader = {text, text + size, 1, true};
    while (reader.at < reader.end) {
        if (skip_between(&reader))
            continue;
        reader.line_begins = false;
        struct token token = {.at = reader.at, .line = reader.line};
        token.kind = read_one(&reader);
        token.length = (size_t)(reader.at - token.at);
        array_reserve(tokens->items, tokens->count, tokens->capacity);
        tokens->items[tokens->count++] = token;
    }
}

void tokens_clear(struct tokens *tokens)
{
    free(tokens->items);
    *tokens = (struct tokens){0};
}

bool token_is(const struct tokens *tokens, size_t index, const char *spelling)
{
    if (index >= tokens->count)
        return false;
    const struct token *token = &tokens->items[index];
    return strlen(spelling) == token->length && memcmp(token->at, spelling, token->length) == 0;
}
