/**
 * The exchange's past: {@link io.candlestream.history.RestKlines} asks for it, {@link io.candlestream.history.ArchiveKlines}
 * reads it from files; both yield {@link io.candlestream.history.Candle}s.
 */
package io.candlestream.history;
