package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

/** What several threads want at the same time. */
class CoalescerTest {

    private static final int BAD = 13;

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final CountDownLatch open = new CountDownLatch(1);
    private final Queue<List<Integer>> statements = new ConcurrentLinkedQueue<>();

    private final Coalescer<Integer, String> coalescer = Coalescer.ofChanges(10, numbers -> {
        statements.add(numbers);
        awaitOpen(open);
        if (numbers.contains(BAD)) {
            throw new DataIntegrityViolationException("a bad one");
        }
        return numbers.stream().map(n -> "n" + n).toList();
    });

    private static void awaitOpen(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Future<String>> ask(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> threads.submit(() -> coalescer.run(n)))
                .toList();
    }

    /** Two that go round each other, and others that come while these are under way. */
    private void ask(int first, int second, Runnable others) {
        var _ = ask(first, first);
        await().until(() -> statements.size() == 1);
        var _ = ask(second, second);
        await().until(() -> statements.size() == 2);
        others.run();
    }

    @Test
    void one_goes_round_a_statement_that_is_stuck() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Coalescer<Integer, String> stuck = Coalescer.ofChanges(10, numbers -> {
            statements.add(numbers);
            if (numbers.contains(1)) {
                awaitOpen(end);
            }
            return numbers.stream().map(n -> "n" + n).toList();
        });
        Future<String> first = threads.submit(() -> stuck.run(1));
        await().until(() -> statements.size() == 1);

        assertThat(stuck.run(2)).isEqualTo("n2");
        assertThat(stuck.run(3)).isEqualTo("n3");
        assertThat(first).isNotDone();

        end.countDown();
        assertThat(get(first)).isEqualTo("n1");
    }

    @Test
    void who_is_interrupted_gets_the_outcome_all_the_same() throws Exception {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        CompletableFuture<Boolean> knows = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().start(() -> {
            outcome.complete(coalescer.run(1));
            knows.complete(Thread.currentThread().isInterrupted());
        });
        await().until(() -> statements.size() == 1);
        asking.interrupt();
        open.countDown();

        assertThat(get(outcome)).isEqualTo("n1");
        assertThat(get(knows)).isTrue();
    }

    @Test
    void one_that_comes_alone_goes_alone() {
        open.countDown();
        assertThat(coalescer.run(7)).isEqualTo("n7");
        assertThat(statements).containsExactly(List.of(7));
    }

    @Test
    void what_comes_while_statements_are_under_way_goes_together_up_to_a_limit() throws Exception {
        List<Supplier<String>> several = new ArrayList<>();
        ask(1, 2, () -> {
            Future<List<Supplier<String>>> asked = threads.submit(() -> coalescer.runAll(
                    IntStream.rangeClosed(3, 14).filter(n -> n != BAD).boxed().toList()));
            open.countDown();
            several.addAll(get(asked));
        });
        assertThat(several.stream().map(Supplier::get)).startsWith("n3", "n4").hasSize(11);
        assertThat(statements).allSatisfy(statement -> assertThat(statement).hasSizeLessThanOrEqualTo(10));
        assertThat(statements).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void one_that_fails_fails_alone() throws Exception {
        open.countDown();
        List<Supplier<String>> outcomes = coalescer.runAll(List.of(11, BAD, 12));

        assertThat(outcomes.get(0).get()).isEqualTo("n11");
        assertThat(outcomes.get(2).get()).isEqualTo("n12");
        assertThatThrownBy(() -> outcomes.get(1).get()).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void a_database_that_is_away_is_asked_once_for_all_of_them() {
        Queue<List<Integer>> asked = new ConcurrentLinkedQueue<>();
        Coalescer<Integer, String> away = Coalescer.ofChanges(10, numbers -> {
            asked.add(numbers);
            throw new DataAccessResourceFailureException("away");
        });

        List<Supplier<String>> outcomes = away.runAll(List.of(1, 2, 3));

        assertThat(outcomes)
                .allSatisfy(outcome ->
                        assertThatThrownBy(outcome::get).isInstanceOf(DataAccessResourceFailureException.class));
        assertThat(asked.stream().mapToInt(List::size).sum()).isEqualTo(3);
    }

    @Test
    void a_read_without_company_is_done_by_whoever_wants_it_and_others_go_together() throws Exception {
        Queue<Thread> readers = new ConcurrentLinkedQueue<>();
        Coalescer<Integer, String> reads = Coalescer.ofReads(10, numbers -> {
            readers.add(Thread.currentThread());
            statements.add(numbers);
            awaitOpen(open);
            return numbers.stream().map(n -> "n" + n).toList();
        });
        List<Thread> asking = new ArrayList<>();
        for (int statement = 1; statement <= 2; statement++) {
            int number = statement;
            asking.add(Thread.ofVirtual().start(() -> reads.run(number)));
            await().until(() -> statements.size() == number);
        }
        Future<List<Supplier<String>>> others = threads.submit(() -> reads.runAll(List.of(3, 4, 5)));
        open.countDown();

        assertThat(get(others).stream().map(Supplier::get)).containsExactly("n3", "n4", "n5");
        assertThat(readers).startsWith(asking.get(0), asking.get(1));
        assertThat(statements).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void a_read_that_fails_leaves_room_for_others() {
        Coalescer<Integer, String> reads = Coalescer.ofReads(10, numbers -> {
            if (numbers.contains(BAD)) {
                throw new DataIntegrityViolationException("a bad one");
            }
            return numbers.stream().map(n -> "n" + n).toList();
        });
        for (int time = 0; time < 3; time++) {
            assertThatThrownBy(() -> reads.run(BAD)).isInstanceOf(DataIntegrityViolationException.class);
        }
        assertThat(reads.run(7)).isEqualTo("n7");
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
