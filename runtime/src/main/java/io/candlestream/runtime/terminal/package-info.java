/**
 * What a program prints: {@link io.candlestream.runtime.terminal.Terminal} guards its output, so that no foreign text steers the
 * operator's terminal; {@link io.candlestream.runtime.terminal.VisibleText} keeps such a text within its line, {@link
 * io.candlestream.runtime.terminal.TextTable} within its column.
 */
package io.candlestream.runtime.terminal;
