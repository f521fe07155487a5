package org.imagebuilder.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

    /** Statements at a time, at most. */
    private static final int STATEMENTS = 2;

    /** What takes longer than this may be stuck, in a connection that is broken for example. */
    private static final Duration USUAL = Duration.ofMillis(20);

    private final int most;
    /** A second statement waits until the first has taken so long. */
    private final Duration alone;

    private final Function<List<A>, List<R>> statement;
    private final Queue<Wish<A, R>> waiting = new ConcurrentLinkedQueue<>();
    /** Guarded by itself. */
    private final Set<Turn> underWay = new HashSet<>(STATEMENTS);

    private record Wish<A, R>(A what, CompletableFuture<R> outcome) {}

    /** A statement that is under way. */
    private static final class Turn {

        private final long begun = System.nanoTime();

        boolean isAsOldAs(Duration age) {
            return System.nanoTime() - begun >= age.toNanos();
        }
    }

    private Coalescer(int most, Duration alone, Function<List<A>, List<R>> statement) {
        this.most = most;
        this.alone = alone;
        this.statement = statement;
    }

    /**
     * For changes. There is one statement at a time, since each costs a commit, and a second one only when that takes
     * unusually long.
     *
     * @param most how many it takes at a time
     * @param statement does all of them or fails and changes nothing; gives the outcomes in the same order
     */
    static <A, R> Coalescer<A, R> ofChanges(int most, Function<List<A>, List<R>> statement) {
        return new Coalescer<>(most, USUAL, statement);
    }

    /**
     * For reads, of which there are two statements at a time: to wait for company costs them more than it saves. Who finds
     * room and no company reads on its own thread, and if that is interrupted, nobody else suffers for it.
     */
    static <A, R> Coalescer<A, R> ofReads(int most, Function<List<A>, List<R>> statement) {
        return new Coalescer<>(most, Duration.ZERO, statement);
    }

    /** Does one, and waits for it. What the statement throws for it alone is thrown here. */
    R run(A what) {
        Turn turn = isOfReads() && waiting.isEmpty() ? begin() : null;
        if (turn != null) {
            try {
                return statement.apply(List.of(what)).getFirst();
            } finally {
                end(turn);
            }
        }
        Wish<A, R> wish = add(List.of(what)).getFirst();
        await(wish);
        return outcome(wish);
    }

    /** Does several and waits for all of them; the outcomes are in the same order, and each throws what is thrown for it. */
    List<Supplier<R>> runAll(List<A> several) {
        List<Wish<A, R>> wishes = add(several);
        wishes.forEach(this::await);
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
        Turn turn = waiting.isEmpty() ? null : begin();
        if (turn != null) {
            Thread.ofVirtual().name("coalesced").start(() -> take(turn));
        }
    }

    /** Null if there is no room. */
    private @Nullable Turn begin() {
        synchronized (underWay) {
            if (underWay.size() == STATEMENTS || !underWay.stream().allMatch(other -> other.isAsOldAs(alone))) {
                return null;
            }
            Turn turn = new Turn();
            underWay.add(turn);
            return turn;
        }
    }

    private void take(Turn turn) {
        try {
            List<Wish<A, R>> wishes = new ArrayList<>();
            for (Wish<A, R> wish = waiting.poll(); wish != null; wish = wishes.size() < most ? waiting.poll() : null) {
                wishes.add(wish);
            }
            if (!wishes.isEmpty()) {
                together(wishes);
            }
        } finally {
            end(turn);
        }
    }

    private void end(Turn turn) {
        synchronized (underWay) {
            underWay.remove(turn);
        }
        // who came meanwhile may have found no room
        startIfFree();
    }

    private boolean isOfReads() {
        return alone.isZero();
    }

    /** Waits, and goes round a statement that takes too long. Whoever is interrupted learns of it with the outcome. */
    private void await(Wish<A, R> wish) {
        if (isOfReads()) {
            // whoever found no room has two statements to wait for, and nothing to go round them with
            wish.outcome.handle((_, _) -> true).join();
            return;
        }
        boolean interrupted = false;
        while (!wish.outcome.isDone()) {
            try {
                wish.outcome.get(USUAL.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                startIfFree();
            } catch (InterruptedException _) {
                interrupted = true;
            } catch (ExecutionException _) {
                // it is thrown where it is asked for
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
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
