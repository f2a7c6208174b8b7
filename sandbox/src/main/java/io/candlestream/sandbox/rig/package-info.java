/**
 * A pipeline that things are done to: {@link io.candlestream.sandbox.rig.Rig} holds servers, exchange and programs, {@link
 * io.candlestream.sandbox.rig.Checkpoint} and {@link io.candlestream.sandbox.rig.Vitals} look at the programs from outside.
 */
package io.candlestream.sandbox.rig;
