package io.candlestream.simulator.channel;

import java.util.function.Function;

/**
 * One path of REST.
 *
 * @param weight of a request, in the exchange's unit
 * @param answer the JSON text; throws {@link RefusedException} for a request that the exchange refuses
 */
public record RestEndpoint(int weight, Function<RestRequest, String> answer) {}
