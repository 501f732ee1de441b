/* SPDX-License-Identifier: MIT */
/* An assembler for gcc (-B/runtime/tools/): it looks through the code on its way to the real one.
 *
 * gcc calls our counter in every basic block (-fsanitize-coverage=trace-pc, agent/compute.c). Two
 * things are put right. It leaves out blocks in which nothing happens, and `while (1);` is such a
 * block, and a loop for ever: uncounted, it could neither be preempted nor outlived by the clock.
 * In the code it is a label and a jump back to it with at most a `nop` between; before that jump
 * goes the call that gcc left out. The block holds no value and ends nowhere, so the call can't
 * disturb anything; the stack is aligned there, since frames are kept (-fno-omit-frame-pointer) and
 * calls pass through all other blocks.
 *
 * And it counts more than is needed: whatever goes on for ever jumps back, or calls itself. So only
 * the calls in blocks that something behind them jumps to, or whose address is taken, and the first
 * of each function are kept.
 *
 * What is kept is counted down in place, and only the end of a count is a call.
 *
 * A third thing is in tear.c: accesses that are several, and are announced as one; a fourth in
 * inline_asm.c: accesses that aren't announced at all. */
#include "inline_asm.h"
#include "tear.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ASSEMBLER "/usr/bin/as"
#define COUNTER "__sanitizer_cov_trace_pc"

/* As agent/compute.c does. A call may change the flags, so nothing is kept in them here; the local
 * label is of a number that nobody uses. */
static const char count_down[] = "\tdecl\t%fs:agent_blocks_left@tpoff\n"
                                 "\tjns\t70717f\n"
                                 "\tcall\tagent_blocks_over\n"
                                 "70717:\n";

enum { LABELS = 16, LABEL_SIZE = 32 };

/* The labels since which nothing has happened. */
struct block {
    char labels[LABELS][LABEL_SIZE];
    size_t count;
};

static bool is_label(const char *line, char name[LABEL_SIZE])
{
    size_t length = strcspn(line, ":");
    if (strncmp(line, ".L", 2) != 0 || line[length] != ':' || length >= LABEL_SIZE)
        return false;
    memcpy(name, line, length);
    name[length] = '\0';
    return strcspn(name, " \t\"") == length;
}

static bool does_nothing(const char *line)
{
    char word[8] = "";
    return sscanf(line, "%7s", word) < 1 || strcmp(word, "nop") == 0 || strcmp(word, ".loc") == 0;
}

static bool jumps_back(const char *line, const struct block *block)
{
    char target[LABEL_SIZE];
    if (sscanf(line, " jmp %31s", target) != 1)
        return false;
    for (size_t i = 0; i < block->count; i++)
        if (strcmp(block->labels[i], target) == 0)
            return true;
    return false;
}

static bool is_counter(const char *line)
{
    static const char call[] = "\tcall\t" COUNTER;
    return strncmp(line, call, sizeof call - 1) == 0;
}

static void pass_line(const char *line, struct block *block, FILE *to)
{
    char label[LABEL_SIZE];
    if (is_label(line, label)) {
        if (block->count < LABELS)
            strcpy(block->labels[block->count++], label);
    } else if (!does_nothing(line)) {
        if (jumps_back(line, block))
            fputs(count_down, to);
        block->count = 0;
    }
    fputs(is_counter(line) ? count_down : line, to);
}

static int assemble(char **arguments, int code)
{
    dup2(code, STDIN_FILENO);
    close(code);
    execv(ASSEMBLER, arguments);
    perror(ASSEMBLER);
    return EXIT_FAILURE;
}

struct label {
    char name[LABEL_SIZE];
    size_t line;
    bool looped; /* something behind it jumps to it, or its address is taken */
};

struct code {
    char **lines;
    size_t count, capacity;
    struct label *labels; /* sorted by name */
    size_t label_count, label_capacity;
};

/* Room for one more; running out of memory ends the assembler like any other fault of it. */
static void *grow(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : 1024;
    items = realloc(items, *capacity * size);
    if (!items)
        abort();
    return items;
}

static void read_code(struct code *code)
{
    char *line = NULL;
    size_t capacity = 0;
    for (struct label label = {0}; getline(&line, &capacity, stdin) >= 0; line = NULL) {
        code->lines = grow(code->lines, code->count, &code->capacity, sizeof *code->lines);
        code->lines[code->count] = line;
        if (is_label(line, label.name)) {
            label.line = code->count;
            code->labels =
                grow(code->labels, code->label_count, &code->label_capacity, sizeof label);
            code->labels[code->label_count++] = label;
        }
        code->count++;
        capacity = 0;
    }
    free(line);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct label *)left)->name, ((const struct label *)right)->name);
}

