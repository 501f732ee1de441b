/* SPDX-License-Identifier: MIT */
/* gcc announces the copy of a structure once, as a range, and then moves it word by word; and of a
 * bit field it announces the write, and then reads, changes and writes the word. Another task may
 * come in between. So later moves of such a group are announced by themselves (agent/pieces.c); of
 * a long copy a few, evenly spread, for each is a choice. Where the copy is a call of memcpy, that
 * announces itself, and the range would be told twice. What a called function returned as a
 * structure is stored without any announcement; it gets one.
 *
 * A group is what follows an announcement up to the next call, jump or label. Accesses to the frame
 * by its own register are the task's own. Nothing here is needed for a program to be right: what
 * isn't recognised stays as gcc made it. */
#include "tear.h"

#include <stdbool.h>
#include <string.h>

enum { MOST_PIECES = 3, OPERAND_SIZE = 96 };

struct move {
    bool loads, stores; /* one of them, from or to memory that may be others' */
    int size;
    char memory[OPERAND_SIZE];
};

/* Announcements of ranges that follow one another. */
struct group {
    bool read, write;
    size_t lines[2], count;
};

static const char *callee_of(const char *line)
{
    static const char call[] = "\tcall\t";
    return strncmp(line, call, sizeof call - 1) == 0 ? line + sizeof call - 1 : NULL;
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static int size_of_letter(char letter)
{
    return letter == 'b' ? 1 : letter == 'w' ? 2 : letter == 'l' ? 4 : letter == 'q' ? 8 : 0;
}

/* How much the move takes from or brings to memory; 0: it is no move that is known. */
static int size_of_move(const char *name, size_t length)
{
    static const struct {
        const char *name;
        int size;
    } wide[] = {{"movups", 16}, {"movaps", 16}, {"movdqu", 16}, {"movdqa", 16},
                {"movss", 4},   {"movsd", 8},   {"movd", 4}};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strlen(wide[i].name) == length && strncmp(name, wide[i].name, length) == 0)
            return wide[i].size;
    if (length == 4 && starts(name, "mov"))
        return size_of_letter(name[3]);
    if (length == 6 && (starts(name, "movz") || starts(name, "movs")))
        return size_of_letter(name[4]);
    return 0;
}

static bool may_be_others(const char *operand)
{
    return *operand != '%' && *operand != '$' && !strstr(operand, "(%rbp") &&
           !strstr(operand, "(%rsp") && !strchr(operand, '@') && !starts(operand, ".L");
}

/* The comma between the two operands. */
static const char *middle_of(const char *operands)
{
    int depth = 0;
    for (; *operands && (*operands != ',' || depth); operands++)
        depth += (*operands == '(') - (*operands == ')');
    return *operands ? operands : NULL;
}

static void read_move(const char *line, struct move *move)
{
    *move = (struct move){0};
    if (line[0] != '\t')
        return;
    size_t length = strcspn(line + 1, "\t\n");
    const char *from = line + 1 + length;
    const char *middle = *from == '\t' ? middle_of(++from) : NULL;
    int size = size_of_move(line + 1, length);
    if (!size || !middle)
        return;
    const char *to = middle + 1 + strspn(middle + 1, " ");
    move->loads = *to == '%' && to[1] != 'f' && may_be_others(from);
    move->stores = may_be_others(to);
    const char *memory = move->loads ? from : to;
    size_t taken = move->loads ? (size_t)(middle - from) : strcspn(to, "\n \t");
    if (taken >= OPERAND_SIZE)
        move->loads = move->stores = false;
    if (move->loads || move->stores) {
        memcpy(move->memory, memory, taken);
        move->size = size;
    }
    if (move->loads && !may_be_others(move->memory)) /* what was behind the comma misled */
        move->loads = false;
}

static bool ends_group(const char *line)
{
    return line[0] != '\t' || line[1] == 'j' || starts(line, "\tret") || starts(line, "\trep");
}

/* Keeps a few of the marked lines from `first` on, evenly spread. */
static void thin_out(size_t *places, size_t count, unsigned char *marks)
{
    for (size_t i = 0; i < count; i++)
        if (count <= MOST_PIECES || (i + 1) * MOST_PIECES / count != i * MOST_PIECES / count)
            marks[places[i]] = TEAR_PIECE;
}

