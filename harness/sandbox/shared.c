/* SPDX-License-Identifier: MIT */
/* Theory: the *_INFO commands tell how many objects there are and the highest index of the kernel's
 * table, which the *_STAT commands walk; the sandbox has an IPC namespace of its own, so all that
 * is there is the program's. Most programs have none: three calls tell that. */
#define _GNU_SOURCE
#include "sandbox/shared.h"

#include <stddef.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

union semaphore_argument {
    int value;
    void *memory;
};

static int clear_segments(void)
{
    struct shm_info info = {0};
    struct shmid_ds entry;
    int highest = shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&info);
    for (int index = 0; info.used_ids && index <= highest; index++) {
        int id = shmctl(index, SHM_STAT, &entry);
        if (id >= 0 && shmctl(id, IPC_RMID, NULL) < 0)
            return -1;
    }
    return 0;
}

static int clear_semaphores(void)
{
    struct seminfo info = {0}; /* semusz: the number of sets */
    struct semid_ds entry;
    int highest = semctl(0, 0, SEM_INFO, (union semaphore_argument){.memory = &info});
    for (int index = 0; info.semusz && index <= highest; index++) {
        int id = semctl(index, 0, SEM_STAT, (union semaphore_argument){.memory = &entry});
        if (id >= 0 && semctl(id, 0, IPC_RMID) < 0)
            return -1;
    }
    return 0;
}

static int clear_queues(void)
{
    struct msginfo info = {0}; /* msgpool: the number of queues */
    struct msqid_ds entry;
    int highest = msgctl(0, MSG_INFO, (struct msqid_ds *)(void *)&info);
    for (int index = 0; info.msgpool && index <= highest; index++) {
        int id = msgctl(index, MSG_STAT, &entry);
        if (id >= 0 && msgctl(id, IPC_RMID, NULL) < 0)
            return -1;
    }
    return 0;
}

int shared_clear(void)
{
    return clear_segments() < 0 || clear_semaphores() < 0 || clear_queues() < 0 ? -1 : 0;
}
