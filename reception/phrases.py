"""Finding what was meant by what was typed: word forms, typos, Ukrainian and Russian mixed, Latin letters for Cyrillic.

A word counts the more, the fewer subjects it stands in; what is said about everything ("please", "how") counts nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from rapidfuzz import fuzz, process

from crm.spelling import name_key
from reception.everyday import EVERYDAY

STEM = 3  # letters in which two forms of a word begin alike
ENDING = 3  # letters in which they may differ after that
TYPO = 5  # letters of a word that may hold a typo
LIKE_ENOUGH = 78  # of 100
ANOTHER_FORM, MISTYPED = 0.9, 0.8  # what such a match is worth
LONGEST = 200  # characters that are looked at
UNKNOWN = 0.5  # what a word that stands nowhere weighs, of the most there is

Hits = dict[int, float]


@dataclass(frozen=True, slots=True)
class Phrase:
    """``subject``: what it is about. ``weight``: what a word of it is worth, 1 in a title, less in a long text.

    ``whole``: a title or a question, of which it matters how much was typed.
    """

    subject: int
    text: str
    weight: float = 1
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Sought:
    """``weighs``: what each word that was typed weighs; ``scores``: how well a subject fits. All from 0 to 1."""

    weighs: Mapping[str, float]
    scores: Mapping[int, float]


def words_of(text: str) -> list[str]:
    """In one spelling, without those that everybody says about everything."""
    return [word for word in dict.fromkeys(name_key(text).split()) if len(word) > 1 and word not in EVERYDAY]


class Phrases:
    """Built once; a search reads it and changes nothing."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._weights: dict[str, Hits] = defaultdict(dict)
        self._wholes: dict[str, set[int]] = defaultdict(set)
        self._phrases: list[tuple[int, list[str]]] = []
        for phrase in phrases:
            self._add(phrase)
        self._rarity = self._rarities()
        self._begun: dict[str, list[str]] = defaultdict(list)
        for word in self._weights:
            self._begun[word[:1]].append(word)

    def search(self, text: str) -> Sought:
        """How well each subject fits, of those that fit at all."""
        alike = {word: self._alike(word) for word in words_of(text[:LONGEST])}
        weighs = {word: self._rarity_of(word, ones) for word, ones in alike.items()}
        covered: Hits = defaultdict(float)
        said: Hits = defaultdict(float)
        for word, ones in alike.items():
            for subject, worth in self._worth(ones).items():
                covered[subject] += worth * weighs[word]
            for phrase, worth in self._worth_in_wholes(ones).items():
                said[phrase] += worth
        return Sought(weighs, self._scores(covered, said, sum(weighs.values())))

    def _rarity_of(self, word: str, alike: Mapping[str, float]) -> float:
        """Of the word itself, or of the one most like it."""
        if not alike:
            return UNKNOWN
        return self._rarity[word if word in alike else max(alike, key=lambda one: alike[one])]

    def _add(self, phrase: Phrase) -> None:
        words = words_of(phrase.text)
        for word in words:
            hits = self._weights[word]
            hits[phrase.subject] = max(hits.get(phrase.subject, 0), phrase.weight)
            if phrase.whole:
                self._wholes[word].add(len(self._phrases))
        if phrase.whole:
            self._phrases.append((phrase.subject, words))

    def _rarities(self) -> dict[str, float]:
        """From 0 to 1: 1 for a word of one subject alone."""
        subjects = {subject for hits in self._weights.values() for subject in hits}
        most = log(1 + len(subjects))
        return {word: log(1 + len(subjects) / len(hits)) / most for word, hits in self._weights.items()}

    def _alike(self, word: str) -> dict[str, float]:
        """The words in there of which this may be a form or a mistyping, by how likely."""
        near = self._begun.get(word[:1], [])
        alike: dict[str, float] = {}
        if len(word) >= TYPO:
            mistyped = process.extract(word, near, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=None)
            alike = {one: MISTYPED * score / 100 for one, score, _ in mistyped}
        alike |= {one: ANOTHER_FORM for one in near if _same_stem(word, one)}
        return alike | {word: 1.0} if word in self._weights else alike

    def _worth(self, alike: Mapping[str, float]) -> Hits:
        best: Hits = {}
        for word, likely in alike.items():
            for subject, weight in self._weights[word].items():
                best[subject] = max(best.get(subject, 0), likely * weight)
        return best

    def _worth_in_wholes(self, alike: Mapping[str, float]) -> Hits:
        best: Hits = {}
        for word, likely in alike.items():
            for phrase in self._wholes[word]:
                best[phrase] = max(best.get(phrase, 0), likely * self._rarity[word])
        return best

    def _scores(self, covered: Hits, said: Hits, asked: float) -> Hits:
        """Three quarters: how much of what was typed is about the subject; one: how much of a question was typed."""
        whole: Hits = defaultdict(float)
        for phrase, worth in said.items():
            subject, words = self._phrases[phrase]
            whole[subject] = max(whole[subject], min(1, worth / sum(self._rarity[word] for word in words)))
        return {subject: 0.75 * worth / asked + 0.25 * whole[subject] for subject, worth in covered.items()}


def _same_stem(one: str, other: str) -> bool:
    """Forms of one word begin alike and differ in their endings: "кров", "крові"; "аналізи", "аналізами"."""
    begin = 0
    for letter, same in zip(one, other, strict=False):
        if letter != same:
            break
        begin += 1
    endings = len(one) - begin, len(other) - begin
    if begin == STEM:
        return max(endings) <= 1
    return begin > STEM and max(endings) <= min(ENDING, begin - 1)
