package dev.nodecert.operator.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptStateSecretTest {

  private static final ScriptStateSecret STATE =
      new ScriptStateSecret(Map.of("domain.RECORD_ID", "4711", "TOKEN", "very secret\n"));

  @Test
  void whatIsStoredIsFoundAgain() {
    var name = ScriptStateSecret.nameFor("jd", "_acme-challenge.example.com", "digest");

    var secret = STATE.toSecret("nodecert", name, "jd");

    assertThat(ScriptStateSecret.of(secret)).contains(STATE);
    assertThat(name).matches("acme-plugin-state-[0-9a-f]{16}");
    assertThat(ScriptStateSecret.nameFor("jd", "_acme-challenge.example.com", "other"))
        .isNotEqualTo(name);
  }

  @Test
  void anotherSecretIsNoState() {
    var other = new SecretBuilder(STATE.toSecret("nodecert", "x", "jd"));
    other.editMetadata().withLabels(Map.of()).endMetadata();

    assertThat(ScriptStateSecret.of(other.build())).isEmpty();
  }

  @Test
  void itIsNotPrinted() {
    assertThat(STATE.toString()).doesNotContain("4711").doesNotContain("secret\n");
  }
}
