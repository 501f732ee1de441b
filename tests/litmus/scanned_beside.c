/* SPDX-License-Identifier: MIT */
/* Two threads take words and numbers from texts of their own, into members that lie side by side:
 * no byte is both's.
 *
 * outcome: ab 7 0.5 8 cd 8 1.5 8
 */
#include <pthread.h>
#include <stdio.h>

static struct {
    char words[2][3];
    unsigned char numbers[2];
    float parts[2];
    signed char ends[2];
} taken;

static const char *const texts[] = {"ab 7 0.5", "cd 8 1.5"};

static void *take(void *which)
{
    long i = (long)which;
    if (sscanf(texts[i], "%2[a-d]%hhu %f%hhn ", taken.words[i], &taken.numbers[i], &taken.parts[i],
               &taken.ends[i]) != 3)
        puts("not taken");
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, take, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 2; i++)
        printf("%s %d %.1f %d%c", taken.words[i], taken.numbers[i], taken.parts[i], taken.ends[i],
               i ? '\n' : ' ');
    return 0;
}
