/* SPDX-License-Identifier: MIT */
/* Rules over tokens (lexer.h). A call is known by its function's name, from a table; a statement is
 * what lies between two semicolons or braces. Nothing is parsed, so a mutant may fail to compile:
 * such a one proves nothing, and whoever runs it leaves it out.
 *
 * The operators follow Bradbury, Cordy, Dingel, "Mutation Operators for Concurrent Java", 2006. */
#include "mutant.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "lexer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct span { /* of tokens; nothing when begin == end */
    size_t begin, end;
};

struct source {
    const char *text;
    size_t size;
    struct tokens tokens;
    struct mutants *mutants;
    const char *rule;
    size_t made; /* of this rule */
};

enum role { ACQUIRE, RELEASE, CLOSE, JOIN, FLUSH, NOTIFY, NOTIFY_ALL, SEMAPHORE };

static const struct {
    const char *function;
    enum role role;
    const char *one; /* what wakes one only */
} functions[] = {
    {"mp_lock_acquire", ACQUIRE, NULL},
    {"mp_rlock_acquire", ACQUIRE, NULL},
    {"mp_semaphore_acquire", ACQUIRE, NULL},
    {"pthread_mutex_lock", ACQUIRE, NULL},
    {"sem_wait", ACQUIRE, NULL},
    {"mp_lock_release", RELEASE, NULL},
    {"mp_rlock_release", RELEASE, NULL},
    {"mp_semaphore_release", RELEASE, NULL},
    {"pthread_mutex_unlock", RELEASE, NULL},
    {"sem_post", RELEASE, NULL},
    {"close", CLOSE, NULL},
    {"mp_connection_close", CLOSE, NULL},
    {"mp_queue_close", CLOSE, NULL},
    {"mp_process_join", JOIN, NULL},
    {"wait", JOIN, NULL},
    {"waitpid", JOIN, NULL},
    {"pthread_join", JOIN, NULL},
    {"fflush", FLUSH, NULL},
    {"fsync", FLUSH, NULL},
    {"mp_condition_notify", NOTIFY, NULL},
    {"mp_event_set", NOTIFY, NULL},
    {"pthread_cond_signal", NOTIFY, NULL},
    {"mp_condition_notify_all", NOTIFY_ALL, "mp_condition_notify"},
    {"pthread_cond_broadcast", NOTIFY_ALL, "pthread_cond_signal"},
    {"mp_semaphore_new", SEMAPHORE, NULL},
    {"mp_bounded_semaphore_new", SEMAPHORE, NULL},
};

static const char *at(const struct source *source, size_t token)
{
    return token < source->tokens.count ? source->tokens.items[token].at
                                        : source->text + source->size;
}

/* Where the last token of the span ends. */
static const char *stop(const struct source *source, struct span span)
{
    const struct token *last = &source->tokens.items[span.end - 1];
    return last->at + last->length;
}

static void add_span(const struct source *source, struct span span, struct text *text)
{
    if (span.begin < span.end)
        text_add(text, at(source, span.begin),
                 (size_t)(stop(source, span) - at(source, span.begin)));
}

static char *code_of(const struct source *source, struct span span)
{
    struct text code = {0};
    for (size_t i = span.begin; i < span.end; i++) {
        const struct token *token = &source->tokens.items[i];
        bool apart = i > span.begin && token[-1].at + token[-1].length != token->at;
        text_add(&code, " ", apart);
        text_add(&code, token->at, token->length);
    }
    return text_steal(&code);
}

/* One mutant more: `instead` stands in place of the span. */
static void replace(struct source *source, struct span span, const char *instead)
{
    struct mutants *mutants = source->mutants;
    struct text text = {0};
    if (source->made++ >= MOST_OF_A_RULE)
        return;
    const char *rest = stop(source, span);
    text_add(&text, source->text, (size_t)(at(source, span.begin) - source->text));
    text_add_string(&text, instead);
    text_add(&text, rest, (size_t)(source->text + source->size - rest));
    array_reserve(mutants->items, mutants->count, mutants->capacity);
    struct mutant *mutant = &mutants->items[mutants->count++];
    *mutant = (struct mutant){.rule = source->rule,
                              .line = source->tokens.items[span.begin].line,
                              .code = code_of(source, span),
                              .size = text.length};
    mutant->text = text_steal(&text);
}

