package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.secret.SecretStore;
import dev.nodecert.operator.status.StatusUpdate;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps AcmeAccounts registered. */
@ControllerConfiguration(name = "acmeaccount", triggerReconcilerOnAllEvents = true)
public final class AcmeAccountReconciler implements Reconciler<AcmeAccount> {

  private static final Logger LOG = LoggerFactory.getLogger(AcmeAccountReconciler.class);

  /** An account's own key is in no cache, so nothing tells when it is put back. */
  private static final Duration REFUSAL_RECHECK = Duration.ofMinutes(5);

  private final AccountRegistrar registrar;
  private final AccountLogins logins;
  private final AccountInputs inputs;
  private final InstantSource clock;

  /** A reconciler for accounts whose Secrets are in the operator's namespace. */
  public AcmeAccountReconciler(
      KubernetesClient client,
      SecretStore secrets,
      AcmeClient acme,
      AccountLogins logins,
      String operatorNamespace,
      InstantSource clock) {
    this.registrar = new AccountRegistrar(client, secrets, acme, operatorNamespace);
    this.logins = logins;
    this.inputs = new AccountInputs(operatorNamespace);
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, AcmeAccount>> prepareEventSources(
      EventSourceContext<AcmeAccount> context) {
    return inputs.eventSources(context);
  }

  @Override
  public UpdateControl<AcmeAccount> reconcile(AcmeAccount account, Context<AcmeAccount> context) {
    logins.forget(account);
    return context.isPrimaryResourceDeleted() || account.isMarkedForDeletion()
        ? UpdateControl.noUpdate()
        : keepRegistered(account, context);
  }

  private UpdateControl<AcmeAccount> keepRegistered(
      AcmeAccount account, Context<AcmeAccount> context) {
    var now = clock.instant();
    var rest = AccountObservation.restUntil(account, now);
    if (rest.isPresent()) {
      return lookAgain(rest.get(), now);
    }
    var status = look(account, now);
    write(account, status, context);
    return nextLook(account, status, now);
  }

  private AcmeAccountStatus look(AcmeAccount account, Instant now) {
    try {
      return registrar.register(account, now);
    } catch (AccountRefusedException refusal) {
      LOG.info("the account waits: {}: {}", refusal.reason(), refusal.message());
      return new AccountStatusFactory(account, now).refused(refusal);
    } catch (AcmeFailure failure) {
      LOG.warn("the account's CA: {}: {}", failure.type(), failure.message(), failure);
      return new AccountStatusFactory(account, now).failed(failure);
    }
  }

  private static void write(
      AcmeAccount account, AcmeAccountStatus status, Context<AcmeAccount> context) {
    if (status.equals(account.getStatus())) {
      return;
    }
    var fresh = new AcmeAccount();
    fresh.setMetadata(new ObjectMetaBuilder().withName(account.getMetadata().getName()).build());
    fresh.setStatus(status);
    StatusUpdate.replace(account, fresh, context);
  }

  private static UpdateControl<AcmeAccount> nextLook(
      AcmeAccount account, AcmeAccountStatus status, Instant now) {
    var looked = new AcmeAccount();
    looked.setMetadata(account.getMetadata());
    looked.setStatus(status);
    return AccountObservation.restUntil(looked, now)
        .map(at -> lookAgain(at, now))
        .orElseGet(() -> UpdateControl.<AcmeAccount>noUpdate().rescheduleAfter(REFUSAL_RECHECK));
  }

  private static UpdateControl<AcmeAccount> lookAgain(Instant at, Instant now) {
    return UpdateControl.<AcmeAccount>noUpdate().rescheduleAfter(Duration.between(now, at));
  }
}
