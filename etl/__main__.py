"""python -m etl."""

import gc
import os
import sys

if __name__ == "__main__":  # a process that reads ahead may import this file again
    gc.set_threshold(1_000_000)  # a file is a million texts and no cycles: looking for some takes a tenth of a load
    # threads of numpy that nobody calls spin for a twentieth of a load; Arrow's own allocator keeps what it had, 20 MB a process
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    from etl.cli.app import main
    from etl.principal import serves_many
    from etl.terminal.noted import log_lines

    if serves_many():
        log_lines()
    code = main()
    gc.freeze()  # the end of the process frees all; going through it for cycles first takes a third of a second
    sys.exit(code)
