package org.imagebuilder.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks PostgreSQL for its plans of each statement that is about to run. */
final class PlanRecorder implements QueryExecutionListener {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\?");

    /**
     * One of the plans of a statement.
     *
     * @param made for what, and where
     */
    record Plan(String sql, String made, JsonNode root) {

        /** The nodes that read a table. */
        List<JsonNode> scans() {
            List<JsonNode> scans = new ArrayList<>();
            collect(root, scans);
            return scans;
        }

        private static void collect(JsonNode node, List<JsonNode> scans) {
            if (node.path("Node Type").asString("").contains("Scan")) {
                scans.add(node);
            }
            node.values().forEach(child -> collect(child, scans));
        }
    }

    private final List<Plan> plans = new CopyOnWriteArrayList<>();
    private final DataSource database;
    private final boolean measuring;
    private final Map<String, DataSource> generic;
    private volatile boolean recording;

    private PlanRecorder(DataSource database, boolean measuring, Map<String, DataSource> generic) {
        this.database = database;
        this.measuring = measuring;
        this.generic = generic;
    }

    /**
     * Asks for the plan for all parameters, too, which the driver's server-side statements end up with.
     *
     * @param databases with the same tables, by how they are called
     */
    static PlanRecorder planning(DataSource database, Map<String, DataSource> databases) {
        return new PlanRecorder(database, false, databases);
    }

    /** Runs each statement once more beforehand, to see what it reads; so only for those that change nothing. */
    static PlanRecorder measuring(DataSource database) {
        return new PlanRecorder(database, true, Map.of());
    }

    DataSource dataSource() {
        return ProxyDataSourceBuilder.create(database).listener(this).build();
    }

    /** What an operation's statements look like to PostgreSQL. */
    List<Plan> plansOf(Runnable operation) {
        plans.clear();
        recording = true;
        try {
            operation.run();
        } finally {
            recording = false;
        }
        return List.copyOf(plans);
    }

    boolean hasSeen(String beginning) {
        return plans.stream().anyMatch(plan -> plan.sql().startsWith(beginning));
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        if (!recording) {
            return;
        }
        for (QueryInfo query : queries) {
            String sql = query.getQuery();
            try {
                plans.add(new Plan(sql, "custom", custom(query)));
                for (Map.Entry<String, DataSource> other : generic.entrySet()) {
                    plans.add(new Plan(sql, "generic, " + other.getKey(), generic(other.getValue(), sql)));
                }
            } catch (SQLException | ReflectiveOperationException e) {
                throw new IllegalStateException("no plan for " + sql, e);
            }
        }
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        // the plan is known
    }

    private JsonNode custom(QueryInfo query) throws SQLException, ReflectiveOperationException {
        String explanation = measuring ? "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " : "EXPLAIN (FORMAT JSON) ";
        try (Connection connection = database.getConnection();
                PreparedStatement explain = connection.prepareStatement(explanation + query.getQuery())) {
            for (List<ParameterSetOperation> parameters : query.getParametersList()) {
                for (ParameterSetOperation parameter : parameters) {
                    parameter.getMethod().invoke(explain, parameter.getArgs());
                }
            }
            return read(explain.executeQuery());
        }
    }

    private static JsonNode generic(DataSource database, String sql) throws SQLException {
        Matcher placeholders = PLACEHOLDER.matcher(sql);
        StringBuilder numbered = new StringBuilder("PREPARE generic AS ");
        List<String> values = new ArrayList<>();
        while (placeholders.find()) {
            values.add("NULL");
            placeholders.appendReplacement(numbered, "\\$" + values.size());
        }
        placeholders.appendTail(numbered);
        String arguments = values.isEmpty() ? "" : values.stream().collect(Collectors.joining(", ", "(", ")"));
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = force_generic_plan");
            statement.execute(numbered.toString());
            JsonNode plan = read(statement.executeQuery("EXPLAIN (FORMAT JSON) EXECUTE generic" + arguments));
            statement.execute("DEALLOCATE generic");
            statement.execute("RESET plan_cache_mode");
            return plan;
        }
    }

    private static JsonNode read(ResultSet plan) throws SQLException {
        plan.next();
        return JsonMapper.shared().readTree(plan.getString(1));
    }
}
