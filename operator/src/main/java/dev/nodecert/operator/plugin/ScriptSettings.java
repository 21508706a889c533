package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.AcmeShProvider;
import dev.nodecert.operator.dnsapi.DnsApi;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a script is given: settings from the spec, credentials and files from the Secret. */
final class ScriptSettings {

  private static final String CREDENTIALS = "spec.acmeSh.credentialsSecretRef";

  private final PluginSecrets secrets;
  private final Optional<Scripts> scripts;

  ScriptSettings(PluginSecrets secrets, Optional<Scripts> scripts) {
    this.secrets = secrets;
    this.scripts = scripts;
  }

  /** A script, and all that it may be given. */
  record Given(
      DnsApi api,
      Map<String, String> settings,
      Map<String, String> credentials,
      Map<String, byte[]> files) {

    List<String> missing() {
      return api.missing(keys());
    }

    private Set<String> keys() {
      return Stream.of(settings, credentials, files)
          .flatMap(entries -> entries.keySet().stream())
          .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
      return "Given[%s]".formatted(api.name());
    }
  }

  Given read(AcmeShProvider spec) throws PluginRefusedException {
    var api = api(spec.api());
    var entries = entries(spec);
    var files = files(spec, entries);
    var given = new Given(api, spec.settings(), credentials(spec, entries), files);
    requireAllowed(given);
    requireSafe(given);
    return given;
  }

  private DnsApi api(String name) throws PluginRefusedException {
    var installed =
        scripts.orElseThrow(() ->
            new PluginRefusedException(
                "ScriptsNotInstalled",
                "acme.sh's dnsapi scripts are not there. Install acme.sh where the operator runs, and"
                    + " start it with --acme-sh-home."));
    return installed
        .apis()
        .find(name)
        .orElseThrow(() ->
            new PluginRefusedException(
                "APINotFound",
                "acme.sh has no dnsapi script %s. docs/dns-providers.md lists those that there are."
                    .formatted(name)));
  }

  private Map<String, byte[]> entries(AcmeShProvider spec) throws PluginRefusedException {
    var reference = spec.credentialsSecretRef();
    return reference == null ? Map.of() : secrets.read(CREDENTIALS, reference.name());
  }

  private static Map<String, byte[]> files(AcmeShProvider spec, Map<String, byte[]> entries)
      throws PluginRefusedException {
    var files = new HashMap<String, byte[]>();
    for (var file : spec.files().entrySet()) {
      var content = entries.get(file.getValue());
      if (content == null) {
        throw new PluginRefusedException(
            "SecretEntryMissing",
            "spec.acmeSh.files.%s names the entry %s, which the Secret of %s does not have. Add it."
                .formatted(file.getKey(), file.getValue(), CREDENTIALS));
      }
      files.put(file.getKey(), content);
    }
    return Map.copyOf(files);
  }

  /** What is put into files is no variable. */
  private static Map<String, String> credentials(AcmeShProvider spec, Map<String, byte[]> entries)
      throws PluginRefusedException {
    var inFiles = new HashSet<>(spec.files().values());
    var credentials = new HashMap<String, String>();
    for (var entry : entries.entrySet()) {
      if (!inFiles.contains(entry.getKey())) {
        credentials.put(entry.getKey(), text(entry));
      }
    }
    return Map.copyOf(credentials);
  }

  private static String text(Map.Entry<String, byte[]> entry) throws PluginRefusedException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(entry.getValue()))
          .toString();
    } catch (CharacterCodingException _) {
      throw new PluginRefusedException(
          "SettingRefused",
          "Entry %s of the Secret of %s is no text in UTF-8. Correct it, or list it in spec.acmeSh.files."
              .formatted(entry.getKey(), CREDENTIALS));
    }
  }

  private void requireAllowed(Given given) throws PluginRefusedException {
    var all = new HashMap<>(given.settings());
    all.putAll(given.credentials());
    Set<String> files = given.files().keySet();
    var refused = scripts.orElseThrow().apis().settingsPolicy().refused(given.api(), all, files);
    if (!refused.isEmpty()) {
      throw new PluginRefusedException("SettingRefused", refused.getFirst().message());
    }
  }

  private void requireSafe(Given given) throws PluginRefusedException {
    var danger =
        given
            .api()
            .danger(given.keys())
            .filter(_ -> scripts.orElseThrow().unsafe() == Scripts.Unsafe.REFUSED);
    if (danger.isPresent()) {
      throw new PluginRefusedException(
          "APINotAllowed",
          "The dnsapi script %s %s. If that is what you want, start the operator with --allow-unsafe-dnsapi."
              .formatted(given.api().name(), danger.get()));
    }
  }
}
