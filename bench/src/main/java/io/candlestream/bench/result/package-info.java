/** What comes out: a {@link io.candlestream.bench.result.Run} is one figure, a {@link io.candlestream.bench.result.RaceResult} sums a contender's runs up, for people as Markdown and for programs as JSON. */
package io.candlestream.bench.result;
