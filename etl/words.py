"""Words in the two languages of the interface."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Russian and in English."""

    ru: str
    en: str

    def of(self, language: str) -> str:
        """Return the words in the language asked for, Russian when it is not English."""
        return self.en if language == "en" else self.ru


@dataclass(frozen=True, slots=True)
class Unit:
    """The words after a number: Russian forms for 1, 2 and 5, English for one and many."""

    ru: tuple[str, str, str]
    en: tuple[str, str]
