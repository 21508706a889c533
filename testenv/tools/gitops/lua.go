package main

import (
	"errors"

	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// The libraries that Argo CD lets a health check use without useOpenLibs.
var safeLibraries = map[string]lua.LGFunction{
	lua.LoadLibName:   lua.OpenPackage,
	lua.BaseLibName:   lua.OpenBase,
	lua.TabLibName:    lua.OpenTable,
	lua.StringLibName: lua.OpenString,
}

// Argo CD takes no other word.
var healthWords = map[string]bool{
	"Healthy": true, "Progressing": true, "Degraded": true, "Suspended": true, "Missing": true, "Unknown": true,
}

type health struct{ status, message string }

func runCheck(object *unstructured.Unstructured, check string) (health, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range safeLibraries {
		if err := state.CallByParam(lua.P{Fn: state.NewFunction(open), Protect: true}, lua.LString(name)); err != nil {
			return health{}, err
		}
	}
	state.SetGlobal("obj", toLua(state, object.Object))
	if err := state.DoString(check); err != nil {
		return health{}, err
	}
	answer, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return health{}, errors.New("the check does not give a table")
	}
	found := health{lua.LVAsString(answer.RawGetString("status")), lua.LVAsString(answer.RawGetString("message"))}
	if !healthWords[found.status] {
		return health{}, errors.New("the check gives no health, but: " + found.status)
	}
	return found, nil
}

func toLua(state *lua.LState, value any) lua.LValue {
	switch it := value.(type) {
	case string:
		return lua.LString(it)
	case bool:
		return lua.LBool(it)
	case int64:
		return lua.LNumber(it)
	case map[string]any:
		table := state.NewTable()
		for key, member := range it {
			table.RawSetString(key, toLua(state, member))
		}
		return table
	case []any:
		table := state.NewTable()
		for _, member := range it {
			table.Append(toLua(state, member))
		}
		return table
	default:
		return lua.LNil
	}
}
