// Command gitops-health says what GitOps tools make of objects: Flux by its kstatus library, Argo CD by the Lua health
// checks of its ConfigMap argocd-cm, run as Argo CD runs them.
//
//	gitops-health ARGOCD-CM.yaml OBJECT.json
//
// Standard output is a line: kstatus, Argo CD's health, and its message, tab-separated.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gitops-health:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	if len(arguments) != 2 {
		return errors.New("want two arguments: the file of argocd-cm, and that of an object")
	}
	checks, err := readChecks(arguments[0])
	if err != nil {
		return err
	}
	text, err := os.ReadFile(arguments[1])
	if err != nil {
		return err
	}
	object := &unstructured.Unstructured{}
	if err := object.UnmarshalJSON(text); err != nil {
		return err
	}
	flux, err := status.Compute(object)
	if err != nil {
		return fmt.Errorf("kstatus: %w", err)
	}
	argoCD, err := argoCDHealth(object, checks)
	if err != nil {
		return err
	}
	fmt.Printf("%s\t%s\t%s\n", flux.Status, argoCD.status, argoCD.message)
	return nil
}

func readChecks(path string) (map[string]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var configMap struct{ Data map[string]string }
	return configMap.Data, yaml.Unmarshal(text, &configMap)
}

func argoCDHealth(object *unstructured.Unstructured, checks map[string]string) (health, error) {
	key := "resource.customizations.health." + object.GroupVersionKind().Group + "_" + object.GetKind()
	check, ok := checks[key]
	if !ok {
		return health{}, fmt.Errorf("there is no %s", key)
	}
	found, err := runCheck(object, check)
	if err != nil {
		return health{}, fmt.Errorf("%s: %w", key, err)
	}
	return found, nil
}
