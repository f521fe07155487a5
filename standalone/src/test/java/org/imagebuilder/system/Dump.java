package org.imagebuilder.system;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.imagebuilder.testsupport.TestKafka;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that whoever gets hold of the database or the topics would see, and where in it something stands. */
final class Dump {

    private Dump() {}

    /** Every row of every table, with bytes as hexadecimal digits. */
    static List<String> database(JdbcClient database) {
        List<String> tables = database.sql(
                        "SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'")
                .query(String.class)
                .list();
        return tables.stream()
                .flatMap(table -> database
                        .sql("SELECT '" + table + ' ' + "' || t::text FROM " + table + " t")
                        .query(String.class)
                        .list()
                        .stream())
                .toList();
    }

    /** Every record of every topic of ours, with keys and headers. */
    static List<String> topics() {
        List<String> records = new ArrayList<>();
        Map<String, Object> config = Map.of("bootstrap.servers", TestKafka.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(partition -> partition.topic().startsWith("imagebuilder."))
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> records.add(text(record)));
            }
        }
        return records;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(record.topic());
        Stream.Builder<byte[]> parts = Stream.builder();
        parts.add(record.key()).add(record.value());
        record.headers().forEach(header -> parts.add(header.value()));
        parts.build()
                .filter(part -> part != null)
                .forEach(part -> text.append(' ').append(new String(part, StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    /** As which other texts a word could stand somewhere, besides itself. */
    static List<String> disguises(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        List<String> disguises = new ArrayList<>();
        disguises.add(word);
        disguises.add(HexFormat.of().formatHex(bytes));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // without the characters that depend on what is around the word
            String certain = encoded.substring(before == 0 ? 0 : before + 1, shifted.length * 8 / 6);
            disguises.add(certain);
            disguises.add(HexFormat.of().formatHex(certain.getBytes(StandardCharsets.US_ASCII)));
        }
        return disguises;
    }
}
