/* SPDX-License-Identifier: MIT */
/* The compiler announces no access of inline assembly, so a lock made of it would order nothing and
 * be no choice. gcc marks such code; here its accesses to memory are announced like the compiler's
 * own: what is locked, and every exchange, as an atomic update; plain moves as atomic too, for on
 * this machine they are what such code relies on; what changes memory in one instruction without
 * being locked as a plain write.
 *
 * Instructions are taken apart no further than that. What isn't understood passes as it is: then it
 * is no choice, as before. The code around needs no care: an announcement keeps all registers and
 * flags (agent/pieces.c). */
#include "inline_asm.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_SIZE = 16, OPERAND_SIZE = 96, OPERANDS = 3 };

struct instruction {
    char name[WORD_SIZE];
    char operands[OPERANDS][OPERAND_SIZE];
    int count;
    bool locked;
};

static const char blanks[] = " \t";

bool inline_asm_goes_on(const char *line, bool inside)
{
    if (strncmp(line, "#APP", 4) == 0)
        return true;
    return inside && strncmp(line, "#NO_APP", 7) != 0;
}

/* In the frame they are the task's own, and behind the stack pointer they move; %dx is a port. */
static bool is_memory(const char *operand)
{
    return *operand && *operand != '%' && *operand != '$' && *operand != '*' &&
           !strchr(operand, ':') && !strstr(operand, "(%rbp") && !strstr(operand, "(%rsp") &&
           !strstr(operand, "(%dx");
}

static bool begins_with_any(const char *name, const char *const *words)
{
    for (; *words; words++)
        if (strncmp(name, *words, strlen(*words)) == 0)
            return true;
    return false;
}

/* An operand that looks like memory and isn't touched: an address, or where to go on. */
static bool touches_nothing(const char *name)
{
    static const char *const words[] = {"lea",  "j", "call", "nop",    "prefetch", "clflush",
                                        "loop", ".", "ret",  "xbegin", NULL};
    return begins_with_any(name, words);
}

static int size_of_register(const char *name)
{
    size_t length = strcspn(name, " \t,");
    char last = name[length - 1];
    if (name[1] == 'x' || name[1] == 'y')
        return 0;
    if (name[1] == 'r')
        return last == 'd' ? 4 : last == 'w' ? 2 : last == 'b' ? 1 : 8;
    return name[1] == 'e' ? 4 : last == 'l' || last == 'h' ? 1 : 2;
}

/* How much is touched: a register beside it tells, or the last letter of the name. 0: unknown. */
static int size_of(const struct instruction *it)
{
    static const char letters[] = "bwlq";
    for (int i = 0; i < it->count; i++)
        if (it->operands[i][0] == '%' && strncmp(it->name, "movz", 4) &&
            strncmp(it->name, "movs", 4))
            return size_of_register(it->operands[i]);
    if (strncmp(it->name, "cmpxchg16b", 10) == 0 || strncmp(it->name, "cmpxchg8b", 9) == 0)
        return it->name[7] == '1' ? 16 : 8;
    const char *letter = strchr(letters, it->name[strlen(it->name) - 1]);
    return letter ? 1 << (letter - letters) : 0;
}

/* The destination is only looked at. */
static bool only_looks(const char *name)
{
    static const char *const words[] = {"test", "cmpb", "cmpw", "cmpl", "cmpq", NULL};
    static const char *const whole[] = {"cmp", "bt", "btw", "btl", "btq"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (strcmp(name, whole[i]) == 0)
            return true;
    return begins_with_any(name, words);
}

static const char *announcement_for(const struct instruction *it, int memory)
{
    if (it->locked || strncmp(it->name, "xchg", 4) == 0)
        return "update";
    if (memory < it->count - 1 || only_looks(it->name))
        return "take";
    return strncmp(it->name, "mov", 3) == 0 ? "give" : "store";
}

static void announce(const struct instruction *it, FILE *to)
{
    int memory = 0, size = size_of(it);
    while (memory < it->count && !is_memory(it->operands[memory]))
        memory++;
    if (memory == it->count || !size || touches_nothing(it->name))
        return;
    fprintf(to, "\tpushq\t%%rdi\n\tleaq\t%s, %%rdi\n\tcall\t__mpgrade_%s%d\n\tpopq\t%%rdi\n",
            it->operands[memory], announcement_for(it, memory), size);
}

/* Up to the comma that isn't within brackets. */
static const char *take_operand(const char *from, const char *end, char operand[OPERAND_SIZE])
{
    size_t length = 0;
    int depth = 0;
    from += strspn(from, blanks);
    for (; from < end && (*from != ',' || depth); from++) {
        depth += (*from == '(') - (*from == ')');
        if (length < OPERAND_SIZE - 1 && !strchr(blanks, *from))
            operand[length++] = *from;
    }
    operand[length] = '\0';
    return from < end ? from + 1 : end;
}

/* A word and what is behind it, up to `end`. */
static void take_instruction(const char *from, const char *end, struct instruction *it)
{
    size_t length = strcspn(from, " \t;\n");
    *it = (struct instruction){.locked = it->locked};
    if (length >= WORD_SIZE)
        return;
    memcpy(it->name, from, length);
    for (from += length; from < end && it->count < OPERANDS; it->count++)
        from = take_operand(from, end, it->operands[it->count]);
}

/* The label that the text begins with; 0: none. */
static size_t label_length(const char *text)
{
    size_t length =
        strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$");
    return length && text[length] == ':' ? length + 1 : 0;
}

/* One statement; a prefix may be one of its own, and is written with what it belongs to. */
static void pass_statement(const char *from, const char *end, struct instruction *it, FILE *to)
{
    static const char prefix[] = "lock";
    from += strspn(from, blanks);
    for (size_t label; (label = label_length(from)); from += strspn(from, blanks)) {
        fprintf(to, "%.*s\n", (int)label, from);
        from += label;
    }
    if (strncmp(from, prefix, 4) == 0 && strchr(" \t;\n", from[4])) {
        it->locked = true;
        from += 4;
        from += strspn(from, blanks);
    }
    if (from >= end)
        return;
    take_instruction(from, end, it);
    announce(it, to);
    fprintf(to, "\t%s%.*s\n", it->locked ? "lock " : "", (int)(end - from), from);
    it->locked = false;
}

void inline_asm_pass(const char *line, FILE *to)
{
    static struct instruction it; /* a prefix may stand in a line of its own */
    if (line[0] == '#' || strpbrk(line, "\"/{}")) {
        fputs(line, to);
        return;
    }
    for (const char *end; line; line = *end == ';' ? end + 1 : NULL) {
        end = line + strcspn(line, ";\n#"); /* a comment goes to the end of the line */
        pass_statement(line, end, &it, to);
    }
}
