package dev.nodecert.operator.testing;

import dev.nodecert.testenv.TestEnvironment;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gives a test a cluster, a CA, and a {@link Scenario} in which the operator runs. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TestEnvironment
@ExtendWith(OperatorExtension.class)
public @interface WithOperator {}
