"""`python -m vidcap` is the command `vidcap`."""

from vidcap.cli import main

if __name__ == "__main__":
    main()
