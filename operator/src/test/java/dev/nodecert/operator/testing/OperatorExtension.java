package dev.nodecert.operator.testing;

import dev.nodecert.testenv.TestEnvironmentExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the one {@link RunningOperator} of the JVM. */
final class OperatorExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(WithOperator.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningOperator.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var store = context.getRoot().getStore(NAMESPACE);
    return store.getOrComputeIfAbsent(
        RunningOperator.class,
        _ ->
            RunningOperator.start(
                TestEnvironmentExtension.cluster(context),
                TestEnvironmentExtension.bind(context).nsupdateFolder()),
        RunningOperator.class);
  }
}
