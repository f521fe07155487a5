package org.imagebuilder.queue;

/** What became of a running job whose worker is lost. */
public enum Lost {
    /** It is ready again. */
    REQUEUED,
    /** It had been lost too often and is finished with an error. */
    FINISHED,
    /** It was not running any more; nothing changed. */
    NOT_RUNNING
}
