package org.imagebuilder.chaos.fault;

/**
 * Something that goes wrong, and is right again.
 *
 * @param name for people
 * @param strike breaks something and mends it, as an operator or Kubernetes would; what was started anew need not be
 *     ready when it returns
 */
public record Fault(String name, Strike strike) {

    /** What happens. */
    @FunctionalInterface
    public interface Strike {
        void on(Scene scene) throws Exception;
    }
}
