# Thin: every target is a command that a person could type. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo test e2e fuzz testenv run image bench bench-proxy soak chart charts crds dns-providers fmt

export JAVA_HOME := $(shell ./find-jdk)
# Maven's own libraries make a new JDK warn of what no reader can change.
export MAVEN_OPTS ?= --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
JAVA := $(JAVA_HOME)/bin/java
MVN := mvn -B -ntp
PACKAGE := $(MVN) -q package -DskipTests -Dspotless.check.skip

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: PARTS := kubernetes etcd pebble nginx
demo: testenv ## order a certificate from a local ACME CA and watch it (KEEP=1 keeps all of it up)
	@$(PACKAGE) -pl demo,operator -am && $(JAVA) -jar demo/target/nodecert-demo.jar

test: testenv ## everything that proves the code: unit tests, and integration tests against real servers
	@./run-tests $(MVN) verify

e2e: PARTS := kubernetes etcd node containerd coredns helm images chromium
e2e: testenv image ## what is shipped, on a real node: the image installed by the chart (root, on Linux)
	@./run-tests $(MVN) verify -Pe2e -pl e2e -am -Dtest=NoUnitTest -Dit.test='*E2E' \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

SECONDS := 60
fuzz: jdk ## feed what parses others' words with hostile input, a minute each (SECONDS=10, ONLY=acme)
	@$(MVN) -q process-test-classes -Pfuzz -Dspotless.check.skip -pl operator -am && ./fuzz $(SECONDS) $(ONLY)

testenv: jdk ## build the real servers for tests and demo into your cache (ten minutes, once)
	@testenv/provide $(PARTS) >/dev/null

run: jdk ## run the operator against the current kubeconfig (FLAGS="--help" for its options)
	@$(PACKAGE) -pl operator -am && $(JAVA) @operator/jvm.options -jar operator/target/nodecert-operator.jar $(FLAGS)

image: jdk ## build the operator's image and nginx's, with Docker or Podman or none (ENGINE=none), and hold them to their lists of contents
	@$(PACKAGE) cyclonedx:makeBom -pl operator,gate,image -am && image/build operator && image/build nginx && \
	  $(MVN) -q test -pl image -Dspotless.check.skip -Dtest='ImageArchiveIT,*ImageIT'

bench: testenv ## measure, beside a reference in the same run (ONLY="single throughput" for some of it)
	@$(PACKAGE) -pl bench,operator -am && $(JAVA) -jar bench/target/nodecert-bench.jar $(ONLY)

bench-proxy: PARTS := kubernetes etcd node containerd coredns helm images
bench-proxy: testenv image ## measure a node's proxy and its locks, beside the node itself, on a real node (root, on Linux)
	@$(MVN) -q verify -Pe2e -pl e2e -am -Dspotless.check.skip -Dtest=NoUnitTest -Dit.test=ProxyBench \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

MINUTES := 5
CERTIFICATES := 200
soak: testenv ## renew certificates of minutes under random faults (MINUTES=30, CERTIFICATES=50, SEED=4711)
	@$(PACKAGE) -pl bench,operator -am && $(JAVA) -cp bench/target/nodecert-bench.jar dev.nodecert.bench.soak.Soak $(MINUTES) $(CERTIFICATES) $(SEED)

CHARTS := $(MVN) test -Pcharts -pl helm -am -Dsurefire.failIfNoSpecifiedTests=false
chart: PARTS := kubernetes etcd nginx helm helm-unittest kubeconform
chart: testenv ## test the Helm charts: by Helm's own means, and at a real API server
	@./run-tests $(CHARTS) -Dtest='dev/nodecert/helm/*'

charts: PARTS := kubernetes etcd helm helm-unittest kubeconform
charts: testenv ## generate the charts' READMEs, and deploy/ from them
	@$(CHARTS) -q -Dspotless.check.skip -Dcharts.update=true -Dtest='ChartFilesTest,ChartIT#theManifestIsThatOfTheChart'

crds: jdk ## generate crds/ from api/, and the chart's
	@$(MVN) -q test -Dspotless.check.skip -pl api -am -Dtest=CrdGoldenTest -Dcrds.update=true -Dsurefire.failIfNoSpecifiedTests=false

dns-providers: jdk ## generate docs/dns-providers.md from acme.sh's scripts
	@testenv/provide acmesh >/dev/null && $(MVN) -q verify -Dspotless.check.skip -pl operator -am -Dtest=NoUnitTest -Dit.test=DnsProvidersIT \
	  -Ddns-providers.update=true -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

fmt: jdk ## format the code
	@$(MVN) -q -Pcharts,e2e com.diffplug.spotless:spotless-maven-plugin:apply

.PHONY: jdk
jdk:
	@test -n "$(JAVA_HOME)" || ./find-jdk --explain
