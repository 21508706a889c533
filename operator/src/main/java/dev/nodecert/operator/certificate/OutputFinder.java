package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AliasedKeystoreOutput;
import dev.nodecert.api.v1alpha1.CertificateOutputs;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.SecretKeyReference;
import dev.nodecert.operator.output.KeystorePassword;
import dev.nodecert.operator.output.OutputSpec;
import dev.nodecert.operator.output.OutputSpec.Jks;
import dev.nodecert.operator.output.OutputSpec.Plain;
import dev.nodecert.operator.output.UnusablePasswordException;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out which outputs are wanted, and which are there. */
final class OutputFinder {

  private static final String PKCS12 = "spec.outputs.pkcs12.passwordSecretRef";
  private static final String JKS = "spec.outputs.jks.passwordSecretRef";

  private final InputSecrets inputs;

  OutputFinder(InputSecrets inputs) {
    this.inputs = inputs;
  }

  OutputState find(
      NodeCertificate certificate, Optional<Secret> secret, Context<NodeCertificate> context) {
    var madeOf = secret.map(SecretOutputs::madeOf).orElse(SecretOutputs.NONE);
    var outputs = certificate.getSpec().outputs();
    return outputs == null
        ? new OutputState(OutputSpec.NONE, Optional.empty(), madeOf)
        : new Reading(certificate.getMetadata().getNamespace(), context).of(outputs, madeOf);
  }

  /** One look at the passwords of a NodeCertificate. */
  private final class Reading {

    private final String namespace;
    private final Context<NodeCertificate> context;
    private final List<Finding> obstacles = new ArrayList<>();

    Reading(String namespace, Context<NodeCertificate> context) {
      this.namespace = namespace;
      this.context = context;
    }

    OutputState of(CertificateOutputs outputs, String madeOf) {
      var pkcs12 =
          Optional.ofNullable(outputs.pkcs12())
              .flatMap(wanted -> password(wanted.passwordSecretRef(), PKCS12));
      var jks = Optional.ofNullable(outputs.jks()).flatMap(this::jks);
      var spec = new OutputSpec(plain(outputs), pkcs12, jks);
      return new OutputState(spec, obstacles.stream().findFirst(), madeOf);
    }

    private Optional<Jks> jks(AliasedKeystoreOutput wanted) {
      var alias = Optional.ofNullable(wanted.alias()).orElse(OutputSpec.DEFAULT_ALIAS);
      return password(wanted.passwordSecretRef(), JKS).map(password -> new Jks(password, alias));
    }

    private Optional<KeystorePassword> password(SecretKeyReference reference, String field) {
      try {
        return Optional.of(
            KeystorePassword.of(inputs.passphrase(namespace, reference, field, context)));
      } catch (UnreadableInputException e) {
        obstacles.add(e.finding());
      } catch (UnusablePasswordException e) {
        obstacles.add(
            new Finding(
                "PasswordUnusable",
                "%s Put another one into entry %s of Secret %s, which %s names."
                    .formatted(e.getMessage(), reference.key(), reference.name(), field)));
      }
      return Optional.empty();
    }
  }

  private static Set<Plain> plain(CertificateOutputs outputs) {
    var plain = EnumSet.noneOf(Plain.class);
    if (outputs.combinedPEM() != null) {
      plain.add(Plain.COMBINED_PEM);
    }
    if (outputs.der() != null) {
      plain.add(Plain.DER);
    }
    if (outputs.ca() != null) {
      plain.add(Plain.CA);
    }
    return plain;
  }
}
