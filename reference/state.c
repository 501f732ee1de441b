/* SPDX-License-Identifier: MIT */
/* The states of processes: their memory and their names, and which process this one is.
 *
 * Every state that isn't closed hangs in the list `known`, so that leak checkers understand that
 * programs needn't close what lives as long as they do. */
#include "state.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct mp_here mp_here_;

static struct mp_process_state main_state = {
    .phase = MP_PHASE_RUNNING, .descriptor = -1, .identity = "MainProcess"};
static mp_process main_process = {.state = &main_state};

mp_process *mp_current_process(void)
{
    return mp_here_.started ? mp_here_.started : &main_process;
}

static char *append_text(char *end, const char *text, size_t most)
{
    size_t length = strnlen(text, most);
    return (char *)memcpy(end, text, length) + length;
}

static char *append_number(char *end, unsigned number)
{
    if (number >= 10)
        end = append_number(end, number / 10);
    *end = (char)('0' + number % 10);
    return end + 1;
}

/* From some tenth generation on the first part of the name stands for the whole line of ancestors.
 * Without snprintf, which would touch a page more of the stack. */
static void set_identity(struct mp_process_state *state)
{
    char *end = state->identity;
    if (mp_here_.started)
        end = append_text(append_text(end, mp_here_.started->state->identity, 28), ":", 1);
    else
        end = append_text(end, "Process-", 8);
    *append_number(end, ++mp_here_.children_named) = '\0';
}

static void remember(struct mp_process_state *state)
{
    state->older = mp_here_.known;
    if (mp_here_.known)
        mp_here_.known->newer = state;
    mp_here_.known = state;
}

static void forget(struct mp_process_state *state)
{
    if (state->older)
        state->older->newer = state->newer;
    if (state->newer)
        state->newer->older = state->older;
    else
        mp_here_.known = state->older;
}

static struct mp_process_state *find_memory(void)
{
    for (size_t i = 0; i < MP_STATES_AT_HAND; i++)
        if (!mp_here_.states[i].process)
            return &mp_here_.states[i];
    return malloc(sizeof(struct mp_process_state));
}

struct mp_process_state *mp_state_new_(mp_process *process)
{
    struct mp_process_state *state = find_memory();
    if (!state)
        return NULL;
    *state = (struct mp_process_state){.parent = getpid(),
                                       .descriptor = -1,
                                       .daemon = mp_process_daemon(mp_current_process()),
                                       .process = process};
    set_identity(state);
    remember(state);
    return state;
}

void mp_state_free_(struct mp_process_state *state)
{
    forget(state);
    free(state->name);
    if (state >= mp_here_.states && state < mp_here_.states + MP_STATES_AT_HAND)
        state->process = NULL;
    else
        free(state);
}
