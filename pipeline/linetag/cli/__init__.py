"""The command line: `main` is the program `linetag`, and each command is a module of its name.

Results go to stdout, messages to stderr. A command is imported when it is called (`app`), and what stops
the program from outside (a full disk, a closed pipe, Ctrl-C) ends it with one sentence (`guard`).
"""


def main() -> None:
    """Run the command line and exit with its status: 0, 1 or 2, and 130 after Ctrl-C.

    Everything is imported inside the `try`, so that Ctrl-C during the imports shows no traceback either.
    """
    try:
        import sys

        from linetag.cli.guard import guarded

        status = guarded(sys.argv[1:])
    except KeyboardInterrupt:
        import os

        os.write(2, b"linetag: interrupted\n")
        status = 130  # as a shell reports a program that SIGINT ended
    sys.exit(status)
