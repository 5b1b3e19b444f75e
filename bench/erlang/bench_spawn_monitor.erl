%% N processes, one after the other: each is spawned with a monitor, does nothing, and its DOWN is awaited. Check: the normal exits.
-module(bench_spawn_monitor).
-export([run/1]).

run([N]) -> integer_to_list(loop(N, 0)).

loop(0, Normal) -> Normal;
loop(N, Normal) ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, process, Pid, normal} -> loop(N - 1, Normal + 1) end.
