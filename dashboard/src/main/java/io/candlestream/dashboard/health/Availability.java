package io.candlestream.dashboard.health;

import java.util.Optional;

/**
 * Whether a part of the pipeline answers.
 *
 * @param awaySince epoch milliseconds; empty while it answers
 * @param why it does not, where that is known
 */
public record Availability(Optional<Long> awaySince, Optional<String> why) {}
