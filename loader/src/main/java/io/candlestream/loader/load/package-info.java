/**
 * A load from files to rows: {@link io.candlestream.loader.load.LoadJob} writes one file a month on all processors and has the node
 * import each, {@link io.candlestream.loader.load.LoadedFiles} remembers what is done, {@link
 * io.candlestream.loader.load.LoadProgress} says how far it is.
 */
package io.candlestream.loader.load;
