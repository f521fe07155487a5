package org.imagebuilder.standalone.stack;

/** What was asked for cannot be started; the message is one line for the person who asked. */
public final class StartRefusedException extends RuntimeException {

    StartRefusedException(String message) {
        super(message);
    }
}
