/**
 * What a person sees of a demo: {@link io.candlestream.sandbox.screen.DemoScreen} shows each {@link
 * io.candlestream.sandbox.screen.Moment} as one {@code Frame}, which is cut to the terminal; {@code Quotes} remember what was seen
 * of each asset, {@code Look} what the terminal can show.
 */
package io.candlestream.sandbox.screen;
