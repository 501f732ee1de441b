/* SPDX-License-Identifier: MIT */
/* strtok has one memory for the whole process: two threads that cut texts of their own into words
 * disturb each other.
 *
 * finding: data-race
 * outcome: 2 2
 * outcome: 1 2
 * outcome: 2 1
 * outcome: 3 1
 * outcome: 1 3
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void *count_words(void *text)
{
    long words = 0;
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
        words++;
    return (void *)words;
}

int main(void)
{
    pthread_t threads[2];
    char texts[2][4] = {"a b", "c d"};
    void *words[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, count_words, texts[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], &words[i]);
    printf("%ld %ld\n", (long)words[0], (long)words[1]);
    return 0;
}
