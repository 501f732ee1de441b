/* SPDX-License-Identifier: MIT */
/* An assembler for gcc (-B/runtime/tools/): it looks through the code on its way to the real one.
 *
 * gcc counts basic blocks for us (-fsanitize-coverage=trace-pc, agent/compute.c), but leaves out
 * those in which nothing happens. `while (1);` is such a block, and a loop for ever: uncounted, it
 * could neither be preempted nor outlived by the clock. In the code it is a label and a jump back
 * to it with at most a `nop` between; before that jump goes the call that gcc left out. The block
 * holds no value and ends nowhere, so the call can't disturb anything; the stack is aligned there,
 * since frames are kept (-fno-omit-frame-pointer) and calls pass through all other blocks. */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ASSEMBLER "/usr/bin/as"

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

static void pass_line(const char *line, struct block *block, FILE *to)
{
    char label[LABEL_SIZE];
    if (is_label(line, label)) {
        if (block->count < LABELS)
            strcpy(block->labels[block->count++], label);
    } else if (!does_nothing(line)) {
        if (jumps_back(line, block))
            fputs("\tcall\t__sanitizer_cov_trace_pc@PLT\n", to);
        block->count = 0;
    }
    fputs(line, to);
}

static int assemble(char **arguments, int code)
{
    dup2(code, STDIN_FILENO);
    close(code);
    execv(ASSEMBLER, arguments);
    perror(ASSEMBLER);
    return EXIT_FAILURE;
}

static int pass_all(int code)
{
    struct block block = {0};
    char *line = NULL;
    size_t capacity = 0;
    FILE *to = fdopen(code, "w");
    while (to && getline(&line, &capacity, stdin) >= 0)
        pass_line(line, &block, to);
    free(line);
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
