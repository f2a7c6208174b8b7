/**
 * What a person sees of a demo: {@link io.candlestream.sandbox.screen.DemoScreen} shows each {@link
 * io.candlestream.sandbox.screen.DemoState} as one {@code ScreenText}, which is cut to the terminal; {@code Quotes} remember what was seen
 * of each asset, {@code TerminalStyle} what the terminal can show.
 */
package io.candlestream.sandbox.screen;
