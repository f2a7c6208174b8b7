/** The lake of a demo or a drill: its rows as the command {@code lake rows} tells them. */
package io.candlestream.sandbox.lake;
