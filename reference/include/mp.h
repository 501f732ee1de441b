/* SPDX-License-Identifier: MIT */
/* libmp: processes and what they share, with the semantics of Python's multiprocessing, by fork.
 *
 * One header per family; this one includes them all. Rules that hold for every function:
 *   - What can fail returns an enum mp_status, MP_OK on success; MP_SYSTEM leaves the cause in
 *     errno.
 *   - Constructors return NULL when out of resources, with the cause in errno. NULL instead of an
 *     object is never dereferenced: what returns a status answers MP_STATE, the others do nothing.
 *     A queue that isn't there is empty and full; a process that isn't has no name, no pid and no
 *     life.
 *   - Timeouts are seconds on the monotonic clock: MP_FOREVER waits without limit, 0 tries once.
 *   - Everything that is to be shared is created before the processes that share it are started.
 *   - A signal handler may interrupt any operation, which then goes on; none of them may be called
 *     from a signal handler.
 *   - A thread may use everything; processes and the ends of pipes only one thread at a time. */
#ifndef MP_H
#define MP_H

#include "mp/barrier.h"
#include "mp/clock.h"
#include "mp/condition.h"
#include "mp/event.h"
#include "mp/lock.h"
#include "mp/pipe.h"
#include "mp/process.h"
#include "mp/queue.h"
#include "mp/rlock.h"
#include "mp/semaphore.h"
#include "mp/shared.h"
#include "mp/status.h"

#endif
