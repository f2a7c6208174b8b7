"""The environment variables, under the names that consumer and tools have, and how they are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from candlestream.errors import CandlestreamError

_YES = {"true", "yes", "on"}
_NO = {"false", "no", "off"}


@dataclass(frozen=True)
class Settings:
    """Reads variables and refuses what is no value; an empty one is not set, as in the programs."""

    environment: Mapping[str, str]

    def text(self, variable: str, default: str = "") -> str:
        return self.environment.get(variable, "").strip() or default

    def port(self, variable: str, default: int) -> int:
        text = self.text(variable, str(default))
        if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
            return int(text)
        raise CandlestreamError(f"Cannot use {variable}={text}: a port from 1 to 65535 is needed")

    def number(self, variable: str, default: int, least: int, most: int) -> int:
        text = self.text(variable, str(default))
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        raise CandlestreamError(f"Cannot use {variable}={text}: a whole number from {least} to {most} is needed")

    def flag(self, variable: str, default: str) -> bool:
        text = self.text(variable, default).lower()
        if text in _YES | _NO:
            return text in _YES
        raise CandlestreamError(f"Cannot use {variable}={text}: true or false is needed")

    def file(self, variable: str) -> Path | None:
        text = self.text(variable)
        if text and not Path(text).is_file():
            raise CandlestreamError(f"Cannot use {variable}={text}: no such file")
        return Path(text) if text else None
