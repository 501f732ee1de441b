from multiprocessing import Process, Lock
# is Python allowed?
