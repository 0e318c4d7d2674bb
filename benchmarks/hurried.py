"""The program as it is, for a Telegram that bears ``SCALE`` times as many messages a second."""

import os
import sys

from bot.__main__ import main
from reminders.pace import Limits

SCALE = "SCALE"

if __name__ == "__main__":
    usual = Limits()
    more = (usual.in_all * int(os.environ[SCALE]), usual.window, usual.chat_gap, usual.in_group, usual.group_window)
    Limits.__init__.__defaults__ = more  # no setting: they are what they are
    sys.exit(main([]))
