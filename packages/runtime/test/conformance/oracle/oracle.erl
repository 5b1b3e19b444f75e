%% What the three programs of the oracle share: how rows are run and printed, and helpers that many rows use.
-module(oracle).
-export([run/2, all/0, all/1, dead/0, idle/0, reason_of/1]).

%% Runs each row in a process of its own and prints `name => term`. `Flags` are those the row's process begins with.
run(Rows, Flags) ->
    logger:set_primary_config(level, none),
    [io:format("~ts => ~0p~n", [Name, in_process(Fun, Flags)]) || {Name, Fun} <- Rows],
    ok.

in_process(Fun, Flags) ->
    Me = self(),
    {_, Ref} = spawn_monitor(fun() ->
        [process_flag(Flag, Value) || {Flag, Value} <- Flags],
        Me ! {result, try Fun() catch Class:Reason -> {Class, Reason} end}
    end),
    receive
        {result, Term} ->
            receive {'DOWN', Ref, _, _, _} -> Term end;
        {'DOWN', Ref, _, _, Reason} ->
            {died, Reason}
    end.

%% Every message, until none has come for a while.
all() -> all(50).

all(Time) ->
    receive Message -> [Message | all(Time)] after Time -> [] end.

%% The pid of a process that is no more.
dead() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> Pid end.

%% A process that waits for `x`, and returns.
idle() ->
    spawn(fun() -> receive x -> ok end end).

%% The reason with which a process that runs this exits.
reason_of(Fun) ->
    {_, Ref} = spawn_monitor(Fun),
    receive {'DOWN', Ref, _, _, Reason} -> Reason end.
