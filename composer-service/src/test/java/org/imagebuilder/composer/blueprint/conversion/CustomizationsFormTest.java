package org.imagebuilder.composer.blueprint.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.errors.ApiException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomizationsFormTest {

    private static final String EMPTY = "{\"name\":\"empty blueprint\",\"version\":\"0.0.0\",\"packages\":[],"
            + "\"modules\":[],\"enabled_modules\":[],\"groups\":[]%s}";

    @ParameterizedTest
    @DisplayName("C7 each customization in a blueprint")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"hostname":"h"} | {"hostname":"h"}
            {"kernel":{"name":"kernel-debug","append":"quiet"}} | {"kernel":{"name":"kernel-debug","append":"quiet"}}
            {"kernel":{}} | {"kernel":{}}
            {"users":[{"name":"u","groups":["wheel"],"key":"ssh","password":"$6$x"},{"name":"v","groups":[]}]} | {"user":[{"name":"u","password":"$6$x","key":"ssh","groups":["wheel"]},{"name":"v"}]}
            {"groups":[{"name":"g","gid":0},{"name":"h"}]} | {"group":[{"name":"g","gid":0},{"name":"h"}]}
            {"timezone":{"timezone":"UTC","ntpservers":["n"]}} | {"timezone":{"timezone":"UTC","ntpservers":["n"]}}
            {"timezone":{"ntpservers":[]}} | {"timezone":{}}
            {"locale":{"languages":["l"],"keyboard":"us"}} | {"locale":{"languages":["l"],"keyboard":"us"}}
            {"firewall":{"ports":["22:tcp"],"services":{"enabled":["ssh"],"disabled":[]}}} | {"firewall":{"ports":["22:tcp"],"services":{"enabled":["ssh"]}}}
            {"services":{"enabled":["a"],"disabled":["b"],"masked":["c"]}} | {"services":{"enabled":["a"],"disabled":["b"],"masked":["c"]}}
            {"filesystem":[{"mountpoint":"/","min_size":18446744073709551615},{"mountpoint":"/var","min_size":0},{"mountpoint":"/x","min_size":null,"surprise":1}]} | {"filesystem":[{"mountpoint":"/","minsize":18446744073709551615},{"mountpoint":"/var","minsize":0},{"mountpoint":"/x","minsize":0}]}
            {"installation_device":"/dev/sda"} | {"installation_device":"/dev/sda"}
            {"fdo":{"manufacturing_server_url":"m","diun_pub_key_insecure":"i","diun_pub_key_hash":"h","diun_pub_key_root_certs":"r","di_mfg_string_type_mac_iface":"d"}} | {"fdo":{"manufacturing_server_url":"m","diun_pub_key_insecure":"i","diun_pub_key_hash":"h","diun_pub_key_root_certs":"r","di_mfg_string_type_mac_iface":"d"}}
            {"openscap":{"profile_id":"p","policy_id":"5C0F5B5E-7C0A-4C8B-9F0E-0E0E0E0E0E0E","tailoring":{"selected":["a"],"unselected":[]},"datastream":"d"}} | {"openscap":{"profile_id":"p","policy_id":"5c0f5b5e-7c0a-4c8b-9f0e-0e0e0e0e0e0e","tailoring":{"selected":["a"]}}}
            {"openscap":{"profile_id":"p","tailoring":{}}} | {"openscap":{"profile_id":"p","tailoring":{}}}
            {"openscap":{"profile_id":"p","json_tailoring":{"profile_id":"q","filepath":"f"}}} | {"openscap":{"profile_id":"p","json_tailoring":{"profile_id":"q","filepath":"f"}}}
            {"ignition":{"embedded":{"config":"c"}}} | {"ignition":{"embedded":{"config":"c"}}}
            {"ignition":{"firstboot":{"url":"u"}}} | {"ignition":{"firstboot":{"url":"u"}}}
            {"directories":[{"path":"/a","mode":"0755","user":"root","group":7,"ensure_parents":true,"surprise":1}]} | {"directories":[{"path":"/a","user":"root","group":7,"mode":"0755","ensure_parents":true}]}
            {"directories":[{"path":"/a","mode":""}]} | {"directories":[{"path":"/a"}]}
            {"files":[{"path":"/a","mode":"644","user":0,"group":0,"data":"d","ensure_parents":true,"uri":"u"}]} | {"files":[{"path":"/a","user":0,"group":0,"mode":"644","data":"d"}]}
            {"custom_repositories":[{"id":"r","name":"n","filename":"f.repo","baseurl":["b"],"mirrorlist":"l","metalink":"m","enabled":false,"gpgkey":["k"],"check_gpg":true,"check_repo_gpg":false,"ssl_verify":true,"priority":3,"module_hotfixes":true,"install_from":true}]} | {"repositories":[{"id":"r","name":"n","filename":"f.repo","baseurls":["b"],"mirrorlist":"l","metalink":"m","enabled":false,"gpgkeys":["k"],"gpgcheck":true,"repo_gpgcheck":false,"sslverify":true,"priority":3,"module_hotfixes":true,"install_from":false}]}
            {"custom_repositories":[{"id":"r","baseurl":[]}]} | {"repositories":[{"id":"r","install_from":false}]}
            {"fips":{"enabled":true}} | {"fips":true}
            {"fips":{}} | {"fips":false}
            {"installer":{"unattended":true,"sudo-nopasswd":["u"]}} | {"installer":{"unattended":true,"sudo-nopasswd":["u"]}}
            {"installer":{"unattended":false}} | {"installer":{}}
            {"rpm":{"import_keys":{"files":["/etc/k"]}}} | {"rpm":{"import_keys":{"files":["/etc/k"]}}}
            {"rpm":{"import_keys":{}}} | {"rpm":{"import_keys":{}}}
            {"rhsm":{"config":{"dnf_plugins":{"product_id":{"enabled":true},"subscription_manager":{"enabled":false}},"subscription_manager":{"rhsm":{"manage_repos":true,"auto_enable_yum_plugins":false},"rhsmcertd":{"auto_registration":true}}}}} | {"rhsm":{"config":{"dnf_plugins":{"product_id":{"enabled":true},"subscription_manager":{"enabled":false}},"subscription_manager":{"rhsm":{"manage_repos":true,"auto_enable_yum_plugins":false},"rhsmcertd":{"auto_registration":true}}}}}
            {"cacerts":{"pem_certs":["pem"]}} | {"cacerts":{"pem_certs":["pem"]}}
            {"dnf":{"config":{"set_releasever":true}}} | {"dnf":{"config":{"set_releasever":true}}}
            {"dnf":{"config":{}}} | {"dnf":{"config":{}}}
            """)
    void customizations(String requested, String expected) {
        assertThat(Convert.customizations(requested))
                .isEqualTo(Convert.json(EMPTY.formatted(",\"customizations\":" + expected)));
    }

    @ParameterizedTest
    @DisplayName("C7 what a request says without saying anything leaves no customizations")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}
            {"users":[],"groups":[],"files":[],"directories":[],"filesystem":[],"custom_repositories":[]}
            {"packages":[],"enabled_modules":[],"containers":[],"payload_repositories":[]}
            {"partitioning_mode":"auto-lvm"}
            {"rpm":{},"rhsm":{}}
            {"subscription":{"organization":"1","activation_key":"k","server_url":"s","base_url":"b","insights":true}}
            """)
    void nothing(String requested) {
        assertThat(Convert.customizations(requested)).isEqualTo(Convert.json(EMPTY.formatted("")));
    }

    @ParameterizedTest
    @DisplayName("C7 packages, modules and containers stand beside the customizations")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"packages":["tmux","vim-9.1"]} | packages | [{"name":"tmux"},{"name":"vim-9.1"}]
            {"enabled_modules":[{"name":"nodejs","stream":"18"}]} | enabled_modules | [{"name":"nodejs","stream":"18"}]
            {"containers":[{"source":"s","name":"n","tls_verify":false},{"source":"t","surprise":1}]} | containers | [{"source":"s","name":"n","tls-verify":false},{"source":"t"}]
            """)
    void contents(String requested, String member, String expected) {
        assertThat(Convert.customizations(requested).path(member)).isEqualTo(Convert.json(expected));
    }

    @ParameterizedTest
    @DisplayName("C14 customizations that are wrong whatever the image, and where")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"packages":["a",""]} | 35: #/customizations/packages/1: has no name
            {"enabled_modules":[{"name":"","stream":"1"}]} | 35: #/customizations/enabled_modules/0: has no name
            {"containers":[{"source":""}]} | 35: #/customizations/containers/0: has no name
            {"openscap":{"profile_id":"p","tailoring":{},"json_tailoring":{"profile_id":"q","filepath":"f"}}} | 35: #/customizations/openscap: tailoring and json_tailoring exclude each other
            {"groups":[{"name":"g","gid":9223372036854775808}]} | 20: #/customizations/groups/0/gid: not a signed 64-bit integer
            {"custom_repositories":[{"id":"r","priority":-9223372036854775809}]} | 20: #/customizations/custom_repositories/0/priority: not a signed 64-bit integer
            """)
    void wrong(String requested, String error) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> Convert.customizations(requested));
        assertThat(Requests.told(e)).isEqualTo(error);
    }
}
