# SPDX-License-Identifier: MIT
"""Python's side of runtime.c: seconds that a load takes on multiprocessing.Queue.
Usage: python_queue.py PAIRS SIZE MESSAGES MAXSIZE"""
import multiprocessing
import sys
import time

context = multiprocessing.get_context("fork")


def put(queue, message, count):
    for _ in range(count):
        queue.put(message)


def get(queue, count):
    for _ in range(count):
        queue.get()


pairs, size, messages, maxsize = map(int, sys.argv[1:])
queue = context.Queue(maxsize)
before = time.monotonic()
processes = []
for _ in range(pairs):
    processes.append(context.Process(target=put, args=(queue, bytes(size), messages // pairs)))
    processes.append(context.Process(target=get, args=(queue, messages // pairs)))
for process in processes:
    process.start()
for process in processes:
    process.join()
print(time.monotonic() - before)
