package org.imagebuilder.composer.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.composer.Requests;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RepositoryListingTest {

    @TempDir
    private Path temporary;

    @Test
    @DisplayName("C28 only distributions are listed that are known, be it by an alias, and have repositories")
    void listed_distributions() throws Exception {
        Folder folder = new Folder(temporary)
                .withRepository("fedora-44.json", "r", "")
                .withRepository("rhel-96.json", "r", "")
                .withRepository("rhel-9.json", "alias", "")
                .withRepository("rhel-9.17.json", "unlisted", "")
                .withRepository("rhel-8.json", "no alias here", "")
                .withRepository("debian-13.json", "unknown", "")
                .with("centos-9.json", "{\"m68k\":[{\"baseurl\":\"b\"}]}");
        assertThat(listing(folder).propertyNames()).containsExactly("fedora-44", "rhel-9", "rhel-9.17", "rhel-9.6");
    }

    @Test
    @DisplayName("C28 every image type is listed with what it is made of")
    void listed_images() throws Exception {
        JsonNode listing = listing(new Folder(temporary).with("rhel-9.json", """
                {"x86_64": [{"name": "baseos", "baseurl": "b", "gpgkey": "k", "check_gpg": true},
                            {"name": "cloud", "baseurl": "c", "image_type_tags": ["gce"]}],
                 "s390x": [{"baseurl": "c", "image_type_tags": ["gce"]}]}
                """));
        JsonNode images = listing.at("/rhel-9/x86_64");
        List<String> types = new ArrayList<>(images.propertyNames());
        assertThat(types).contains("qcow2", "edge-commit", "gce").doesNotContain("guest-image", "gcp");
        assertThat(types).isSorted();
        assertThat(images.path("qcow2")).isEqualTo(JsonMapper.shared().readTree("""
                [{"name":"baseos","baseurls":["b"],"gpgkeys":["k"],"check_gpg":true}]
                """));
        assertThat(images.at("/gce/1")).isEqualTo(JsonMapper.shared().readTree("""
                {"name":"cloud","baseurls":["c"],"check_gpg":false,"image_type_tags":["gce"]}
                """));
        assertThat(listing.path("rhel-9").propertyNames()).containsExactly("x86_64");
        assertThat(Requests.SCHEMAS.violation("DistributionList", listing, "")).isEmpty();
    }

    @Test
    void without_definitions_nothing_is_listed() throws Exception {
        assertThat(listing(new Folder(temporary))).isEmpty();
    }

    @Test
    void the_tag_changes_with_the_definitions_only() {
        Folder folder = new Folder(temporary).withRepository("fedora-44.json", "r", "");
        String tag = make(folder).text().etag();
        assertThat(tag)
                .matches("W/\"[0-9a-f]{24}\"")
                .isEqualTo(make(folder).text().etag());
        folder.withRepository("fedora-44.json", "s", "");
        assertThat(make(folder).text().etag()).isNotEqualTo(tag);
    }

    private static JsonNode listing(Folder folder) throws IOException {
        try (InputStream text = make(folder).text().open()) {
            return JsonMapper.shared().readTree(text);
        }
    }

    private static RepositoryListing make(Folder folder) {
        return new RepositoryListing(Folder.CATALOGUE, Folder.read(folder));
    }
}
