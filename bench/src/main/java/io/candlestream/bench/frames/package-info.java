/**
 * The race from frame to topic: {@code Frames} are made beforehand, {@code ProducerPath} is what the producer does between
 * the socket and the broker, and {@code FrameRace}, the program, sends the ones through the other.
 */
package io.candlestream.bench.frames;
