package org.imagebuilder.composer.blueprint.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.errors.ApiException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BlueprintFormTest {

    @ParameterizedTest
    @DisplayName("C7 a blueprint's own members")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"name":""} | {"name":"empty blueprint","version":"0.0.0","packages":[],"modules":[],"enabled_modules":[],"groups":[]}
            {"name":"b","version":""} | {"name":"b","version":"0.0.0","packages":[],"modules":[],"enabled_modules":[],"groups":[]}
            {"name":"b","description":"d","version":"1.2.3-rc.1+b-7","distro":"fedora-44"} | {"name":"b","description":"d","version":"1.2.3-rc.1+b-7","distro":"fedora-44","packages":[],"modules":[],"enabled_modules":[],"groups":[]}
            {"name":"b","description":"","distro":"","containers":[],"customizations":{}} | {"name":"b","version":"0.0.0","packages":[],"modules":[],"enabled_modules":[],"groups":[]}
            {"name":"b","packages":[{"name":"a","version":"*"},{"name":"c"}],"modules":[{"name":"m","version":"1"}],"enabled_modules":[{"name":"e","stream":"s"}],"groups":[{"name":"g"}],"containers":[{"source":"s","tls_verify":true}]} | {"name":"b","version":"0.0.0","packages":[{"name":"a","version":"*"},{"name":"c"}],"modules":[{"name":"m","version":"1"}],"enabled_modules":[{"name":"e","stream":"s"}],"groups":[{"name":"g"}],"containers":[{"source":"s","tls-verify":true}]}
            """)
    void own_members(String requested, String expected) {
        assertThat(Convert.blueprint(requested)).isEqualTo(Convert.json(expected));
    }

    @ParameterizedTest
    @DisplayName("C7 each customization of a blueprint")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"hostname":"h","kernel":{"append":"a"},"timezone":{"timezone":"UTC"},"locale":{"keyboard":"us"}} | {"hostname":"h","kernel":{"append":"a"},"timezone":{"timezone":"UTC"},"locale":{"keyboard":"us"}}
            {"sshkey":[{"user":"u","key":"k"}]} | {"sshkey":[{"user":"u","key":"k"}]}
            {"user":[{"name":"u","description":"d","password":"$6$x","key":"k","home":"/h","shell":"/s","groups":["g"],"uid":0,"gid":100}]} | {"user":[{"name":"u","description":"d","password":"$6$x","key":"k","home":"/h","shell":"/s","groups":["g"],"uid":0,"gid":100}]}
            {"group":[{"name":"g","gid":7}]} | {"group":[{"name":"g","gid":7}]}
            {"firewall":{"ports":[],"services":{"disabled":["d"]},"zones":[{"name":"z","sources":["s"]}]}} | {"firewall":{"services":{"disabled":["d"]},"zones":[{"name":"z","sources":["s"]}]}}
            {"services":{"masked":["m"]},"installation_device":"/dev/sda"} | {"services":{"masked":["m"]},"installation_device":"/dev/sda"}
            {"filesystem":[{"mountpoint":"/","minsize":"1.5 GiB"},{"mountpoint":"/var","minsize":"0"}]} | {"filesystem":[{"mountpoint":"/","minsize":1610612736},{"mountpoint":"/var","minsize":0}]}
            {"disk":{"partitions":[{"fs_type":"swap"}]}} | {"disk":{"partitions":[{"fs_type":"swap","minsize":0}]}}
            {"fdo":{"diun_pub_key_hash":"h"},"ignition":{"embedded":{"config":"c"}}} | {"fdo":{"diun_pub_key_hash":"h"},"ignition":{"embedded":{"config":"c"}}}
            {"openscap":{"profile_id":"p","datastream":"d","tailoring":{"unselected":["u"]}}} | {"openscap":{"profile_id":"p","datastream":"d","tailoring":{"unselected":["u"]}}}
            {"directories":[{"path":"/a","user":0}]} | {"directories":[{"path":"/a","user":0}]}
            {"files":[{"path":"/a","user":0,"group":0,"ensure_parents":true}]} | {"files":[{"path":"/a","user":0,"group":0}]}
            {"repositories":[{"id":"r","name":"n","filename":"f","baseurls":["b"],"mirrorlist":"l","metalink":"m","enabled":true,"gpgkeys":["k"],"gpgcheck":false,"repo_gpgcheck":true,"sslverify":false,"priority":1,"module_hotfixes":false}]} | {"repositories":[{"id":"r","name":"n","filename":"f","baseurls":["b"],"mirrorlist":"l","metalink":"m","enabled":true,"gpgkeys":["k"],"gpgcheck":false,"repo_gpgcheck":true,"sslverify":false,"priority":1,"module_hotfixes":false,"install_from":false}]}
            {"fips":true} | {"fips":true}
            {"installer":{"sudo-nopasswd":["u"]},"rpm":{"import_keys":{"files":["f"]}},"rhsm":{"config":{}}} | {"installer":{"sudo-nopasswd":["u"]},"rpm":{"import_keys":{"files":["f"]}},"rhsm":{"config":{}}}
            {"cacerts":{"pem_certs":["pem"]},"dnf":{"config":{"set_releasever":true}}} | {"cacerts":{"pem_certs":["pem"]},"dnf":{"config":{"set_releasever":true}}}
            """)
    void customizations(String requested, String expected) {
        assertThat(Convert.blueprint("{\"name\":\"b\",\"customizations\":" + requested + "}")
                        .path("customizations"))
                .isEqualTo(Convert.json(expected));
    }

    @ParameterizedTest
    @DisplayName("C14 blueprints that are wrong whatever the image, and where")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"name":"","version":"1.0.0"} | 35: #/blueprint/name: must not be empty
            {"name":"b","version":"1"} | 35: #/blueprint/version: must be three numbers, like 1.0.2
            {"name":"b","version":"1.2"} | 35: #/blueprint/version: must be three numbers, like 1.0.2
            {"name":"b","version":"v1.2.3"} | 35: #/blueprint/version: must be three numbers, like 1.0.2
            {"name":"b","version":"1.2.3-"} | 35: #/blueprint/version: must be three numbers, like 1.0.2
            {"name":"b","version":"1.2.3.4"} | 35: #/blueprint/version: must be three numbers, like 1.0.2
            {"name":"b","packages":[{"name":"","version":"1"}]} | 35: #/blueprint/packages/0: has no name
            {"name":"b","modules":[{"name":""}]} | 35: #/blueprint/modules/0: has no name
            {"name":"b","groups":[{"name":""}]} | 35: #/blueprint/groups/0: has no name
            {"name":"b","customizations":{"filesystem":[{"mountpoint":"/","minsize":"much"}]}} | 35: #/blueprint/customizations/filesystem/0/minsize: not a size like 10 GiB, 1.5 GB or 1024 (bytes)
            {"name":"b","customizations":{"disk":{"minsize":"-1","partitions":[]}}} | 35: #/blueprint/customizations/disk/minsize: not a size like 10 GiB, 1.5 GB or 1024 (bytes)
            {"name":"b","customizations":{"openscap":{"profile_id":"p","tailoring":{},"json_tailoring":{"profile_id":"q","filepath":"f"}}}} | 35: #/blueprint/customizations/openscap: tailoring and json_tailoring exclude each other
            {"name":"b","customizations":{"user":[{"name":"u","uid":9223372036854775808}]}} | 20: #/blueprint/customizations/user/0/uid: not a signed 64-bit integer
            """)
    void wrong(String requested, String error) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> Convert.blueprint(requested));
        assertThat(Requests.told(e)).isEqualTo(error);
    }

    @Test
    @DisplayName("C8 a plain password that nobody hashed before does not get into a blueprint")
    void plain_passwords() {
        JsonNode blueprint = Convert.json(
                "{\"name\":\"b\",\"customizations\":{\"user\":[{\"name\":\"u\",\"password\":\"sesame\"}]}}");
        assertThat(Conversion.ofBlueprint(blueprint, "/blueprint").customizations())
                .hasToString("{\"user\":[{\"name\":\"u\"}]}");
    }
}