/* The two neighbours change places. */
static void swap(struct source *source, struct span first, struct span second)
{
    cleanup_with(text_free) struct text instead = {0};
    add_span(source, second, &instead);
    text_add_string(&instead, " ");
    add_span(source, first, &instead);
    replace(source, (struct span){first.begin, second.end}, instead.data);
}

/* Behind the bracket that belongs to the one at `open`. */
static size_t behind_bracket(const struct source *source, size_t open)
{
    size_t depth = 0, i = open;
    for (; i < source->tokens.count; i++) {
        depth += token_is(&source->tokens, i, "(") || token_is(&source->tokens, i, "{");
        depth -= token_is(&source->tokens, i, ")") || token_is(&source->tokens, i, "}");
        if (depth == 0)
            break;
    }
    return i < source->tokens.count ? i + 1 : source->tokens.count;
}

/* The call at this token, if it is one of a function with that role. */
static bool is_call(const struct source *source, size_t token, enum role role, struct span *call,
                    const char **one)
{
    if (!token_is(&source->tokens, token + 1, "("))
        return false;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (functions[i].role != role || !token_is(&source->tokens, token, functions[i].function))
            continue;
        *call = (struct span){token, behind_bracket(source, token + 1)};
        *one = functions[i].one;
        return true;
    }
    return false;
}

static bool begins_statement(const struct source *source, size_t token)
{
    static const char *const before[] = {";", "{", "}", NULL};
    for (const char *const *mark = before; *mark && token > 0; mark++)
        if (token_is(&source->tokens, token - 1, *mark))
            return true;
    return false;
}

static bool is_control(const struct source *source, size_t token)
{
    static const char *const words[] = {"if",     "else",  "for",      "while", "do",   "switch",
                                        "return", "break", "continue", "goto",  "case", "default",
                                        "{",      "}",     ";",        NULL};
    for (const char *const *word = words; *word; word++)
        if (token_is(&source->tokens, token, *word))
            return true;
    return false;
}

/* The plain statement (no control, no block) that begins at the token; nothing when none does. */
static struct span statement_from(const struct source *source, size_t token)
{
    if (!begins_statement(source, token) || is_control(source, token))
        return (struct span){token, token};
    size_t i = token;
    while (i < source->tokens.count && !token_is(&source->tokens, i, ";")) {
        if (token_is(&source->tokens, i, "}"))
            return (struct span){token, token};
        bool opens = token_is(&source->tokens, i, "(") || token_is(&source->tokens, i, "{");
        i = opens ? behind_bracket(source, i) : i + 1;
    }
    return (struct span){token, i < source->tokens.count ? i + 1 : token};
}

/* The plain statement that ends before the token. */
static struct span statement_before(const struct source *source, size_t token)
{
    struct span none = {token, token};
    if (token < 2 || !token_is(&source->tokens, token - 1, ";"))
        return none;
    size_t i = token - 1;
    while (i > 0 && !begins_statement(source, i))
        i--;
    struct span found = statement_from(source, i);
    return found.end == token ? found : none;
}

static bool is_empty(struct span span)
{
    return span.begin == span.end;
}

/* The statement that is such a call and nothing else. */
static bool is_call_statement(const struct source *source, size_t token, enum role role,
                              struct span *statement)
{
    struct span call;
    const char *one;
    if (!begins_statement(source, token) || !is_call(source, token, role, &call, &one) ||
        !token_is(&source->tokens, call.end, ";"))
        return false;
    *statement = (struct span){token, call.end + 1};
    return true;
}

static void drop_calls(struct source *source, enum role role)
{
    struct span call;
    const char *one;
    for (size_t i = 0; i < source->tokens.count; i++)
        if (is_call(source, i, role, &call, &one))
            replace(source, call, "(0)");
}

static void drop_with_lock(struct source *source)
{
    for (size_t i = 0; i < source->tokens.count; i++)
        if (token_is(&source->tokens, i, "MP_WITH_LOCK") && token_is(&source->tokens, i + 1, "("))
            replace(source, (struct span){i, behind_bracket(source, i + 1)}, "");
}

static void drop_acquire(struct source *source)
{
    drop_calls(source, ACQUIRE);
    drop_with_lock(source);
}

static void drop_release(struct source *source)
{
    drop_calls(source, RELEASE);
}

static void drop_close(struct source *source)
{
    drop_calls(source, CLOSE);
}

static void drop_join(struct source *source)
{
    drop_calls(source, JOIN);
}

static void drop_flush(struct source *source)
{
    drop_calls(source, FLUSH);
}

