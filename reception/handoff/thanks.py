"""Words after which nobody waits for an answer."""

from reception.typed import plain

THANKS = frozenset(
    """
    дякую|дякуємо|щиро дякую|дуже дякую|красно дякую|велике дякую|дякую вам|дякую дуже|спасибі|ок дякую
    спасибо|большое спасибо|спасибо большое|спасибо вам|благодарю|огромное спасибо|ок спасибо
    thanks|thank you|many thanks|thanks a lot|thank you very much|thank you so much|thx|ok thanks|ok thank you
    dziękuję|dziękujemy|dziękuję bardzo|bardzo dziękuję|dzięki|ok dziękuję
    grazie|grazie mille|mille grazie|molte grazie|la ringrazio|ok grazie
    ок|ok|окей|okay|добре|хорошо|dobrze|va bene|зрозуміло|понятно
    """.replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
EMOJI = frozenset("👍🙏❤👌😊🥰🤗💐🌹💛💙🤝☺")


def is_thanks(text: str) -> bool:
    """Whether nothing but thanks is said, in words or in pictures."""
    words = " ".join("".join(char if char.isalnum() else " " for char in plain(text[:100]).casefold()).split())
    return words in THANKS if words else any(char in EMOJI for char in text)
