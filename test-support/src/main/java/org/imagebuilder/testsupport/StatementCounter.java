package org.imagebuilder.testsupport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.lifecycle.JdbcLifecycleEventListenerAdapter;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** Counts what an operation asks of the database. */
public final class StatementCounter {

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final AtomicInteger commits = new AtomicInteger();
    private final DataSource counted;

    private StatementCounter(DataSource target) {
        this.counted =
                ProxyDataSourceBuilder.create(target).listener(new Listener()).build();
    }

    public static StatementCounter around(DataSource target) {
        return new StatementCounter(target);
    }

    /** The data source to hand to the code under test. */
    public DataSource dataSource() {
        return counted;
    }

    /** SQL of each execution, in order; a batch is one execution, however many rows it has. */
    public List<String> statements() {
        return List.copyOf(statements);
    }

    public int count() {
        return statements.size();
    }

    /** Explicit commits; a statement in auto-commit mode is none. */
    public int commits() {
        return commits.get();
    }

    public void reset() {
        statements.clear();
        commits.set(0);
    }

    private final class Listener extends JdbcLifecycleEventListenerAdapter {

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            statements.add(String.join(
                    "; ", queries.stream().map(QueryInfo::getQuery).distinct().toList()));
        }

        @Override
        public void afterCommit(MethodExecutionContext call) {
            commits.incrementAndGet();
        }
    }
}