static void drop_notify(struct source *source)
{
    drop_calls(source, NOTIFY);
    drop_calls(source, NOTIFY_ALL);
}

static void notify_one(struct source *source)
{
    struct span call;
    const char *one;
    for (size_t i = 0; i < source->tokens.count; i++) {
        cleanup_with(text_free) struct text instead = {0};
        if (!is_call(source, i, NOTIFY_ALL, &call, &one))
            continue;
        text_add_format(&instead, "%s", one);
        add_span(source, (struct span){call.begin + 1, call.end - 1}, &instead);
        text_add_string(&instead, strncmp(one, "mp_", 3) == 0 ? ", 1)" : ")");
        replace(source, call, instead.data);
    }
}

static void shrink_semaphore(struct source *source)
{
    struct span call;
    const char *one;
    for (size_t i = 0; i < source->tokens.count; i++) {
        cleanup_with(text_free) struct text instead = {0};
        if (!is_call(source, i, SEMAPHORE, &call, &one) || token_is(&source->tokens, i + 2, "0"))
            continue;
        add_span(source, (struct span){call.begin, call.end - 1}, &instead);
        text_add_string(&instead, " - 1)");
        replace(source, call, instead.data);
    }
}

/* What comes first inside a lock goes before it. */
static void out_at_the_front(struct source *source)
{
    struct span acquire;
    for (size_t i = 0; i < source->tokens.count; i++) {
        bool with = token_is(&source->tokens, i, "MP_WITH_LOCK");
        if (with)
            acquire = (struct span){i, behind_bracket(source, i + 1)};
        else if (!is_call_statement(source, i, ACQUIRE, &acquire))
            continue;
        acquire.end += with && token_is(&source->tokens, acquire.end, "{");
        struct span next = statement_from(source, acquire.end);
        if (!is_empty(next))
            swap(source, acquire, next);
    }
}

/* What comes last inside a lock goes behind it. */
static void out_at_the_back(struct source *source)
{
    struct span release;
    for (size_t i = 0; i < source->tokens.count; i++) {
        if (!is_call_statement(source, i, RELEASE, &release))
            continue;
        struct span previous = statement_before(source, i);
        if (!is_empty(previous))
            swap(source, previous, release);
    }
}

static void swap_acquires(struct source *source)
{
    struct span first, second;
    for (size_t i = 0; i < source->tokens.count; i++)
        if (is_call_statement(source, i, ACQUIRE, &first) &&
            is_call_statement(source, first.end, ACQUIRE, &second))
            swap(source, first, second);
}

/* Loops with a condition; the tail of a do isn't one. */
static void while_to_if(struct source *source)
{
    for (size_t i = 0; i + 2 < source->tokens.count; i++) {
        if (!token_is(&source->tokens, i, "while"))
            continue;
        size_t behind = behind_bracket(source, i + 1);
        bool tail = i > 0 && token_is(&source->tokens, i - 1, "}") &&
                    token_is(&source->tokens, behind, ";");
        bool endless =
            token_is(&source->tokens, i + 2, "1") || token_is(&source->tokens, i + 2, "true");
        if (!tail && !endless)
            replace(source, (struct span){i, i + 1}, "if");
    }
}

static const struct {
    const char *name;
    void (*apply)(struct source *source);
} rules[] = {
    {"drop-acquire", drop_acquire},
    {"drop-release", drop_release},
    {"out-at-the-front", out_at_the_front},
    {"out-at-the-back", out_at_the_back},
    {"swap-acquires", swap_acquires},
    {"while-to-if", while_to_if},
    {"drop-close", drop_close},
    {"drop-join", drop_join},
    {"drop-flush", drop_flush},
    {"drop-notify", drop_notify},
    {"notify-one", notify_one},
    {"shrink-semaphore", shrink_semaphore},
};

void mutants_make(const char *text, size_t size, struct mutants *mutants)
{
    struct source source = {.text = text, .size = size, .mutants = mutants};
    tokens_read(text, size, &source.tokens);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        source.rule = rules[i].name;
        source.made = 0;
        rules[i].apply(&source);
    }
    tokens_clear(&source.tokens);
}

void mutants_clear(struct mutants *mutants)
{
    for (size_t i = 0; i < mutants->count; i++) {
        free(mutants->items[i].code);
        free(mutants->items[i].text);
    }
    free(mutants->items);
    *mutants = (struct mutants){0};
}
