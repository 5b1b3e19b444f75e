%% Bytes of N idle processes: what erlang:memory(processes) grows by when all of them wait in receive.
%% Check: a message reaches each of them, by the answers.
-module(bench_memory).
-export([run/1]).

run([N]) ->
    Parent = self(),
    erlang:garbage_collect(),
    Before = erlang:memory(processes),
    Pids = [spawn(fun() -> Parent ! ready, idle() end) || _ <- lists:seq(1, N)],
    take(ready, N),
    erlang:garbage_collect(),
    Bytes = erlang:memory(processes) - Before,
    [Pid ! {hello, Parent} || Pid <- Pids],
    take(here, N),
    {bytes, Bytes, integer_to_list(N)}.

idle() -> receive {hello, From} -> From ! here end.

take(_, 0) -> ok;
take(Message, N) -> receive Message -> take(Message, N - 1) end.
