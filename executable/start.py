"""Where the executable starts: as the command line, or as one of its worker processes."""

import multiprocessing
import os

# On Linux the loader is pointed at our own libraries. A browser that we open needs those of its system.
_PATH = "LD_LIBRARY_PATH"
if f"{_PATH}_ORIG" in os.environ:
    os.environ[_PATH] = os.environ.pop(f"{_PATH}_ORIG")
else:
    os.environ.pop(_PATH, None)
# Ends here in a worker.
multiprocessing.freeze_support()

from clustercheck.cli import main  # noqa: E402

main()
