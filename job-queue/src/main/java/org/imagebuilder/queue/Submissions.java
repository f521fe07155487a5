package org.imagebuilder.queue;

/** Stores new jobs. */
@SuppressWarnings("DoNotCallSuggester")
public final class Submissions {

    /**
     * Stores the whole graph, in one statement, or nothing.
     *
     * @throws UnknownDependencyException if a dependency is neither in the graph nor stored
     * @throws IllegalArgumentException if arguments are no JSON, or hold the escaped NUL character
     */
    public Publication enqueue(JobGraph graph) {
        throw new UnsupportedOperationException(graph.toString());
    }
}
