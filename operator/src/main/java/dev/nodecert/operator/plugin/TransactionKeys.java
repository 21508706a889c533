package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.TransactionSignature;
import dev.nodecert.operator.dns.TsigKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads the keys by which dynamic updates are signed (RFC 8945). */
final class TransactionKeys {

  private static final String FIELD = "spec.rfc2136.tsig.secretRef";
  private static final String DEFAULT_ALGORITHM = "hmac-sha256";

  private final PluginSecrets secrets;

  TransactionKeys(PluginSecrets secrets) {
    this.secrets = secrets;
  }

  /** The key that a plugin signs with; empty where it signs nothing. */
  Optional<TsigKey> read(@Nullable TransactionSignature signature) throws PluginRefusedException {
    return signature == null ? Optional.empty() : Optional.of(key(signature));
  }

  private TsigKey key(TransactionSignature signature) throws PluginRefusedException {
    var reference = signature.secretRef();
    var text = secrets.read(FIELD, reference.name(), reference.key());
    return new TsigKey(
        signature.name(),
        Optional.ofNullable(signature.algorithm()).orElse(DEFAULT_ALGORITHM),
        new SecretKeySpec(decode(text, reference.name(), reference.key()), "HMAC"));
  }

  private static byte[] decode(byte[] text, String name, String key) throws PluginRefusedException {
    try {
      var bytes = Base64.getDecoder().decode(new String(text, StandardCharsets.US_ASCII).strip());
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      // Told below, without the text.
    }
    throw new PluginRefusedException(
        "TSIGKeyInvalid",
        "Entry %s of Secret %s, which %s names, is no key in base64. Put it there as tsig-keygen prints it."
            .formatted(key, name, FIELD));
  }
}
