/**
 * A pipeline that things are done to: {@link io.candlestream.sandbox.testbed.TestBed} holds servers, exchange and programs, {@link
 * io.candlestream.sandbox.testbed.CheckpointWatch} and {@link io.candlestream.sandbox.testbed.ProcessStats} look at the programs from outside.
 */
package io.candlestream.sandbox.testbed;
