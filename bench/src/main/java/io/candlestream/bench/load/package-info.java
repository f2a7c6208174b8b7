/**
 * Makes klines: {@link Workload} says which, {@link AssetWalk} and {@link KlineSequence} make them from a seed, {@link KlinePublisher}
 * writes them to a topic as the producer would. {@link LoadCommand} does so at a steady {@link Schedule}, {@link
 * Load#fill} as fast as it can.
 */
package io.candlestream.bench.load;