static struct label *find_label(const struct code *code, const char *text)
{
    struct label key;
    size_t length = 2 + strspn(text + 2, "0123456789");
    if (length >= LABEL_SIZE || length == 2)
        return NULL;
    memcpy(key.name, text, length);
    key.name[length] = '\0';
    return bsearch(&key, code->labels, code->label_count, sizeof key, by_name);
}

static bool jumps(const char *line)
{
    return line[0] == '\t' && line[1] == 'j';
}

/* A jump ahead is the one use of a label that makes no loop. */
static void mark_loops(struct code *code)
{
    qsort(code->labels, code->label_count, sizeof *code->labels, by_name);
    for (size_t i = 0; i < code->count; i++) {
        const char *line = code->lines[i];
        for (const char *at = line; line[0] == '\t' && (at = strstr(at, ".L")); at += 2) {
            struct label *label = find_label(code, at);
            if (label)
                label->looped |= !jumps(line) || label->line <= i;
        }
    }
}

/* What is known of the place that is passed: the block it is in. */
struct place {
    bool function_begins; /* and hasn't been counted yet */
    bool looped;
    bool labelled; /* nothing but labels since the block began */
};

/* False: the line is a call of the counter that isn't needed. */
static bool keep(const struct code *code, const char *line, struct place *place)
{
    char name[LABEL_SIZE];
    if (is_label(line, name)) {
        const struct label *label = find_label(code, name);
        place->looped = (place->looped && place->labelled) || (label && label->looped);
        place->labelled = true;
    } else if (strncmp(line, "\t.cfi_startproc", 15) == 0) {
        *place = (struct place){.function_begins = true};
    } else if (is_counter(line)) {
        bool needed = place->function_begins || place->looped;
        place->function_begins = place->labelled = false;
        return needed;
    } else if (!does_nothing(line) && line[1] != '.') {
        place->labelled = false;
        place->looped &= !jumps(line);
    }
    return true;
}

static void pass_code(const struct code *code, size_t at, bool inside, unsigned char mark,
                      struct place *place, struct block *block, FILE *to)
{
    const char *line = code->lines[at];
    bool kept = mark != TEAR_DROP && keep(code, line, place);
    if (inside) {
        block->count = 0;
        inline_asm_pass(line, to);
        return;
    }
    if (mark == TEAR_PIECE)
        tear_announce(line, to);
    if (kept)
        pass_line(line, block, to);
}

/* In the other notation nothing of it is understood. */
static bool is_intel(const struct code *code)
{
    for (size_t i = 0; i < code->count; i++)
        if (strstr(code->lines[i], "intel_syntax"))
            return true;
    return false;
}

static int pass_all(int to_assembler)
{
    struct code code = {0};
    struct block block = {0};
    struct place place = {0};
    FILE *to = fdopen(to_assembler, "w");
    read_code(&code);
    mark_loops(&code);
    unsigned char *marks = calloc(code.count + 1, 1);
    if (!marks)
        abort();
    tear_mark(code.lines, code.count, marks);
    bool inside = false, known = !is_intel(&code);
    for (size_t i = 0; to && i < code.count; i++) {
        inside = known && inline_asm_goes_on(code.lines[i], inside);
        pass_code(&code, i, inside, marks[i], &place, &block, to);
    }
    for (size_t i = 0; i < code.count; i++)
        free(code.lines[i]);
    free(marks);
    free(code.lines);
    free(code.labels);
    return to && fclose(to) == 0 ? 0 : -1;
}

int main(int count, char **arguments)
{
    int ends[2], status;
    (void)count;
    if (pipe(ends) < 0)
        return EXIT_FAILURE;
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        return assemble(arguments, ends[0]);
    }
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN); /* how the real one ends tells more */
    int passed = child > 0 ? pass_all(ends[1]) : -1;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return EXIT_FAILURE;
    if (WIFSIGNALED(status)) /* the compiler shall name the signal: a limit, most likely */
        raise(WTERMSIG(status));
    return passed < 0 && WEXITSTATUS(status) == 0 ? EXIT_FAILURE : WEXITSTATUS(status);
}
