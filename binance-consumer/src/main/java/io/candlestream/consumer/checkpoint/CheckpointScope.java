package io.candlestream.consumer.checkpoint;

/** Which drivers see a checkpoint that is a folder of this machine. */
public enum CheckpointScope {
    THIS_MACHINE,
    EVERY_DRIVER
}
