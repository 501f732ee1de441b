/* SPDX-License-Identifier: MIT */
/* A pthread mutex beside the value it guards, both in one shared structure. */
#include <mp.h>
#include <pthread.h>
#include <stdio.h>

struct guarded {
    pthread_mutex_t mutex;
    int value;
};

static int value = 100;

static int take_one(void *argument)
{
    struct guarded *guarded = argument;
    if (!guarded)
        return value--;
    pthread_mutex_lock(&guarded->mutex);
    guarded->value--;
    pthread_mutex_unlock(&guarded->mutex);
    return 0;
}

static void ten(struct guarded *guarded)
{
    static mp_process processes[2][10];
    mp_process *batch = processes[guarded != NULL];
    for (int i = 0; i < 10; i++) {
        mp_process_init(&batch[i], take_one, guarded);
        mp_process_start(&batch[i]);
    }
    for (int i = 0; i < 10; i++)
        while (mp_process_join(&batch[i], 1.0) != MP_OK)
            ;
}

int main(void)
{
    struct guarded *guarded = mp_shared_new(sizeof *guarded);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&guarded->mutex, &attributes);
    guarded->value = value;
    ten(NULL);
    printf("%d\n", value);
    ten(guarded);
    printf("%d\n", guarded->value);
    return 0;
}
