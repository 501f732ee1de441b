/* SPDX-License-Identifier: MIT */
/* With strtok_r each thread has its own place in its own text.
 *
 * outcome: 2 2
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void *count_words(void *text)
{
    long words = 0;
    char *rest;
    for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
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
