/* SPDX-License-Identifier: MIT */
/* The run is over before it is walked through: going back is only looking at an earlier line of the
 * record. The terminal is set to give single keys and is put back however the walk ends. */
#include "walk.h"

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

enum key { KEY_NEXT, KEY_BACK, KEY_QUIT, KEY_OTHER };

static enum key key_of(int character)
{
    switch (character) {
    case '\n':
    case '\r':
    case ' ':
    case 'n':
        return KEY_NEXT;
    case 'b':
        return KEY_BACK;
    case 'q':
    case EOF:
        return KEY_QUIT;
    default:
        return KEY_OTHER;
    }
}

/* One key; of a line, its first character. */
static enum key read_key(bool terminal)
{
    int character = getchar();
    for (int rest = character; !terminal && rest != '\n' && rest != EOF;)
        rest = getchar();
    return key_of(character);
}

static bool single_keys(struct termios *before)
{
    struct termios raw;
    if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, before) < 0)
        return false;
    raw = *before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    setvbuf(stdin, NULL, _IONBF, 0);
    return tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
}

static void walk_steps(struct trace_table *table, bool terminal)
{
    size_t at = 0;
    while (at < table->trace.count) {
        trace_table_step(table, at, true);
        fflush(stdout);
        enum key key = read_key(terminal);
        while (key == KEY_OTHER)
            key = read_key(terminal);
        if (key == KEY_QUIT)
            return;
        if (key == KEY_NEXT)
            at++;
        else if (at > 0)
            at--;
    }
}

void walk(const struct scene *scene, struct report_style style)
{
    struct termios before;
    struct trace_table table;
    const size_t *critical;
    size_t count = scene_critical(scene, &critical);
    bool terminal = single_keys(&before);
    if (terminal)
        printf("(Enter or space: next step; b: back; q: quit)\n");
    trace_table_open(&table, stdout, style, &scene->run, critical, count, scene->files);
    walk_steps(&table, terminal);
    trace_table_close(&table);
    if (terminal)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}
