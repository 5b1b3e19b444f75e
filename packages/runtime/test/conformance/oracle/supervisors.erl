%% Supervisors. Every row's process traps exits; the children are workers that tell it of their start, and exit when told.
-module(supervisors).
-behaviour(supervisor).
-export([main/0, init/1, worker/2, ignored/0, wrong/0]).
-import(oracle, [all/0]).

main() -> oracle:run(rows(), [{trap_exit, true}]).

rows() -> automatic_shutdown() ++ intensity() ++ control() ++ starting() ++ dynamic().

automatic_shutdown() -> [
    {any_significant, fun() ->
        S = started(#{auto_shutdown => any_significant}, [
            child(a, #{restart => transient, significant => true}),
            child(b, #{})
        ]),
        pid(S, a) ! {exit, normal},
        seen()
    end},
    {any_signif_crash_transient, fun() ->
        S = started(#{auto_shutdown => any_significant}, [
            child(a, #{restart => transient, significant => true}),
            child(b, #{})
        ]),
        pid(S, a) ! {exit, boom},
        seen()
    end},
    {all_significant, fun() ->
        S = started(#{auto_shutdown => all_significant}, [
            child(a, #{restart => temporary, significant => true}),
            child(b, #{restart => temporary, significant => true})
        ]),
        pid(S, a) ! {exit, boom},
        First = seen(),
        pid(S, b) ! {exit, normal},
        {First, seen()}
    end},
    {signif_terminate_child_no, fun() ->
        S = started(#{auto_shutdown => any_significant}, [child(a, #{restart => transient, significant => true})]),
        supervisor:terminate_child(S, a),
        {seen(), is_process_alive(S)}
    end},
    {permanent_signif, fun() ->
        supervisor:start_link(?MODULE, {#{auto_shutdown => any_significant}, [child(a, #{significant => true})]})
    end}
].

intensity() -> [
    %% Erlang's default: one restart in five seconds.
    {intensity_1_in_5, fun() ->
        S = started(#{intensity => 1, period => 5}, [child(a, #{})]),
        exit(pid(S, a), kill),
        First = seen(),
        exit(pid(S, a), kill),
        {First, seen()}
    end}
].

control() -> [
    {term_child_spec, fun() ->
        S = started(#{intensity => 5}, [child(a, #{})]),
        A = supervisor:terminate_child(S, a),
        B = [{Id, Pid, Type} || {Id, Pid, Type, _} <- supervisor:which_children(S)],
        C = supervisor:start_child(S, child(a, #{})),
        {ok, _} = supervisor:restart_child(S, a),
        D = supervisor:delete_child(S, a),
        E = supervisor:restart_child(S, a),
        supervisor:terminate_child(S, a),
        F = supervisor:delete_child(S, a),
        G = supervisor:restart_child(S, a),
        H = supervisor:terminate_child(S, zz),
        {A, B, C, D, E, F, G, H}
    end},
    {get_childspec_defaults, fun() ->
        {ok, S} = supervisor:start_link(?MODULE, {#{}, [
            #{id => x, start => {?MODULE, ignored, []}},
            #{id => y, type => supervisor, start => {?MODULE, ignored, []}}
        ]}),
        {ok, X} = supervisor:get_childspec(S, x),
        {ok, Y} = supervisor:get_childspec(S, y),
        {maps:with([restart, shutdown, type, significant], X), maps:get(shutdown, Y)}
    end}
].

starting() -> [
    {dup_id_in_init, fun() -> supervisor:start_link(?MODULE, {#{}, [child(a, #{}), child(a, #{})]}) end},
    {ofo_ignore, fun() ->
        {ok, S} = supervisor:start_link(?MODULE, {#{}, [#{id => x, start => {?MODULE, ignored, []}}]}),
        [{Id, Pid, Type} || {Id, Pid, Type, _} <- supervisor:which_children(S)]
    end},
    %% The reason is beside what the supervisor knows of the child.
    {child_badret, fun() ->
        {ok, S} = supervisor:start_link(?MODULE, {#{}, []}),
        {error, {Reason, _Child}} = supervisor:start_child(S, #{id => x, start => {?MODULE, wrong, []}}),
        {error, Reason}
    end}
].

%% simple_one_for_one: what a DynamicSupervisor is elsewhere.
dynamic() -> [
    {simple_one_for_one, fun() ->
        {ok, S} = supervisor:start_link(?MODULE, {#{strategy => simple_one_for_one}, [
            #{id => x, start => {?MODULE, worker, [self()]}}
        ]}),
        {ok, _} = supervisor:start_child(S, [q1]),
        {ok, P} = supervisor:start_child(S, [q2]),
        {seen(), [Id || {Id, _, _, _} <- supervisor:which_children(S)], supervisor:terminate_child(S, P)}
    end},
    {sofo_ignore, fun() ->
        {ok, S} = supervisor:start_link(?MODULE, {#{strategy => simple_one_for_one}, [
            #{id => x, start => {?MODULE, ignored, []}}
        ]}),
        {supervisor:start_child(S, []), supervisor:which_children(S)}
    end}
].

%% The callback of supervisor.
init(FlagsAndChildren) -> {ok, FlagsAndChildren}.

%% A supervisor whose children have told of their start.
started(Flags, Children) ->
    {ok, S} = supervisor:start_link(?MODULE, {Flags, Children}),
    all(),
    S.

child(Id, More) -> maps:merge(#{id => Id, start => {?MODULE, worker, [self(), Id]}}, More).

worker(To, Id) ->
    {ok, proc_lib:spawn_link(fun() ->
        To ! {start, Id, self()},
        receive {exit, Reason} -> exit(Reason) end
    end)}.

ignored() -> ignore.

wrong() -> foo.

%% What has come, without pids.
seen() ->
    [case M of
        {start, Id, _} -> {start, Id};
        {'EXIT', _, Reason} -> {'EXIT', Reason}
    end || M <- all()].

pid(S, Id) -> element(2, lists:keyfind(Id, 1, supervisor:which_children(S))).
