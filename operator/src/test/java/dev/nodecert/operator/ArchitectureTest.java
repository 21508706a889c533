package dev.nodecert.operator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import dev.nodecert.operator.acme.ExternalAccount;
import dev.nodecert.operator.acme.RegisteredAccount;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.runtime.ObjectMethods;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jspecify.annotations.NullMarked;

/** The way that the arrows between the packages go, and what is nowhere done. */
@AnalyzeClasses(
    packages = "dev.nodecert.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.nodecert.operator";
  private static final String[] ANYBODYS = {
    "java..", "org.jspecify..", "org.slf4j..", "dev.nodecert.api..",
  };

  // What each package may use of ours and of others; what is not told here is nobody's.

  @ArchTest
  static final ArchRule CERTIFICATE =
      arrows(
          "certificate",
          ours(
              "account",
              "acme",
              "secret",
              "x509",
              "ip",
              "condition",
              "status",
              "retry",
              "event",
              "limits",
              "metrics",
              "plugin",
              "grant",
              "authority",
              "upload",
              "output",
              "probe",
              "refresh",
              "challenge.dns01",
              "dns",
              "duration",
              "informer"),
          "io.fabric8..",
          "io.javaoperatorsdk..");

  @ArchTest
  static final ArchRule PLUGIN =
      arrows(
          "plugin",
          ours(
              "challenge.dns01",
              "dns",
              "dnsapi",
              "grant",
              "secret",
              "condition",
              "status",
              "informer",
              "metrics",
              "duration"),
          "io.fabric8..",
          "io.javaoperatorsdk..",
          "javax.crypto..");

  @ArchTest
  static final ArchRule DNS =
      arrows(
          "dns",
          ours("ip", "text"),
          "org.xbill.DNS..",
          "com.google.common.net..",
          "javax.crypto..");

  @ArchTest static final ArchRule DNS01 = arrows("challenge.dns01", ours("dns"));

  @ArchTest static final ArchRule GRANT = arrows("grant", ours());

  @ArchTest static final ArchRule DURATION = arrows("duration", ours());

  @ArchTest
  static final ArchRule ACCOUNT =
      arrows(
          "account",
          ours("acme", "secret", "x509", "condition", "status", "retry", "event", "informer"),
          "io.fabric8..",
          "io.javaoperatorsdk..",
          "javax.crypto..");

  @ArchTest
  static final ArchRule ACME =
      arrows(
          "acme",
          ours("x509", "ip", "text"),
          "org.shredzone.acme4j..",
          "javax.net.ssl..",
          "javax.crypto..");

  @ArchTest
  static final ArchRule HTTP01 =
      arrows("challenge.http01", ours("informer"), "io.fabric8..", "com.sun.net.httpserver..");

  @ArchTest
  static final ArchRule DNSAPI = arrows("dnsapi", ours("text"), "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule DNSAPI_REMOTE =
      arrows("dnsapi.remote", ours("dnsapi", "text"), "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule AUTHORITY =
      arrows(
          "authority",
          ours("grant", "secret", "x509", "ip", "metrics"),
          "io.fabric8..",
          "org.bouncycastle..",
          "javax.security.auth.x500..");

  @ArchTest static final ArchRule SECRET = arrows("secret", ours("x509"), "io.fabric8..");

  @ArchTest
  static final ArchRule X509 =
      arrows("x509", ours("ip"), "org.bouncycastle..", "javax.security.auth.x500..");

  @ArchTest
  static final ArchRule UPLOAD =
      arrows("upload", ours("x509"), "org.bouncycastle..", "javax.security.auth.x500..");

  @ArchTest
  static final ArchRule OUTPUT =
      arrows("output", ours("x509"), "org.bouncycastle..", "javax.crypto..");

  @ArchTest
  static final ArchRule PROBE =
      arrows("probe", ours("ip", "x509"), "io.fabric8..", "javax.net.ssl..");

  @ArchTest static final ArchRule REFRESH = arrows("refresh", ours(), "io.fabric8..");

  @ArchTest static final ArchRule IP = arrows("ip", ours(), "com.google.common.net..");

  @ArchTest static final ArchRule CONDITION = arrows("condition", ours());

  @ArchTest
  static final ArchRule STATUS = arrows("status", ours(), "io.fabric8..", "io.javaoperatorsdk..");

  @ArchTest
  static final ArchRule LIMITS =
      arrows("limits", ours("secret", "duration"), "io.fabric8..", "com.google.common.net..");

  @ArchTest static final ArchRule TEXT = arrows("text", ours());

  @ArchTest static final ArchRule RETRY = arrows("retry", ours());

  @ArchTest static final ArchRule EVENT = arrows("event", ours(), "io.fabric8..");

  @ArchTest
  static final ArchRule INFORMER =
      arrows("informer", ours(), "io.fabric8..", "io.javaoperatorsdk..");

  @ArchTest
  static final ArchRule METRICS =
      arrows(
          "metrics",
          ours("acme", "challenge.http01", "dnsapi"),
          "io.micrometer..",
          "io.javaoperatorsdk..");

  @ArchTest static final ArchRule HEALTH = arrows("health", ours(), "com.sun.net.httpserver..");

  @ArchTest
  static void everyPackageHasItsArrows(JavaClasses classes) {
    var told =
        Stream.of(
            "certificate",
            "account",
            "acme",
            "authority",
            "challenge.http01",
            "challenge.dns01",
            "plugin",
            "dns",
            "dnsapi",
            "dnsapi.remote",
            "duration",
            "grant",
            "secret",
            "upload",
            "output",
            "probe",
            "refresh",
            "x509",
            "ip",
            "condition",
            "status",
            "text",
            "retry",
            "limits",
            "event",
            "informer",
            "metrics",
            "health");

    assertThat(classes.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of(ROOT), told.map(name -> ROOT + "." + name)).toList());
  }

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("dev.nodecert.operator.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_ACME_KNOWS_ACME4J =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".acme")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.shredzone..");

  @ArchTest
  static final ArchRule NOBODY_REACHES_BACK_INTO_MAIN =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT);

  @ArchTest
  static void everyPackageSaysWhatItIsForAndIsNullMarked(JavaClasses classes) {
    assertThat(classes.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allMatch(ArchitectureTest::isNullMarked, "is null-marked in its package-info");
  }

  private static boolean isNullMarked(JavaPackage p) {
    return p.tryGetPackageInfo().filter(info -> info.isAnnotatedWith(NullMarked.class)).isPresent();
  }

  @ArchTest
  static final ArchRule RECORDS_WITH_KEYS_DO_NOT_PRINT_THEM =
      noClasses()
          .that()
          .areRecords()
          .and(describe("hold a key", ArchitectureTest::holdsAKey))
          .should(
              ArchCondition.from(
                  describe("print all components", ArchitectureTest::printsAllComponents)));

  @ArchTest
  static void aRecordThatPrintsAllItsComponentsIsKnown(JavaClasses classes) {
    assertThat(printsAllComponents(classes.get(RegisteredAccount.class))).isTrue();
    assertThat(printsAllComponents(classes.get(ExternalAccount.class))).isFalse();
  }

  private static boolean holdsAKey(JavaClass type) {
    return type.getFields().stream()
        .map(JavaField::getRawType)
        .anyMatch(field ->
            field.isAssignableTo(PrivateKey.class)
                || field.isAssignableTo(SecretKey.class)
                || field.isAssignableTo(Secret.class)
                || field.isAssignableTo(KeyPair.class));
  }

  /** Whether {@code toString} is the one that the compiler makes. */
  private static boolean printsAllComponents(JavaClass type) {
    return ClassFile.of().parse(bytes(type)).methods().stream()
        .filter(method -> method.methodName().equalsString("toString"))
        .flatMap(method -> method.code().stream())
        .flatMap(CodeModel::elementStream)
        .anyMatch(ArchitectureTest::isMadeByTheCompiler);
  }

  private static boolean isMadeByTheCompiler(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call
        && call.bootstrapMethod()
            .owner()
            .equals(ObjectMethods.class.describeConstable().orElseThrow());
  }

  private static byte[] bytes(JavaClass type) {
    try (var stream = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ArchTest
  static final ArchRule STATIC_STATE_NEVER_CHANGES = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule CLASSES_ARE_NAMED_FOR_WHAT_THEY_ARE =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static final ArchRule ONLY_MAIN_KNOWS_THE_TIME =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Main.class.getName())
          .should()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("a test must be able to say what time it is");

  @ArchTest
  static final ArchRule NOBODY_SLEEPS =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class);

  private static ArchRule arrows(String name, String[] ours, String... others) {
    var itself = ROOT + "." + name;
    return classes()
        .that()
        .resideInAPackage(itself)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.of(ANYBODYS, ours, others, new String[] {itself})
                .flatMap(Stream::of)
                .toArray(String[]::new));
  }

  private static String[] ours(String... names) {
    return Stream.of(names).map(name -> ROOT + "." + name).toArray(String[]::new);
  }
}
