"""What a person can fix, in one line."""


class CandlestreamError(Exception):
    """A failure whose message says what, why and the way out; a notebook shows that line instead of a stack trace."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]
