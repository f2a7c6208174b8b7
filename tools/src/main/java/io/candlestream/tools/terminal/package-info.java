/** What the tools print with: {@link io.candlestream.tools.terminal.TextTable}. */
package io.candlestream.tools.terminal;
