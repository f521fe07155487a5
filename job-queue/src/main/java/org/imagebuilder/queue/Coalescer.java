package org.imagebuilder.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;

/**
 * Has the database do with one statement what several threads want at the same time. Whoever comes while there is room
 * for another statement goes at once and does not wait for company; what comes meanwhile goes together.
 *
 * @param <A> what is wanted
 * @param <R> what comes of it
 */
final class Coalescer<A, R> {

    /** Statements at a time. Two of them keep a processor and a disk busy; with more there is less company. */
    private static final int STATEMENTS = 2;

    private final int most;
    private final Function<List<A>, List<R>> statement;
    private final Queue<Wish<A, R>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore free = new Semaphore(STATEMENTS);

    private record Wish<A, R>(A what, CompletableFuture<R> outcome) {}

    /**
     * @param most how many it takes at a time
     * @param statement does all of them or fails and changes nothing; gives the outcomes in the same order
     */
    Coalescer(int most, Function<List<A>, List<R>> statement) {
        this.most = most;
        this.statement = statement;
    }

    /** Does one, and waits for it. What the statement throws for it alone is thrown here. */
    R run(A what) {
        return outcome(add(List.of(what)).getFirst());
    }

    /** Does several and waits for all of them; the outcomes are in the same order, and each throws what is thrown for it. */
    List<Supplier<R>> runAll(List<A> several) {
        List<Wish<A, R>> wishes = add(several);
        wishes.forEach(wish -> wish.outcome.handle((_, _) -> true).join());
        return wishes.stream().<Supplier<R>>map(wish -> () -> outcome(wish)).toList();
    }

    private List<Wish<A, R>> add(List<A> several) {
        List<Wish<A, R>> wishes = several.stream()
                .map(what -> new Wish<A, R>(what, new CompletableFuture<>()))
                .toList();
        waiting.addAll(wishes);
        startIfFree();
        return wishes;
    }

    /** On a thread of its own, which lives for one statement: to interrupt one of those who wait must not cut the others'. */
    private void startIfFree() {
        if (!waiting.isEmpty() && free.tryAcquire()) {
            Thread.ofVirtual().name("coalesced").start(this::takeTurn);
        }
    }

    private void takeTurn() {
        try {
            List<Wish<A, R>> turn = new ArrayList<>();
            for (Wish<A, R> wish = waiting.poll(); wish != null; wish = turn.size() < most ? waiting.poll() : null) {
                turn.add(wish);
            }
            if (!turn.isEmpty()) {
                together(turn);
            }
        } finally {
            free.release();
            // who came after the look into the queue may have found no room
            startIfFree();
        }
    }

    private void together(List<Wish<A, R>> turn) {
        try {
            List<R> outcomes = statement.apply(turn.stream().map(Wish::what).toList());
            for (int i = 0; i < turn.size(); i++) {
                turn.get(i).outcome.complete(outcomes.get(i));
            }
        } catch (RuntimeException e) {
            if (turn.size() == 1 || isOfAll(e)) {
                turn.forEach(wish -> wish.outcome.completeExceptionally(e));
            } else {
                // one of them is to blame, and the others shall not suffer for it
                turn.forEach(wish -> together(List.of(wish)));
            }
        } catch (Error e) {
            turn.forEach(wish -> wish.outcome.completeExceptionally(e));
            throw e;
        }
    }

    /** Whether the database was away or too slow, and will not be any better for each of them. */
    private static boolean isOfAll(RuntimeException e) {
        return e instanceof DataAccessResourceFailureException
                || e instanceof TransientDataAccessResourceException
                || e instanceof QueryTimeoutException
                || e instanceof TransactionException;
    }

    private static <A, R> R outcome(Wish<A, R> wish) {
        try {
            return wish.outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
