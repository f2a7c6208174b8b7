/**
 * What runs: {@link io.candlestream.sandbox.status.StatusCommand} asks each {@link io.candlestream.sandbox.status.Component} of the
 * demos that run, or of what the environment names, and prints a {@link io.candlestream.sandbox.status.ComponentGroup} of them.
 */
package io.candlestream.sandbox.status;
