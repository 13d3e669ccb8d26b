"""The language of a page: what is asked for in the address, else by the browser; and its words.

Words are written in English in the templates; `translations/<language>.po` holds the others and is read at the start.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale
from flask import g, has_request_context, request

from kg.messages import catalog, translated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent / "translations"
LOCALES: Mapping[str, Locale] = {"zh": Locale("zh", script="Hans"), "en": Locale("en", "GB")}


def language() -> str:
    """The language of the page being made."""
    if not has_request_context():
        return LANGUAGES[0]
    if "language" not in g:
        asked = request.args.get("lang", "")
        g.language = asked if asked in LANGUAGES else request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])
    return str(g.language)


def translate(words: str) -> str:
    """The words in the language of the page."""
    return catalog(language(), FOLDER).get(words, words)


def spoken(fault: object) -> str:
    """What kg says no to, in the language of the page."""
    return translated(str(fault), language())


def speak(app: Flask) -> None:
    """Give templates their translations, and keep a language that the address names in the links of the page."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    install = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]  # added by the extension
    install(translate, lambda one, many, n: translate(one if n == 1 else many), newstyle=True)
    app.jinja_env.globals.update(language=language, LANGUAGES=LANGUAGES)
    app.jinja_env.filters["spoken"] = spoken

    @app.url_defaults
    def keep_language(endpoint: str, values: dict[str, object]) -> None:
        if endpoint != "static" and request and request.args.get("lang") in LANGUAGES:
            values.setdefault("lang", request.args["lang"])
