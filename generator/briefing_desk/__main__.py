"""Run the command line as `python -m briefing_desk`."""

from briefing_desk.cli import main

if __name__ == "__main__":
    main()
