/** What the bytes of a record say, however damaged they are: {@link io.candlestream.tools.wire.TextFields}. */
package io.candlestream.tools.wire;
