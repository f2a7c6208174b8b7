/** The simulated exchange as a program of its own, for pipelines that run elsewhere, such as in containers. */
package io.candlestream.simulator;