enum { MOST_MOVES = 256 };

/* The moves of the group from that line on, but for the first: it comes with the announcement. */
static void mark_moves(char *const *lines, size_t from, size_t to, bool stores,
                       unsigned char *marks)
{
    size_t places[MOST_MOVES], count = 0;
    bool first = true;
    for (size_t i = from; i < to && count < MOST_MOVES; i++) {
        struct move move;
        read_move(lines[i], &move);
        if (!(stores ? move.stores : move.loads))
            continue;
        if (!first)
            places[count++] = i;
        first = false;
    }
    thin_out(places, count, marks);
}

static size_t end_of_group(char *const *lines, size_t count, size_t from)
{
    while (from < count && !ends_group(lines[from]) && !callee_of(lines[from]))
        from++;
    return from;
}

/* Behind the last announcement of a group. */
static void finish_ranges(char *const *lines, size_t count, size_t from, const struct group *group,
                          unsigned char *marks)
{
    size_t end = end_of_group(lines, count, from);
    const char *callee = end < count ? callee_of(lines[end]) : NULL;
    if (callee && (starts(callee, "memcpy") || starts(callee, "memset"))) {
        for (size_t i = 0; i < group->count; i++)
            marks[group->lines[i]] = TEAR_DROP;
        return;
    }
    if (group->read)
        mark_moves(lines, from, end, false, marks);
    if (group->write)
        mark_moves(lines, from, end, true, marks);
}

/* Behind an announced write: the word is read, changed and written. */
static void mark_update(char *const *lines, size_t from, size_t end, unsigned char *marks)
{
    char loaded[OPERAND_SIZE] = "";
    for (size_t i = from; i < end; i++) {
        struct move move;
        read_move(lines[i], &move);
        if (move.stores && *loaded && strcmp(move.memory, loaded) == 0)
            marks[i] = TEAR_PIECE;
        if (move.loads)
            strcpy(loaded, move.memory);
        if (move.stores)
            return;
    }
}

static void mark_result(char *const *lines, size_t from, size_t end, unsigned char *marks)
{
    for (size_t i = from; i < end; i++) {
        struct move move;
        read_move(lines[i], &move);
        if (move.stores)
            marks[i] = TEAR_PIECE;
    }
}

static bool is_range(const char *callee)
{
    return starts(callee, "__tsan_read_range") || starts(callee, "__tsan_write_range") ||
           starts(callee, "__tsan_read16") || starts(callee, "__tsan_write16");
}

/* The next call in the same block, if it announces a range too. */
static bool goes_on(char *const *lines, size_t count, size_t end)
{
    const char *callee = end < count ? callee_of(lines[end]) : NULL;
    return callee && is_range(callee);
}

static void mark_range(char *const *lines, size_t count, size_t line, struct group *group,
                       unsigned char *marks)
{
    const char *callee = callee_of(lines[line]);
    group->read |= starts(callee, "__tsan_read");
    group->write |= starts(callee, "__tsan_write");
    if (group->count < sizeof group->lines / sizeof *group->lines)
        group->lines[group->count++] = line;
    if (goes_on(lines, count, end_of_group(lines, count, line + 1)))
        return;
    finish_ranges(lines, count, line + 1, group, marks);
    *group = (struct group){0};
}

void tear_mark(char *const *lines, size_t count, unsigned char *marks)
{
    struct group group = {0};
    for (size_t i = 0; i < count; i++) {
        const char *callee = callee_of(lines[i]);
        if (!callee)
            continue;
        size_t end = end_of_group(lines, count, i + 1);
        if (is_range(callee))
            mark_range(lines, count, i, &group, marks);
        else if (starts(callee, "__tsan_write"))
            mark_update(lines, i + 1, end, marks);
        else if (!starts(callee, "__tsan_") && !starts(callee, "__sanitizer"))
            mark_result(lines, i + 1, end, marks);
    }
}

void tear_announce(const char *line, FILE *to)
{
    struct move move;
    read_move(line, &move);
    fprintf(to, "\tpushq\t%%rdi\n\tleaq\t%s, %%rdi\n\tcall\t__mpgrade_%s%d\n\tpopq\t%%rdi\n",
            move.memory, move.loads ? "load" : "store", move.size);
}
