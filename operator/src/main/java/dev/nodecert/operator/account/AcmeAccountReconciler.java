package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.event.EventRecorder;
import dev.nodecert.operator.informer.RecreationEventSource;
import dev.nodecert.operator.informer.SpecChange;
import dev.nodecert.operator.secret.SecretStore;
import dev.nodecert.operator.status.StatusUpdate;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps AcmeAccounts registered. */
@ControllerConfiguration(
    name = "acmeaccount",
    triggerReconcilerOnAllEvents = true,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = SpecChange.class))
public final class AcmeAccountReconciler implements Reconciler<AcmeAccount> {

  private static final Logger LOG = LoggerFactory.getLogger(AcmeAccountReconciler.class);

  /** An account's own key is in no cache, so nothing tells when it is put back. */
  private static final Duration REFUSAL_RECHECK = Duration.ofMinutes(5);

  /** Asked of the API server alone. */
  private static final Duration CHALLENGES_RECHECK = Duration.ofSeconds(10);

  private final AccountRegistrar registrar;
  private final KeyRollover rollover;
  private final AccountDeletion deletion;
  private final AccountLogins logins;
  private final AccountInputs inputs;
  private final AccountEvents events;
  private final InstantSource clock;
  private final RecreationEventSource<AcmeAccount> recreations = new RecreationEventSource<>();

  /**
   * A reconciler for accounts whose Secrets are in the operator's namespace.
   *
   * @param certificateNamespaces where the NodeCertificates are that order; all where empty
   */
  public AcmeAccountReconciler(
      KubernetesClient client,
      SecretStore secrets,
      AcmeClient acme,
      AccountLogins logins,
      EventRecorder events,
      String operatorNamespace,
      Set<String> certificateNamespaces,
      InstantSource clock) {
    var keys = new AccountKeys(secrets, operatorNamespace);
    var caBundles = new CABundles(client, operatorNamespace);
    this.rollover =
        new KeyRollover(
            keys, acme.accounts(), new RunningChallenges(client, certificateNamespaces));
    this.registrar =
        new AccountRegistrar(
            acme, caBundles, keys, rollover, new ExternalAccounts(secrets, operatorNamespace));
    this.events = new AccountEvents(events);
    this.deletion =
        new AccountDeletion(new AccountDeactivation(caBundles, keys, acme.accounts()), this.events);
    this.logins = logins;
    this.inputs = new AccountInputs(operatorNamespace);
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, AcmeAccount>> prepareEventSources(
      EventSourceContext<AcmeAccount> context) {
    var sources = new ArrayList<>(inputs.eventSources(context));
    sources.add(logins.rejections().eventSource());
    recreations.lookInto(context.getPrimaryCache());
    sources.add(recreations);
    return sources;
  }

  @Override
  public UpdateControl<AcmeAccount> reconcile(AcmeAccount account, Context<AcmeAccount> context) {
    logins.forget(account);
    if (context.isPrimaryResourceDeleted()) {
      recreations.deleted(account);
      return UpdateControl.noUpdate();
    }
    recreations.reconciled(account);
    return account.isMarkedForDeletion()
        ? deletion.proceed(account, context, clock.instant())
        : keepRegistered(deletion.withFinalizer(account, context), context);
  }

  private UpdateControl<AcmeAccount> keepRegistered(
      AcmeAccount account, Context<AcmeAccount> context) {
    var now = clock.instant();
    var rest = AccountObservation.restUntil(account, logins.rejections().of(account), now);
    if (rest.isPresent()) {
      return lookAgain(rest.get(), now);
    }
    var status =
        rollover
            .awaited(account, now)
            .map(awaited -> new AccountStatusFactory(account, now).stillAwaiting(awaited))
            .orElseGet(() -> look(account, now));
    write(account, status, context);
    return nextLook(account, status, now);
  }

  private AcmeAccountStatus look(AcmeAccount account, Instant now) {
    logins.rejections().forget(account);
    try {
      return rollover.advance(account, registrar.register(account), now);
    } catch (AccountRefusedException refusal) {
      LOG.info("the account waits: {}: {}", refusal.reason(), refusal.message());
      return new AccountStatusFactory(account, now).refused(refusal);
    } catch (AcmeFailure failure) {
      LOG.warn("the account's CA: {}: {}", failure.type(), failure.message(), failure);
      return new AccountStatusFactory(account, now).failed(failure);
    }
  }

  private void write(AcmeAccount account, AcmeAccountStatus status, Context<AcmeAccount> context) {
    if (status.equals(account.getStatus())) {
      return;
    }
    var fresh = new AcmeAccount();
    fresh.setMetadata(new ObjectMetaBuilder().withName(account.getMetadata().getName()).build());
    fresh.setStatus(status);
    StatusUpdate.replace(account, fresh, context);
    logins.forget(account);
    events.tell(account, status);
  }

  private static UpdateControl<AcmeAccount> nextLook(
      AcmeAccount account, AcmeAccountStatus status, Instant now) {
    var looked = new AcmeAccount();
    looked.setMetadata(account.getMetadata());
    looked.setStatus(status);
    return AccountObservation.restUntil(looked, Optional.empty(), now)
        .map(at -> lookAgain(at, now))
        .orElseGet(() -> UpdateControl.<AcmeAccount>noUpdate().rescheduleAfter(recheck(looked)));
  }

  private static Duration recheck(AcmeAccount looked) {
    return AccountObservation.isAwaitingChallenges(looked) ? CHALLENGES_RECHECK : REFUSAL_RECHECK;
  }

  private static UpdateControl<AcmeAccount> lookAgain(Instant at, Instant now) {
    return UpdateControl.<AcmeAccount>noUpdate().rescheduleAfter(Duration.between(now, at));
  }
}
