"""How quick the bot is, beside others that do the same: ``make bench``. Loopback only, ends by itself."""
