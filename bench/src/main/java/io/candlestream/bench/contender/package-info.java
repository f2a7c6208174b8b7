/**
 * Who races: a {@link Contender} is started on a {@link Pipeline} and becomes {@link Work} under way, which ends with the
 * {@link Span} in which it says that it worked.
 */
package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.Pipeline;
