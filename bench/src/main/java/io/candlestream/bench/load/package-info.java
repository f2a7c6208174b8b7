/**
 * Makes the events of a stream: a {@link Workload} says which, {@link KlineWorkload} from random walks, {@link TradeWorkload} from the
 * made-up market; the publisher of the producer writes them to a topic. {@link LoadCommand} does so at a steady
 * {@link Schedule}, {@link Load#fill} as fast as it can.
 */
package io.candlestream.bench.load;
