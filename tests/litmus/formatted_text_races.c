/* SPDX-License-Identifier: MIT */
/* Two threads format their names into one buffer, and print what is there.
 *
 * finding: data-race
 * outcome: I am alice | I am bob
 * outcome: I am bob | I am alice
 * outcome: I am alice | I am alice
 * outcome: I am bob | I am bob
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static char text[32];

static void *introduce(void *name)
{
    char copy[32];
    sprintf(text, "I am %s\n", (const char *)name);
    strcpy(copy, text);
    fputs(copy, stdout);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, introduce, "alice");
    pthread_create(&threads[1], NULL, introduce, "bob");
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
