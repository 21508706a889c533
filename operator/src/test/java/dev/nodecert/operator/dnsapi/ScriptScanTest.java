package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptScanTest {

  private final ScriptScan scan = new ScriptScan(List.of("nsupdate"), List.of("EX_Ttl"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "eval \"$EX_Command\"|evaluates text as a command",
        "a=\"$(eval echo $b)\"|evaluates text as a command",
        ". \"$EX_File\"|evaluates text as a command",
        "xargs -r gcloud|evaluates text as a command",
        "[[ $EX_Ttl -eq 1 ]]|evaluates text as a command",
        "if ! $EX_Command; then :; fi|runs a program that a variable names",
        "\"$EX_Command\" add|runs a program that a variable names",
        "a && ${EX_Command}|runs a program that a variable names",
        "c''url x|runs a program that a variable names",
        "gcloud dns|runs gcloud",
        "curl x|runs curl",
        "/bin/rm x|runs /bin/rm",
        "echo x >\"$EX_File\"|writes to \"$EX_File\"",
        "echo x >>zone|writes to zone",
        "{ echo x; } >zone|writes to zone",
        "rm -f \"$x\"|changes files or processes by rm",
        "_sed_i s/a/b/ \"$EX_File\"|changes files or processes by _sed_i",
        "ttl=$((EX_Ttl + 1))|computes with a setting",
        "ttl=$((nobody_sets_me + 1))|computes with a setting",
        "echo `x`|cannot be understood (line 1: back quotes)",
      })
  void whatCouldBeTurnedAgainstTheOperatorIsFound(String line, String what) {
    assertThat(scan.findings(line)).extracting(Finding::what).contains(what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_get \"https://example.com/?key=$EX_Key\" >/dev/null",
        "echo \"$response\" 2>/dev/null | grep -q x >&2",
        ": >\"$HTTP_HEADER\"",
        "printf '%s' \"$x\" | ${ACME_OPENSSL_BIN:-openssl} dgst -sha256",
        "nsupdate -k \"$NSUPDATE_KEY\"",
        "i=1; i=$((i + 1)); _j=$((_j + 1))",
        "own() { :; }; own x",
        "# eval x",
        "_err 'run eval $(this)'",
      })
  void whatOnlyTalksToItsProviderIsNot(String script) {
    assertThat(scan.findings(script)).isEmpty();
  }

  @Test
  void aFindingNamesTheLine() {
    assertThat(scan.findings("a=b\n  eval \"$a\" # here\n"))
        .containsExactly(new Finding(2, "eval \"$a\" # here", "evaluates text as a command"));
  }
}
